"""Past years of the demonstration: counted like any other, and nothing of them waits for anybody (A-39)."""

import pytest

from forms_app import enums
from forms_app.models import Authority, Dossier, FrozenBilan, JournalEvent, Membership
from forms_app.services.bilan import bilans, computing, figures
from forms_app.services.demo import demonstration, demonstration_dossiers, demonstration_years, past_rows, past_stories
from forms_app.services.demo.demonstration_years import KEPT, LAST
from forms_app.services.dossiers import dossier_held, dossier_marks
from forms_app.services.dossiers.dossier_letters import director_of_paris
from portal.accounts.demo import ACCOUNTS
from tests.conftest import make_account
from tests.forms_app.dossiers.conftest import undone

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The authority of the demonstration with its past, written once for the module and undone after it."""
    patch = pytest.MonkeyPatch()
    patch.setattr(past_rows.Kept, "printed", (b"sealed already", "0" * 64))
    with django_db_blocker.unblock(), undone():
        accounts = {username: make_account(username) for username in ACCOUNTS}
        demonstration.fill(accounts)
        demonstration_dossiers.make_authority(demonstration_dossiers.PP, enums.Authority.PP, "Paris d’essai", "992")
        demonstration_dossiers.make_authority(demonstration_dossiers.OFII, enums.Authority.OFII, "OFII d’essai", "993")
        before = JournalEvent.objects.count()
        assert demonstration_years.fill(accounts) == KEPT
        assert demonstration_years.fill(accounts) == 0, "once"
        assert JournalEvent.objects.count() == before, "nobody did these acts here"
        yield Authority.objects.get(code=demonstration.CODE)
    patch.undo()


@pytest.fixture
def here(filled, db):
    return filled


def test_the_draft_read_from_the_rows_is_what_the_stories_say(here):
    told = past_stories.stories(here.code, LAST, KEPT)
    assert computing.compute(here, LAST).tables == demonstration_years.counted(here, LAST, told).tables
    assert bilans.draft_of(here, LAST).total == KEPT


def test_no_dossier_of_last_year_waits_for_anybody(here):
    rows = Dossier.objects.filter(authority=here, year=LAST).select_related("authority").prefetch_related("reports")
    held = dossier_held.hold(list(rows))
    assert len(held) == KEPT
    for one in held:
        marks = dossier_marks.of(one)
        assert {name: getattr(one.dossier, name) for name in marks} == marks
        assert not any(marks[flag] for flag in (*dossier_marks.FLAGS.values(), "for_named"))
        assert marks["due_on"] == Dossier._meta.get_field("due_on").default


def test_one_bilan_is_owed_that_of_last_year(here):
    held = Membership.objects.select_related("authority").filter(user__username="medecin")
    assert [(one.authority, one.year) for one in bilans.waiting(held)] == [(here, LAST)]


def test_the_authority_that_has_a_director_still_speaks_for_paris(here):
    assert director_of_paris(demonstration=True) == here


def test_the_years_before_were_frozen_and_sent_before_the_first_of_march(here):
    rows = FrozenBilan.objects.select_related("sending").all()
    assert {row.authority.code for row in rows if row.year == LAST - 1} >= {here.code}
    for row in rows:
        assert bilans.opened(row).year == row.year
        assert (row.sending.day.year, row.sending.day.month) == (row.year + 1, 2)


def test_the_ofii_has_years_of_its_own_that_end_today_as_anywhere(here):
    office = Authority.objects.get(code=demonstration_dossiers.OFII)
    rows = FrozenBilan.objects.filter(authority=office).select_related("sending").order_by("year")
    assert [row.year for row in rows] == [office.today.year - 2 - (office.today.month <= 2) + ago for ago in (0, 1)]
    assert all(row.sending.day <= office.today for row in rows)
    assert {row.frozen_by.username for row in rows} == {"ofii-medecin-1"}
    assert figures.figures(office, rows[1].year).authorities == 0, "alone under its frame"


def test_the_spread_of_the_year_before_is_shown(here):
    found = figures.figures(here, LAST - 1)
    assert found.authorities == 4
    shown = {row.indicator.key for row in found.spreads if row.is_shown}
    assert {"requests", "avis", "median"} <= shown
    assert found.years == (LAST - 2, LAST - 1)
