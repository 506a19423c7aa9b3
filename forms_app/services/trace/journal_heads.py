"""The heads of the journal kept outside the database: one line each in a file, and by mail where one is named."""

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from forms_app.models import JournalEvent

logger = logging.getLogger("portal.journal")


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the journal at a moment: whoever keeps it outside can show that the chain was remade."""

    number: int
    seal: str
    at: datetime | None = None

    def __str__(self):
        moment = self.at.astimezone(UTC).isoformat(timespec="seconds") if self.at else "-"
        return f"{moment} {self.number} {self.seal}"


def current() -> Head | None:
    """Return the head of the journal as it stands; None when nothing was recorded."""
    row = JournalEvent.objects.order_by("-number").first()
    return Head(row.number, row.seal, row.at) if row else None


def kept() -> list[Head]:
    """Return the heads of the file, oldest first; ValueError names a line that is no head."""
    try:
        lines = _file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return list(read(lines))


def read(lines: Iterable[str]) -> Iterable[Head]:
    """Read heads written one a line, as in the file or copied from a mail."""
    for line in lines:
        if not line.strip():
            continue
        words = line.split()
        if len(words) != 3 or not words[1].isdecimal() or len(words[2]) != 64:
            raise ValueError(f"Pas une tête du journal : {line[:120]!r}")
        yield Head(int(words[1]), words[2], None if words[0] == "-" else datetime.fromisoformat(words[0]))


def export() -> Head | None:
    """Add the head to the file, and send it, when it moved since the last export; None when there is nothing to say.

    A journal that became shorter than its last exported head is an alarm of the log, and is not exported.
    """
    head, last = current(), max(kept(), key=lambda each: each.number, default=None)
    if last and (head is None or head.number < last.number):
        logger.error("The journal is shorter than its exported head %s: run verify_journal", last.number)
        return None
    if head is None or (last and head.number == last.number):
        return None
    _append(f"{head}\n")
    if settings.PORTAL_JOURNAL_MAIL:
        send_mail("Tête du journal", f"{head}\n", None, settings.PORTAL_JOURNAL_MAIL)
    return head


def _append(line: str) -> None:
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _file() -> Path:
    return Path(settings.PORTAL_JOURNAL_HEADS)
