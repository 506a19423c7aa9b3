"""A day is typed beside roles and acts as it is in the fiches."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from forms_app.forms.people import DayField
from forms_app.services.team import register_import

DAY = date(2026, 1, 31)
TYPED = ("31/01/2026", "31012026", "31-1-26", "31 janvier 2026", "2026-01-31")


@pytest.mark.parametrize("typed", TYPED)
def test_a_day_is_read_in_every_way_that_the_fiches_read(typed):
    assert DayField().clean(typed) == DAY
    assert register_import._day(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31/02/2026", "n’existe pas"), ("demain", "Écrivez la date"), ("\ud800", "Écrivez la date"), ("", "une date")],
)
def test_what_is_no_day_is_refused_with_what_to_write(typed, said):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert said in refused.value.messages[0]


def test_an_empty_day_is_none_where_it_may_be():
    assert DayField(required=False).clean(" ") is None
