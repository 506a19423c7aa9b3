"""The durations of keeping: recorded by one administrator with their reference, confirmed by another (W10)."""

from forms_app.enums import JournalAct
from forms_app.models import RetentionRule
from forms_app.services.team import two_people
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

OWN = "Vous avez enregistré cette durée : un autre administrateur doit la confirmer."
DONE = "Cette durée n’attend plus de confirmation."


def standing(regime: Regime) -> RetentionRule | None:
    """Return the duration in force for a regime; None while it is unknown, and nothing is destroyed."""
    rows = RetentionRule.objects.filter(regime=regime, ended_at=None, confirmed_at__isnull=False)
    return rows.first()


def recorded() -> dict[Regime, RetentionRule | None]:
    """Return the duration recorded for each regime, confirmed or not; one query."""
    rows = RetentionRule.objects.filter(ended_at=None).select_related("proposed_by", "confirmed_by")
    found = {row.regime: row for row in rows}
    return {regime: found.get(regime) for regime in Regime}


def propose(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """Record a duration; nothing falls due until somebody else confirms."""
    return two_people.propose(rule, origin, JournalAct.RETENTION_PROPOSED)


def confirm(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """Confirm a duration: by another administrator."""
    return two_people.confirm(rule, origin, JournalAct.RETENTION_CONFIRMED, done=DONE, own=OWN)


def end(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """End a duration at once, by one administrator alone: keeping longer destroys nothing."""
    return two_people.end(rule, origin, JournalAct.RETENTION_ENDED)
