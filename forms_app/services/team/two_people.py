"""What one administrator records and another confirms: the references of the opening, the durations of keeping."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from forms_app.enums import JournalAct
from forms_app.models import Opening, RetentionRule
from forms_app.services.team import people
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

Recorded = TypeVar("Recorded", Opening, RetentionRule)


@transaction.atomic
def propose(record: Recorded, origin: Origin, act: JournalAct) -> Recorded:
    """Record it under the name of who proposes; ValidationError beside the field that is wrong. Not in force yet."""
    people.require_administrator(origin.actor)
    record.proposed_by = origin.actor
    record.full_clean()
    record.save()
    journal.record(act, origin, record)
    return record


@transaction.atomic
def confirm(record: Recorded, origin: Origin, act: JournalAct, *, done: str, own: str) -> Recorded:
    """Put it in force; ValidationError says `done` when nothing waits any more, `own` to the one who proposed it."""
    people.require_administrator(origin.actor)
    record = type(record).objects.select_for_update().get(pk=record.pk)
    if record.confirmed_at or record.ended_at:
        raise ValidationError(done)
    if record.proposed_by_id == origin.actor.pk:
        raise ValidationError(own)
    record.confirmed_by, record.confirmed_at = origin.actor, timezone.now()
    record.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(act, origin, record)
    return record


@transaction.atomic
def end(record: Recorded, origin: Origin, act: JournalAct) -> Recorded:
    """End it at once, by one administrator alone; ended twice, it keeps its first end."""
    people.require_administrator(origin.actor)
    record = type(record).objects.select_for_update().get(pk=record.pk)
    if not record.ended_at:
        record.ended_by, record.ended_at = origin.actor, timezone.now()
        record.save(update_fields=["ended_by", "ended_at"])
        journal.record(act, origin, record)
    return record
