"""Calendar days of Paris: the day of an instant, public holidays, the next working day."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")
#: Days that never move: New Year, Labour Day, 8 May, Bastille Day, Assumption, All Saints, Armistice, Christmas.
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
#: Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)
#: What the list of public holidays leaves aside, to be said wherever the next working day is shown.
HOLIDAYS_ASIDE = (
    "Jours fériés nationaux seulement : ni le Vendredi saint et le 26 décembre d’Alsace et de Moselle, ni les fêtes "
    "propres à l’outre-mer."
)


def paris_day(instant: datetime) -> date:
    """Return the calendar day in Paris of an instant, whatever the zone of the server; ValueError when it is naive."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no day")
    return instant.astimezone(_PARIS).date()


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher's computation)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the eleven national public holidays of a year (code du travail, L.3133-1); see `HOLIDAYS_ASIDE`."""
    moving = (easter(year) + timedelta(days=after) for after in _AFTER_EASTER)
    return frozenset({*(date(year, month, day) for month, day in _FIXED), *moving})


def is_working(day: date) -> bool:
    """Tell whether a day is from Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself when it is worked, else the next one that is.

    For information only: no text of the procedure extends a time limit that ends on a day nobody works.
    """
    while not is_working(day):
        day += timedelta(days=1)
    return day
