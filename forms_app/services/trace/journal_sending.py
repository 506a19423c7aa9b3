"""The rows of the journal sent to a collector on another machine, in order, each until the collector says it has it.

One HTTPS request carries a batch of JSON lines; the cursor moves when the answer is 2xx, so that a collector that is
down, slow or cut in the middle loses no row: the batch is sent again. A row has its number and its seal: the collector
sees a row that comes twice, and a hole. What leaves is what the journal holds: no name and no value (ADR 0016).
"""

import http.client
import json
import logging
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from forms_app.models import JournalCursor, JournalEvent
from forms_app.models.journal import SEALED

logger = logging.getLogger("portal.journal")
BATCH, BATCHES = 500, 20  # rows in a request, requests in a turn of the worker
PATIENCE = 5  # s, for a collector that does not answer
_SENT = (*SEALED, "seal")


class NotTaken(Exception):
    """The collector has not said that it has the rows; the words say what happened, and nothing has moved."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the collector does not have yet: how many rows, and the moment of the first."""

    rows: int
    since: datetime | None = None


def send_new() -> int:
    """Send what the collector does not have yet, a bounded part of it; returns how many rows it took.

    Nothing is named: nothing is sent. A collector that refuses or does not answer is a line of the log, without its
    words, and its rows wait.
    """
    if not settings.PORTAL_JOURNAL_COLLECTOR:
        return 0
    taken = 0
    try:
        for _ in range(BATCHES):
            part = send_part()
            taken += part
            if part < BATCH:
                break
    except NotTaken as error:
        logger.error("The collector of the journal did not take its rows: %s", type(error.__cause__ or error).__name__)
    return taken


def send_part() -> int:
    """Send the next rows, at most `BATCH`, and return how many; NotTaken unless the collector has them all."""
    cursor = _cursor()
    rows = list(JournalEvent.objects.filter(number__gt=cursor.number).order_by("number")[:BATCH])
    if not rows:
        return 0
    _post("".join(line(row) + "\n" for row in rows).encode())
    JournalCursor.objects.filter(pk=cursor.pk, number__lt=rows[-1].number).update(number=rows[-1].number)
    return len(rows)


def send_again(first: int) -> None:
    """Take the cursor back, so that rows leave again from that number on: for a collector that lost its own."""
    cursor = _cursor()
    JournalCursor.objects.filter(pk=cursor.pk, number__gte=first).update(number=max(0, first - 1))


def waiting() -> Waiting:
    """Return what the collector does not have yet."""
    rows = JournalEvent.objects.filter(number__gt=_cursor().number)
    first = rows.order_by("number").values_list("at", flat=True).first()
    return Waiting(rows.count(), first)


def line(row: JournalEvent) -> str:
    """Return a row as the collector receives it: each sealed field under its name, moments in UTC."""
    return json.dumps({name: _plain(getattr(row, name)) for name in _SENT}, ensure_ascii=False)


def _plain(value):
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _cursor() -> JournalCursor:
    """The cursor of the collector that is named; another address has its own, and receives everything."""
    return JournalCursor.objects.get_or_create(collector=settings.PORTAL_JOURNAL_COLLECTOR[:200])[0]


def _post(body: bytes) -> None:
    """Send one body; NotTaken unless the answer is 2xx. No redirect is followed."""
    address = urlsplit(settings.PORTAL_JOURNAL_COLLECTOR)
    door = _door(address)
    told = {"Content-Type": "application/x-ndjson"}
    if settings.PORTAL_JOURNAL_TOKEN:
        told["Authorization"] = f"Bearer {settings.PORTAL_JOURNAL_TOKEN}"
    try:
        door.request("POST", (address.path or "/") + (f"?{address.query}" if address.query else ""), body, told)
        answer = door.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    finally:
        door.close()
    if not 200 <= answer.status < 300:
        raise NotTaken(f"answered {answer.status}")


def _door(address) -> http.client.HTTPConnection:
    if (
        address.scheme == "http"
    ):  # an agent of this very machine, which sends on by itself (portal.settings.environment)
        return http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
    context = ssl.create_default_context(cafile=settings.PORTAL_JOURNAL_AUTHORITY or None)
    return http.client.HTTPSConnection(address.hostname, address.port, timeout=PATIENCE, context=context)
