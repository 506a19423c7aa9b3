"""What a reader chose for the visit: the date that sets the regime, and the day of reading; no session, no account."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guidance import dates, regimes
from guidance.cookies import of_host

COOKIE = "lecture"
_MAX_AGE = 12 * 3600


@dataclass(frozen=True)
class Reading:
    """The choices that every page of the texts obeys; `chosen_day` is None when the reader reads as of today."""

    choice: regimes.RegimeChoice | None
    chosen_day: date | None
    today: date

    @property
    def day(self) -> date:
        """The day whose edition is read."""
        return self.chosen_day or self.today

    @property
    def regime(self):
        """The regime of the request chosen, or of a request registered today."""
        return self.choice.regime if self.choice else regimes.regime_for(self.today)

    @property
    def key(self) -> str:
        """What a cached page depends on; the edition in force can change at midnight without a publication."""
        return f"{encode(self)}@{self.today.isoformat()}"


def of(request: HttpRequest) -> Reading:
    """Return the reader's choices; a cookie that cannot be read counts as none."""
    return decode(request.COOKIES.get(of_host(COOKIE), ""), timezone.localdate())


def decode(value: str, today: date) -> Reading:
    registered, removal, day = ([*value.split("_"), "", "", ""])[:3]
    registered_on = _date(registered)
    choice = regimes.choose(registered_on, removal=removal == "e") if registered_on else None
    return Reading(choice=choice, chosen_day=_date(day), today=today)


def encode(reading: Reading) -> str:
    registered = reading.choice.day.isoformat() if reading.choice else ""
    removal = "e" if reading.choice and reading.choice.removal else ""
    return f"{registered}_{removal}_{reading.chosen_day.isoformat() if reading.chosen_day else ''}"


def store(response: HttpResponse, reading: Reading, *, secure: bool) -> None:
    """Keep the choices in a cookie of the visit, or forget them when there is none."""
    if reading.choice or reading.chosen_day:
        response.set_cookie(
            of_host(COOKIE), encode(reading), max_age=_MAX_AGE, httponly=True, samesite="Lax", secure=secure, path="/"
        )
    else:
        response.delete_cookie(of_host(COOKIE))


def _date(value: str) -> date | None:
    try:
        return dates.parse(value) if value else None
    except dates.DateError:
        return None
