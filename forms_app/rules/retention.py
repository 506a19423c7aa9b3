"""How long a dossier is kept: what the texts say, which is less than a rule; the rule itself is recorded, dated (W10).

No duration stands here: one that nobody recorded with its reference is unknown, and nothing is destroyed.
"""

from dataclasses import dataclass
from datetime import date

from forms_app.rules.basis import Basis, instruction
from guidance.dates import add_months
from guidance.enums import Regime


@dataclass(frozen=True, slots=True)
class Said:
    """What the texts of a regime say of a duration, as read."""

    words: str
    basis: Basis


SAID: dict[Regime, Said] = {
    Regime.ARS: Said(
        "Aucune durée n’est donnée : le médecin conserve l’ensemble des documents.",
        instruction("IV-16", silence="Le texte ne dit ni combien de temps, ni à partir de quel jour."),
    ),
    Regime.OFII: Said(
        "Certificats, rapports et avis sont conservés cinq ans (article 12).",
        Basis(
            ("text:arrete-2016-12-27",),
            silence="Le jour d’où partent ces cinq ans n’a pas été lu : une décision doit le dire.",
        ),
    ),
}


def last_day(start: date, months: int) -> date:
    """Return the last day on which a dossier is kept: the same day of the month of arrival, or its last one."""
    return add_months(start, months)


def is_over(start: date, months: int, on: date) -> bool:
    """Tell whether the time of a dossier is over: the day after its last day."""
    return on > last_day(start, months)
