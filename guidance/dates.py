"""Dates as French readers type them: 3/9/26, 03092026, 3 sept 2026, or an ISO date of an address."""

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec")
_SLASHED = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:er)?\s+([a-z]+)\.?\s+(\d{4}|\d{2})")

PARIS = ZoneInfo("Europe/Paris")

FORMAT_HELP = "Écrivez la date ainsi : 03/09/2026."


def days(count: int) -> str:
    """Write a number of days, « 20 jours », that the end of a line never parts."""
    return f"{count}\u00a0jour{'s' if count > 1 else ''}"


class DateError(ValueError):
    """A date that cannot be read; the message is French and says how to write it."""


def parse(typed: str, *, century: int = 2000) -> date:
    """Return the date that a reader typed; two-digit years belong to `century`.

    Raises `DateError` with a sentence for the reader when it is no date, or a day that does not exist.
    """
    words = _ascii(typed[:60])
    if match := _SLASHED.fullmatch(words) or _PACKED.fullmatch(words):
        return _date(*match.groups(), century)
    if match := _ISO.fullmatch(words):
        return _date(*reversed(match.groups()), century)
    if match := _WORDS.fullmatch(words):
        day, month, year = match.groups()
        return _date(day, _month(month), year, century)
    raise DateError(FORMAT_HELP)


def _ascii(typed: str) -> str:
    folded = typed if typed.isascii() else unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode()
    return " ".join(folded.split()).lower()


def _month(word: str) -> int:
    found = [number for number, stem in enumerate(_MONTHS, 1) if word.startswith(stem)]
    if not found:
        raise DateError(FORMAT_HELP)
    return found[0]


def _date(day: str, month: str | int, year: str, century: int) -> date:
    try:
        return date(int(year) + (century if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        raise DateError("Ce jour n’existe pas. Vérifiez le jour et le mois.") from None


def today() -> date:
    """Return the day it is in Paris. As `timezone.localdate`, which looks each time for a zone of the reader's own."""
    return datetime.now(PARIS).date()


def of_paris(moment: datetime) -> datetime:
    """Return a moment as the clocks of Paris say it."""
    return moment.astimezone(PARIS)


@lru_cache(maxsize=64)
def end_of(day: date) -> datetime:
    """Return the last second of a day in Paris, in universal time: the database gives it back the same."""
    return datetime.combine(day, time(23, 59, 59), PARIS).astimezone(UTC)


def in_short(day: date) -> str:
    """Return a date for lists and margins, on one line: 12 janv. 2026."""
    return "\u00a0".join(("1er" if day.day == 1 else str(day.day), SHORT_MONTHS[day.month - 1], str(day.year)))


def in_words(day: date) -> str:
    """Return a date as French prose writes it: 1er janvier 2017."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def add_months(day: date, months: int) -> date:
    """Return the same day that many months later, or the last day of that month when it has no such day.

    Raises ValueError beyond the year 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
