"""The switch of named cases: closed unless the installation says so and the decisions that allow it are on record."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings

from forms_app.enums import JournalAct
from forms_app.models import Opening
from forms_app.services.team import two_people
from forms_app.services.trace.journal import Origin

OWN = "Vous avez enregistré ces références : un autre administrateur doit les confirmer."
DONE = "Cette ouverture n’attend plus de confirmation."


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so before a named case can exist, and whether it is."""

    words: str
    met: bool


def dossiers_open() -> bool:
    """Tell whether named cases may exist here; every view of a case answers 404 otherwise. One query when allowed."""
    return settings.PORTAL_DOSSIERS and _second_factors() and bool(_standing())


def conditions() -> list[Condition]:
    """Return every condition of the opening and its state, for the administrators' screen."""
    standing = Opening.objects.filter(ended_at=None, demonstration=settings.PORTAL_DEMO).first()
    second = "Les seconds facteurs sont exigés à la connexion"
    if settings.PORTAL_DEMO:
        second += " (sans objet en démonstration : données fictives)"
    return [
        Condition("L’exploitant a mis PORTAL_DOSSIERS à 1", settings.PORTAL_DOSSIERS),
        Condition(second, _second_factors()),
        Condition("La décision d’hébergement est enregistrée", bool(standing)),
        Condition("L’analyse d’impact est enregistrée", bool(standing)),
        Condition("Une autre personne a confirmé ces références", bool(standing and standing.confirmed_at)),
    ]


def current() -> Opening | None:
    """Return the opening on record, confirmed or not; None when there is none."""
    return Opening.objects.filter(ended_at=None, demonstration=settings.PORTAL_DEMO).first()


def _standing() -> bool:
    rows = Opening.objects.filter(ended_at=None, demonstration=settings.PORTAL_DEMO, confirmed_at__isnull=False)
    return rows.exists()


def _second_factors() -> bool:
    """Demanded by the setting and present as software: a box that nobody enforces opens nothing.

    What the setting says is what the door asks (portal.accounts.strength); production refuses to start without it.
    """
    if settings.PORTAL_DEMO:
        return True
    return settings.PORTAL_SECOND_FACTOR and apps.is_installed("allauth.mfa")


def propose(opening: Opening, origin: Origin) -> Opening:
    """Record the references of the two decisions; opens nothing until somebody else confirms."""
    opening.demonstration = settings.PORTAL_DEMO
    return two_people.propose(opening, origin, JournalAct.OPENING_PROPOSED)


def confirm(opening: Opening, origin: Origin) -> Opening:
    """Confirm the references: by another administrator."""
    return two_people.confirm(opening, origin, JournalAct.OPENING_CONFIRMED, done=DONE, own=OWN)


def close(opening: Opening, origin: Origin) -> Opening:
    """Close the cases again, at once, by one administrator alone: shutting a door needs nobody else."""
    return two_people.end(opening, origin, JournalAct.OPENING_ENDED)
