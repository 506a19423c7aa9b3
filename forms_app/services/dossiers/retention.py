"""The durations of keeping: recorded by one administrator with their reference, confirmed by another (W10)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from forms_app.enums import JournalAct
from forms_app.models import RetentionRule
from forms_app.services.team import people
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

OWN = "Vous avez enregistré cette durée : un autre administrateur doit la confirmer."
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


@transaction.atomic
def propose(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """Record a duration; nothing falls due until somebody else confirms."""
    _require_administrator(origin.actor)
    rule.proposed_by = origin.actor
    rule.full_clean()
    rule.save()
    journal.record(JournalAct.RETENTION_PROPOSED, origin, rule)
    return rule


@transaction.atomic
def confirm(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """Confirm a duration: by another administrator."""
    _require_administrator(origin.actor)
    rule = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if rule.confirmed_at or rule.ended_at:
        raise ValidationError(DONE)
    if rule.proposed_by_id == origin.actor.pk:
        raise ValidationError(OWN)
    rule.confirmed_by, rule.confirmed_at = origin.actor, timezone.now()
    rule.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(JournalAct.RETENTION_CONFIRMED, origin, rule)
    return rule


@transaction.atomic
def end(rule: RetentionRule, origin: Origin) -> RetentionRule:
    """End a duration at once, by one administrator alone: keeping longer destroys nothing."""
    _require_administrator(origin.actor)
    rule = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if not rule.ended_at:
        rule.ended_by, rule.ended_at = origin.actor, timezone.now()
        rule.save(update_fields=["ended_by", "ended_at"])
        journal.record(JournalAct.RETENTION_ENDED, origin, rule)
    return rule


def _require_administrator(user) -> None:
    if user is None or not people.is_administrator(user):
        raise PermissionDenied
