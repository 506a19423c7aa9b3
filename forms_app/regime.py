"""Refuses a fiche of the other regime, and names the one to take (arrêté of 27 December 2016, art. 13)."""

from dataclasses import dataclass

from forms_app.enums import Matter
from forms_app.fiches.declaration import Answers, Fiche
from guidance.dates import in_words
from guidance.enums import Regime
from guidance.regimes import OFII_SINCE, SOURCE, regime_for

#: What serves the same purpose in the other regime; the humanitarian avis has no equivalent there.
_OTHER = {
    "receipt": ("transmission",),
    "complements": ("inquiry",),
    "avis": ("college", "removal"),
    "note": (),
    "humanitarian": (),
    "transmission": ("receipt",),
    "inquiry": ("complements",),
    "college": ("avis",),
    "removal": ("avis",),
}
_REMOVAL = frozenset(Matter) - {Matter.RESIDENCE}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a fiche does not serve a request: a French sentence, the source of the rule, the fiches to take instead."""

    message: str
    source: str
    instead: tuple[str, ...]


def refusal(fiche: Fiche, answers: Answers) -> Refusal | None:
    """Return why this fiche does not serve the request, or None; without a date nothing is refused yet (T15)."""
    day = answers.get("registered_on")
    if day is None or regime_for(day) == fiche.regime:
        return None
    instead = _instead(fiche, answers.get("matter"))
    message = _message(fiche, day, instead)
    if answers.get("matter") in _REMOVAL:
        message += " Pour l’éloignement, la date est celle de la saisine : cette règle est à confirmer."
    return Refusal(message, SOURCE, instead)


def _instead(fiche: Fiche, matter: object) -> tuple[str, ...]:
    if fiche.key == "avis" and matter:
        return ("college",) if matter == Matter.RESIDENCE else ("removal",)
    return _OTHER.get(fiche.key, ())


def _message(fiche: Fiche, day, instead: tuple[str, ...]) -> str:
    border = in_words(OFII_SINCE)
    side = f"avant le {border}" if fiche.regime == Regime.ARS else f"à compter du {border}"
    rule = f"Cette fiche sert aux demandes enregistrées {side} ; celle-ci l’est le {in_words(day)}."
    if instead:
        return rule
    return f"{rule} L’avis sur les circonstances humanitaires n’existe pas dans le régime de l’OFII."
