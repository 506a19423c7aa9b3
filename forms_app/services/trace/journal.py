"""The one door of the journal: `record` adds a row, chained to the one before, safe whoever writes at the same time.

Call it last in an act, inside the act's transaction: what is undone leaves no row, what is done always leaves one.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from forms_app import chain
from forms_app.enums import JournalAct, Result
from forms_app.models import JournalEvent

_LOCK = 7_310_417  # any constant: the one key of PostgreSQL's advisory locks that this portal takes
#: A list read again on the same screen, from the same place, is one reading as long as this.
ONE_READING = timedelta(minutes=1)
_NAME = re.compile(r"[A-Za-z0-9_:.-]{0,80}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who acts, under which role of which authority, from where; `route` is the name of a screen or of a command."""

    actor: models.Model | None
    route: str = ""
    role: str = ""
    authority: str = ""
    source: str = ""
    request: str = ""

    @classmethod
    def command(cls, name: str) -> "Origin":
        """What a command or the worker does by itself."""
        return cls(actor=None, route=name)


def record(act: JournalAct, origin: Origin, thing: models.Model | None = None, result: Result = Result.DONE):
    """Add a row and return it. `thing` is the row acted on or read: its kind and its key are kept, nothing else.

    ValueError when something other than a name of the closed lists, a number or a UUID would enter the journal.
    """
    event = JournalEvent(
        act=JournalAct(act),
        actor=origin.actor,
        role=origin.role,
        authority=origin.authority,
        object_type=thing._meta.model_name if thing is not None else "",
        object_id=_key_of(thing),
        route=_name(origin.route),
        source=_name(origin.source),
        request=_name(origin.request),
        result=Result(result),
    )
    with transaction.atomic():
        _wait_for_the_others()
        return _chained(event)


def record_lists(act: JournalAct, readings: Iterable[tuple[Origin, models.Model]]) -> list[JournalEvent]:
    """Add a row for each list read, each with the authority that it is of, and return the rows added.

    A list shows references and initials: read again by the same person on the same screen from the same place within
    `ONE_READING`, it leaves no second row. A name that is searched, a dossier or a file that is opened always leaves
    its own, by `record`.
    """
    readings = list(readings)
    told = {(row.actor_id, row.route, row.source, row.object_id) for row in _just_read(act, readings)}
    fresh = [
        (origin, thing) for origin, thing in readings
        if (_pk(origin.actor), origin.route, origin.source, _key_of(thing)) not in told
    ]  # fmt: skip
    return [record(act, origin, thing) for origin, thing in fresh]


def _just_read(act: JournalAct, readings: list[tuple[Origin, models.Model]]):
    """The readings of the last minute; none of the future, which a clock put back would leave for longer."""
    now, actors = timezone.now(), {_pk(origin.actor) for origin, _ in readings}
    rows = JournalEvent.objects.filter(at__gt=now - ONE_READING, at__lte=now, act=act, actor__in=actors - {None})
    return rows.filter(result=Result.DONE)


def _pk(actor: models.Model | None) -> int | None:
    return actor.pk if actor else None


def _chained(event: JournalEvent) -> JournalEvent:
    last = JournalEvent.objects.order_by("-number").values_list("number", "seal").first()
    event.number, event.previous = (last[0] + 1, last[1]) if last else (1, chain.ORIGIN)
    event.at, event.key_name = timezone.now(), chain.current_key()
    event.seal = chain.seal(event.sealed_values(), event.key_name)
    event.save()
    return event


def _wait_for_the_others() -> None:
    """One writer at a time until the transaction ends; SQLite does it by itself (IMMEDIATE transactions)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _key_of(thing: models.Model | None) -> str:
    if thing is None:
        return ""
    if not isinstance(thing.pk, int | uuid.UUID):
        raise ValueError("The journal keeps numbers and UUIDs only.")
    return str(thing.pk)


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("The journal keeps names only.")
    return text
