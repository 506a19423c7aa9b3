"""The lists: late first, a page at a time by key, marks equal to the rules, a cost that does not grow with the rows."""

import cProfile
import pstats
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_app import policy
from forms_app.enums import CaseRole
from forms_app.models import Dossier
from forms_app.models.dossiers import NO_LIMIT
from forms_app.services.dossiers import dossier_held, dossier_lists, dossier_marks
from tests.forms_app.dossiers.conftest import REGISTERED, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
COLUMNS = ("due_on", "due_rule", "for_physician", "for_secretary", "for_director", "fiche_due", "handing_due")


def held_by(user):
    return policy.memberships(user, on=timezone.localdate())


def many(authority, user, count, **changes):
    """Rows of dossiers as lists read them, due one day after the other."""
    today, prefecture = timezone.localdate(), authority.prefectures.get()
    known = {
        "authority": authority, "year": 2020, "initials": "A. B.", "person": b"", "prefecture": prefecture,
        "matter": "residence", "registered_on": REGISTERED, "residence": "35", "avis_state": "report-received",
        "appeal_state": "no-appeal", "humanitarian_state": "nothing", "opened_by": user, "for_secretary": True,
        "due_rule": "notice", "marks_version": dossier_marks.VERSION,
    } | changes  # fmt: skip
    Dossier.objects.bulk_create(
        Dossier(number=number, due_on=today + timedelta(days=number - 20), **known) for number in range(1, count + 1)
    )


def marks_of(row):
    row = Dossier.objects.select_related("authority").get(pk=row.pk)
    said = dossier_marks.of(dossier_held.hold([row])[0])
    return {name: said[name] for name in COLUMNS}, {name: getattr(row, name) for name in COLUMNS}


def test_overdue_dossiers_come_first_in_what_is_to_do(here, dossier_in, act, accounts):
    new, old = dossier_in(here), dossier_in(here)
    act(new, "register-report")
    act(old, "register-report", day=timezone.localdate() - timedelta(days=200))
    shown = dossier_lists.todo(held_by(accounts["secretariat"]))
    assert [row.dossier for row in shown.rows] == [old, new]
    assert shown.rows[0].limit.late and not shown.rows[1].limit.late
    groups = dossier_lists.groups(held_by(accounts["secretariat"]), shown)
    assert [(group.key, str(group.count)) for group in groups] == [("late", "1"), ("today", "1")]


def test_the_marks_of_a_dossier_are_those_of_the_rules_all_along_its_life(here, dossier_in, act):
    row = dossier_in(here)
    told = [marks_of(row)]
    for name, username in (("register-report", "secretariat"), ("begin-review", "medecin")):
        act(row, name, username, day=timezone.localdate() - timedelta(days=30))
        told.append(marks_of(row))
    act(row, "close-without-avis", "medecin", reason="withdrawn", mode=None)
    told.append(marks_of(row))
    assert all(said == kept for said, kept in told)
    assert [kept["due_rule"] for _, kept in told] == ["", "notice", "notice", ""]
    assert [kept["fiche_due"] for _, kept in told] == ["", "receipt", "receipt", ""]
    assert told[-1][1]["due_on"] == NO_LIMIT and not any(
        told[-1][1][f"for_{role}"] for role in ("physician", "secretary")
    )


def test_marks_of_an_older_version_are_written_again_by_the_worker_and_no_other(here, dossier_in, act):
    row = dossier_in(here)
    act(row, "register-report")
    Dossier.objects.filter(pk=row.pk).update(due_on=NO_LIMIT, for_secretary=False, marks_version=0)
    assert (dossier_marks.refresh_old(), dossier_marks.refresh_old()) == (1, 0)
    said, kept = marks_of(row)
    assert said == kept and kept["for_secretary"]


def test_each_dossier_is_on_one_page_and_the_pages_follow_the_order(here, elsewhere, accounts):
    """Two authorities whose references are the same: every dossier once, by due date, whatever the page."""
    user = accounts["secretariat"]
    make_member(accounts, "secretariat", elsewhere, CaseRole.SECRETARY)
    for authority in (here, elsewhere):
        many(authority, user, 70)
    Dossier.objects.filter(number__gt=60).update(due_on=NO_LIMIT)
    held = held_by(user)
    pages = [dossier_lists.todo(held)]
    while pages[-1].after:
        pages.append(dossier_lists.todo(held, pages[-1].after))
    seen = [row.dossier for page in pages for row in page.rows]
    places = [dossier_lists.place(row) for row in seen]
    assert places == sorted(places) and len({row.pk for row in seen}) == len(seen) == 140


def test_the_list_of_all_goes_from_the_newest_to_the_oldest_by_pages(here, elsewhere, accounts):
    user = accounts["secretariat"]
    make_member(accounts, "secretariat", elsewhere, CaseRole.SECRETARY)
    for authority in (here, elsewhere):
        many(authority, user, 60)
    pages = [dossier_lists.listing(held_by(user))]
    while pages[-1].after:
        pages.append(dossier_lists.listing(held_by(user), pages[-1].after))
    numbers = [row.dossier.number for page in pages for row in page.rows]
    assert numbers == sorted(numbers, reverse=True) and len(numbers) == 120 and len(pages) == 6


@pytest.mark.parametrize("typed", ["", "x", "1_2", "1_2_3_4_5", "9999999999_1_1_1", "-1_a_1_1", "_", "1__2_3"])
def test_a_key_that_is_none_shows_the_first_page(typed, here, accounts):
    many(here, accounts["secretariat"], 3)
    assert len(dossier_lists.todo(held_by(accounts["secretariat"]), typed).rows) == 3


def test_a_key_beyond_every_date_shows_nothing_and_fails_nowhere(here, accounts):
    many(here, accounts["secretariat"], 3)
    assert not dossier_lists.todo(held_by(accounts["secretariat"]), "9999999_99999_1_1").rows
    assert not dossier_lists.todo(held_by(accounts["secretariat"]), "99999999_1_1_1").rows
    assert len(dossier_lists.todo(held_by(accounts["secretariat"]), "-9999999_1_1_1").rows) == 3


@pytest.mark.parametrize(("held", "words"), [(500, "500"), (501, "plus de 500")])
def test_a_count_is_exact_as_far_as_five_hundred(held, words, here, accounts):
    many(here, accounts["secretariat"], held)
    assert str(dossier_lists.count(held_by(accounts["secretariat"]))) == words


def test_one_dossier_leads_to_the_next_and_the_last_to_the_first(here, accounts):
    many(here, accounts["secretariat"], 3)
    held, rows = held_by(accounts["secretariat"]), list(Dossier.objects.order_by("number"))
    assert [dossier_lists.following(held, row).number for row in rows] == [2, 3, 1]
    Dossier.objects.filter(number__gt=1).update(for_secretary=False)
    assert dossier_lists.following(held, rows[0]) is None


STAFF = ("directeur", "secretariat", "medecin")


@pytest.mark.parametrize("address", ["/dossiers/", "/dossiers/a-faire/"])
def test_a_list_of_thousands_costs_the_queries_of_an_empty_one_and_less_than_three_times_its_calls(
    address, here, accounts, switched_on, signed_in
):
    browser = signed_in("secretariat")
    empty, queries = counted(browser, address)
    many(here, accounts["secretariat"], 4000)
    full, same = counted(browser, address)
    assert same <= queries + 8, "what the rows hold is read once for the page, never for each row"
    many(here, accounts["secretariat"], 1000, year=2021)
    assert counted(browser, address)[1] <= same
    assert full < 3 * empty, f"{full} calls against {empty}"


def counted(browser, address):
    """Calls of functions that a page makes, once it is warm, and its queries: neither depends on who uses the machine.

    The seconds are measured by `make bench`, with a hundred thousand dossiers.
    """
    browser.get(address)
    profile = cProfile.Profile()
    profile.enable()
    try:
        assert browser.get(address).status_code == 200
    finally:
        profile.disable()
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return pstats.Stats(profile).total_calls, len(captured)


def test_what_a_director_is_shown_waits_for_him_alone(here, dossier_in, accounts):
    row = dossier_in(here)
    Dossier.objects.filter(pk=row.pk).update(avis_state="under-cover")
    dossier_marks.refresh(row)
    shown = {name: [one.dossier for one in dossier_lists.todo(held_by(accounts[name])).rows] for name in STAFF}
    assert shown == {"directeur": [row], "secretariat": [], "medecin": []}


@pytest.mark.usefixtures("switched_on", "here")
def test_the_bar_marks_dossiers_on_every_page_of_the_dossiers(signed_in):
    browser = signed_in("medecin")
    for page in ("dossiers:todo", "dossiers:list", "dossiers:transferred"):
        entries = browser.get(reverse(page)).context["nav"]
        assert [entry["label"] for entry in entries if entry["current"]] == ["Dossiers"], page
