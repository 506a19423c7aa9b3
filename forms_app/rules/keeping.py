"""How long what physicians write to each other is kept: dated durations, each with the reason for it (W10, W13).

No text sets these durations: they are the portal's own. A change is a new line with its day; what was promised when a
text was written stays true for it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.enums import KeptText


@dataclass(frozen=True, slots=True)
class Duration:
    """Days that a thing is kept when it was written on `since` or later."""

    kept: KeptText
    since: date
    days: int
    reason: str


DURATIONS = (
    Duration(KeptText.DISCUSSION, date(2026, 1, 1), 90, "choix du portail : le temps d’un avis, aucun texte n’en fixe"),
    Duration(KeptText.CALIBRATION, date(2026, 1, 1), 365, "choix du portail : une année, aucun texte n’en fixe"),
)


def duration(kept: KeptText, day: date) -> Duration:
    """Return the duration of what is written on a day; the first one before its own first day."""
    lines = sorted((line for line in DURATIONS if line.kept == kept), key=lambda line: line.since)
    return next((line for line in reversed(lines) if line.since <= day), lines[0])


def last_day(kept: KeptText, day: date) -> date:
    """Return the last day on which what is written on a day can be read."""
    return day + timedelta(days=duration(kept, day).days)
