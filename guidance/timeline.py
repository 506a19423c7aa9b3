"""Which edition of a text stands on a day, as a pure function over dated rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol


class Dated(Protocol):
    """What an edition must offer to be placed in time; `None` means that the source does not say."""

    effective_from: date | None
    effective_until: date | None
    seen_in_force_on: date | None


class Standing(Enum):
    """How sure the portal is that an edition is the one in force on the day asked."""

    IN_FORCE = "in force"
    SEEN = "seen in force"
    UNKNOWN_WORDING = "text in force, wording of that day not held"
    NOT_YET = "not yet in force"
    ENDED = "no longer in force"


@dataclass(frozen=True)
class Resolution:
    """The edition to read for a day, or none, and how it stands on that day."""

    edition: Dated | None
    standing: Standing


def _start(edition: Dated) -> date:
    return edition.effective_from or edition.seen_in_force_on or date.max


def resolve(editions: Iterable[Dated], day: date, *, text_in_force_from: date | None = None) -> Resolution:
    """Return the edition of a text to read on `day`.

    `editions` are the published ones only. An edition whose effective date the source does not give counts from the
    day it was seen in force; before that day its wording is shown, and said not to be that day's (B-01).
    """
    ordered = sorted(editions, key=_start)
    if not ordered or (text_in_force_from and day < text_in_force_from):
        return Resolution(None, Standing.NOT_YET)
    started = [edition for edition in ordered if _start(edition) <= day]
    if not started:
        return _before_the_first(ordered[0], text_in_force_from)
    edition = started[-1]
    if edition.effective_until and day > edition.effective_until:
        return Resolution(edition, Standing.ENDED)
    return Resolution(edition, Standing.IN_FORCE if edition.effective_from else Standing.SEEN)


def _before_the_first(edition: Dated, text_in_force_from: date | None) -> Resolution:
    """The text is in force but no edition held is known to be that old; without a text date it is not in force."""
    if edition.effective_from or not text_in_force_from:
        return Resolution(None, Standing.NOT_YET)
    return Resolution(edition, Standing.UNKNOWN_WORDING)
