"""Where the papers of a dossier are, and what may follow: put away, lent, given back, sent on (A-28, A-33)."""

from forms_app.rules.basis import Basis, instruction
from forms_app.rules.vocabulary import CustodyStep
from guidance.enums import Regime

#: What may follow each step; None is a dossier of which nothing was said yet.
FOLLOWS: dict[CustodyStep | None, frozenset[CustodyStep]] = {
    None: frozenset({CustodyStep.PLACED, CustodyStep.SENT}),
    CustodyStep.PLACED: frozenset({CustodyStep.PLACED, CustodyStep.LENT, CustodyStep.SENT}),
    CustodyStep.LENT: frozenset({CustodyStep.RETURNED, CustodyStep.SENT}),
    CustodyStep.RETURNED: frozenset({CustodyStep.PLACED, CustodyStep.LENT, CustodyStep.SENT}),
    CustodyStep.SENT: frozenset({CustodyStep.PLACED}),
}
#: What a screen lets one say; a sending goes with a transfer.
BY_HAND = frozenset({CustodyStep.PLACED, CustodyStep.LENT, CustodyStep.RETURNED})
BASES: dict[Regime, Basis] = {
    Regime.ARS: instruction(
        "IV-16",
        silence="Le texte demande au médecin de conserver ces documents et de les tenir disponibles ; il ne dit ni où, "
        "ni comment noter leurs sorties.",
    ),
    Regime.OFII: Basis(
        ("arrete-2017#art-2-5", "text:arrete-2016-12-27"),
        silence="Les articles lus ne disent pas où les pièces sont gardées, ni comment noter leurs sorties.",
    ),
}


def may_follow(last: CustodyStep | None, step: CustodyStep) -> bool:
    """Tell whether a step may come after the last one recorded."""
    return step in FOLLOWS[last]


def choices(last: CustodyStep | None) -> list[tuple[str, str]]:
    """Return what a screen offers after a step, in the order of the vocabulary."""
    return [(step.value, step.label) for step in CustodyStep if step in FOLLOWS[last] & BY_HAND]
