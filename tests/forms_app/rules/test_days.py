"""The day in Paris of an instant, French public holidays, the next working day."""

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.rules.days import easter, holidays, is_working, next_working_day, paris_day

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
SERVERS = ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")


@pytest.fixture(params=SERVERS)
def server_zone(request, monkeypatch):
    """The zone of the machine changed for the time of a test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 8, 30, 21, 59, 59, tzinfo=UTC), date(2026, 8, 30)),
        (datetime(2026, 8, 30, 22, 0, tzinfo=UTC), date(2026, 8, 31)),
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        # the night of 25 October 2026, an hour longer
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        # the night of 29 March 2026, an hour shorter
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_an_instant_falls_on_the_day_of_paris_whatever_the_server(instant, day, server_zone):
    assert os.environ["TZ"] == server_zone
    assert paris_day(instant) == day
    assert paris_day(instant.astimezone(ZoneInfo(server_zone))) == day


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        paris_day(datetime(2026, 8, 31, 12, 0))  # noqa: DTZ001 - a naive moment is what is refused


@given(DAYS, st.integers(min_value=-14, max_value=14))
def test_noon_in_paris_is_that_day_from_any_zone(day, offset):
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert paris_day(noon.astimezone(timezone(timedelta(hours=offset)))) == day


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2016, date(2016, 3, 27)),
        (2019, date(2019, 4, 21)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_is_the_one_of_the_almanac(year, sunday):
    assert easter(year) == sunday


@given(st.integers(min_value=1900, max_value=2299))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_the_eleven_holidays_of_2026():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25),
        date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # a Monday
        (date(2026, 11, 21), date(2026, 11, 23)),  # a Saturday
        (date(2026, 4, 4), date(2026, 4, 7)),  # the eve of Easter
        (date(2026, 4, 3), date(2026, 4, 3)),  # Good Friday, a holiday of Alsace and Moselle only
        (date(2026, 12, 25), date(2026, 12, 28)),  # 26 December is a Saturday
        (date(2022, 12, 31), date(2023, 1, 2)),
        (date(2008, 5, 1), date(2008, 5, 2)),  # Ascension and Labour Day on one day
    ],
)
def test_the_next_working_day_jumps_weekends_and_holidays(day, worked):
    assert next_working_day(day) == worked


@given(DAYS)
def test_the_next_working_day_is_worked_and_near(day):
    found = next_working_day(day)
    assert is_working(found)
    assert 0 <= (found - day).days <= 4
