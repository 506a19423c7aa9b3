"""What a report should hold, as ticks beside the clauses (A-15, A-19): whether a question is answered, not the answer.

Nothing here decides: the physician does (R.4127-95). A tick says nothing of an illness.
"""

from dataclasses import dataclass

from forms_app.rules.basis import Basis, article, instruction
from guidance.enums import Regime

_CERTIFICATE = "L’annexe A, modèle du certificat, n’a pas été lue : ce point est déduit et reste à confirmer."


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a checklist; an optional one is never missing."""

    key: str
    label: str
    basis: Basis
    optional: bool = False


REPORT: tuple[Item, ...] = (
    Item("sealed", "Le rapport est arrivé sous pli confidentiel", instruction("IV-6")),
    Item("dated", "Le rapport est daté", instruction("annexe-IV-fiche-2", silence="Seule la fiche 2 cite cette date.")),
    Item(
        "signed",
        "Le rapport est signé par son auteur",
        instruction("IV-3", silence="Le texte demande l’auteur, sans parler de signature."),
    ),
    Item("care", "Le rapport répond sur la nécessité d’une prise en charge médicale", instruction("IV-3", "IV-8")),
    Item("duration", "Le rapport répond sur la durée prévisible de cette prise en charge", instruction("IV-3", "IV-8")),
    Item(
        "gravity", "Le rapport répond sur les conséquences d’un défaut de prise en charge", instruction("IV-3", "IV-8")
    ),
    Item(
        "supply",
        "Des éléments sur l’offre de soins dans le pays d’origine sont joints",
        instruction("III-1-2", "IV-9"),
        optional=True,
    ),
    Item(
        "travel",
        "Des éléments permettent de dire si la personne peut voyager sans risque",
        instruction("IV-10"),
        optional=True,
    ),
)
CERTIFICATE: tuple[Item, ...] = (
    Item("sealed", "Le certificat est arrivé sous pli, sans passer sous les yeux de la préfecture",
         Basis(("arrete-2017#art-2-4",))),
    Item("identity", "L’identité de la personne est justifiée", article("ceseda/R425-12")),
    Item("state", "Le certificat décrit l’état de santé et son évolution",
         Basis(("text:arrete-2016-12-27",), silence=_CERTIFICATE)),
    Item("care", "Le certificat décrit la prise en charge en cours",
         Basis(("text:arrete-2016-12-27",), silence=_CERTIFICATE)),
    Item("signed", "Le certificat est daté et signé par son auteur",
         Basis(("text:arrete-2016-12-27",), silence=_CERTIFICATE)),
    Item("no-conclusion", "Le certificat ne se prononce ni sur un défaut de soins, ni sur un pays, ni sur le voyage",
         Basis(("text:arrete-2016-12-27",), silence=_CERTIFICATE), optional=True),
)  # fmt: skip


def checklist(regime: Regime) -> tuple[Item, ...]:
    """Return the points to tick: the report before 2017, the certificate since."""
    return REPORT if regime == Regime.ARS else CERTIFICATE


def missing(items: tuple[Item, ...], ticked: frozenset[str]) -> tuple[Item, ...]:
    """Return the expected points that are not ticked: what fiche 2 may ask for. KeyError for a tick of no point."""
    if unknown := ticked - {item.key for item in items}:
        raise KeyError(sorted(unknown)[0])
    return tuple(item for item in items if not item.optional and item.key not in ticked)
