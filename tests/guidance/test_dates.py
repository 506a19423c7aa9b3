"""Months are added on the calendar: the same day, or the last day of a shorter month."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.dates import add_months

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "arrival"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 8, 30), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 11, 28), 3, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2015, 12, 15), 1, date(2016, 1, 15)),
        (date(2016, 10, 1), 3, date(2017, 1, 1)),
        (date(2015, 3, 31), 1, date(2015, 4, 30)),
        (date(2016, 3, 31), -1, date(2016, 2, 29)),
        (date(2016, 5, 5), 0, date(2016, 5, 5)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(day, months, arrival):
    assert add_months(day, months) == arrival


@given(DAYS, st.integers(min_value=-240, max_value=240))
def test_months_later_is_the_same_day_unless_the_month_is_shorter(day, months):
    arrival = add_months(day, months)
    assert (arrival.year * 12 + arrival.month) - (day.year * 12 + day.month) == months
    if arrival.day != day.day:
        assert arrival.day == monthrange(arrival.year, arrival.month)[1] < day.day


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_a_later_start_never_ends_sooner(day, months):
    assert add_months(day, months) <= add_months(day + timedelta(days=1), months)


def test_a_day_beyond_the_calendar_is_a_value_error():
    with pytest.raises(ValueError, match="year"):
        add_months(date(9999, 12, 31), 1)
