"""A time limit ends at midnight in Paris, the nights of the time change too, wherever the server stands."""

import time
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from forms_app import policy
from forms_app.services.dossiers import dossier_reading

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
#: The day a report is received, and the last second of its three months, in universal time.
NIGHTS = [
    (date(2026, 7, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
    (date(2025, 12, 29), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
    (date(2026, 5, 31), datetime(2026, 8, 31, 21, 59, 59, tzinfo=UTC), datetime(2026, 8, 31, 22, 0, tzinfo=UTC)),
]


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def server_zone(request, monkeypatch):
    """The zone of the machine changed for the time of a test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("received", "last", "late"), NIGHTS)
def test_a_dossier_is_late_from_the_first_second_of_the_next_day_in_paris(
    received, last, late, server_zone, here, dossier_in, act, accounts
):
    with time_machine.travel(last, tick=False):
        here.memberships.update(starts_on=date(2025, 1, 1))
        row = dossier_in(here)
        act(row, "register-report", day=received)
        assert limit_of(accounts["secretariat"], row).told == "aujourd’hui"
    with time_machine.travel(late, tick=False):
        assert limit_of(accounts["secretariat"], row).told == "dépassé de 1\u00a0jour"


def limit_of(user, dossier):
    today = timezone.localdate()
    shown = dossier_reading.card(policy.opened(user, dossier.pk, on=today), on=today)
    return next(limit for limit in shown.limits if limit.due.rule.key == "avis")
