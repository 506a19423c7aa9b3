"""A list read again within a minute leaves one row; whatever tells of a person always leaves its own."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_app.enums import JournalAct
from forms_app.models import JournalEvent
from forms_app.services.trace import journal
from forms_app.services.trace.journal import ONE_READING, Origin
from tests.forms_app.dossiers.conftest import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def read(accounts):
    """Function that reads a list of an authority, some time after noon; returns how many rows it left."""

    def make(authority, after=timedelta(), username="medecin", route="dossiers:todo", source="a", **changes):
        origin = Origin(accounts[username], route, source=source, **changes)
        with time_machine.travel(NOON + after, tick=False):
            return len(journal.record_lists(JournalAct.DOSSIER_LISTED, [(origin, authority)]))

    return make


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (timedelta(), 0),
        (ONE_READING - timedelta(seconds=1), 0),
        (ONE_READING, 1),
        (ONE_READING + timedelta(seconds=1), 1),
    ],
)
def test_a_list_read_again_within_the_minute_leaves_no_second_row(after, rows, read):
    here = make_authority("ars-ici", "990")
    assert read(here) == 1
    assert read(here, after) == rows


@pytest.mark.parametrize("other", [{"username": "secretariat"}, {"route": "dossiers:list"}, {"source": "b"}])
def test_another_person_screen_or_place_leaves_its_own_row(other, read):
    here = make_authority("ars-ici", "990")
    assert (read(here), read(here, **other)) == (1, 1)


def test_each_authority_whose_dossiers_are_listed_has_its_own_row(read):
    assert (read(make_authority("ars-ici", "990")), read(make_authority("ars-la", "991"))) == (1, 1)


def test_a_clock_put_back_hides_no_reading(read):
    here = make_authority("ars-ici", "990")
    assert read(here, timedelta(hours=1)) == 1
    assert read(here) == 1


def test_another_act_of_the_same_minute_is_not_taken_for_the_list(read, accounts):
    here = make_authority("ars-ici", "990")
    origin = Origin(accounts["medecin"], "dossiers:todo", source="a")
    with time_machine.travel(NOON, tick=False):
        journal.record(JournalAct.DOSSIER_SEARCHED, origin, here)
        journal.record(JournalAct.DOSSIER_SEARCHED, origin, here)
    assert read(here) == 1
    assert JournalEvent.objects.count() == 3
