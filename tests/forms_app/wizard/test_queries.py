"""What a step costs: the same number of queries whatever the step and whatever was answered before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forms_app.models import QuestionClause
from tests.forms_app.wizard.filling import AVIS, posted, whole

pytestmark = pytest.mark.databases
#: Session with its person, groups, versions of the site and the draft. The clauses beside are kept for those versions.
GET = 1
#: The same, and one UPDATE.
POST = 2
STEPS = tuple(AVIS)


def queries(act):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = act()
    return response, [row["sql"] for row in seen.captured_queries]


@pytest.fixture
def filling(begin, browser):
    """A whole avis, its panel already held by the process."""
    filling = begin().fill(AVIS)
    browser.get(filling.url("review"))
    return filling


@pytest.mark.parametrize("slug", STEPS)
def test_showing_a_step_costs_the_same_whatever_the_step(slug, filling):
    response, seen = queries(lambda: filling.get(slug))
    assert response.status_code == 200
    assert len(seen) == GET, "\n".join(seen)


@pytest.mark.parametrize("slug", STEPS)
def test_storing_a_step_costs_the_same_whatever_the_step(slug, filling):
    version = filling.opened().row.version
    changed = {name: f"{value} " for name, value in AVIS[slug].items()}
    url = filling.url("step", slug)
    response, seen = queries(lambda: filling.client.post(url, posted(slug, changed) | {"version": version}))
    assert response.status_code == 302
    assert len(seen) == POST, "\n".join(seen)


def test_an_empty_draft_costs_what_a_full_one_does(filling, begin):
    empty = begin()
    assert len(queries(lambda: empty.get("demande"))[1]) == GET


def test_the_list_of_drafts_costs_the_same_whatever_their_number(filling, begin, browser):
    listing = reverse("forms_app:drafts")
    browser.get(listing)
    one = len(queries(lambda: browser.get(listing))[1])
    for _ in range(4):
        begin().fill(AVIS)
    page, five = queries(lambda: browser.get(listing))
    assert page.content.decode().count('<li class="row">') == 5
    assert len(five) == one


def test_a_whole_fiche_is_shown_and_stored_for_the_price_of_a_step(filling, browser):
    assert len(queries(lambda: browser.get(filling.url("page")))[1]) == GET
    fields = whole(AVIS | {"identite": AVIS["identite"] | {"person": "Autre Essai"}})
    fields |= {"version": filling.opened().row.version}
    response, seen = queries(lambda: browser.post(filling.url("page"), fields))
    assert response.status_code == 302
    assert len(seen) == POST, "\n".join(seen)


def test_what_an_editor_changes_beside_a_question_stands_on_the_next_page(filling):
    shown = 'href="/textes/instruction-2011/2011-11-10/v/#V-1"'
    before = filling.get("identite").content.decode()
    row = QuestionClause.objects.create(fiche="avis", question="person", target="instruction-2011#V-1", position=9)
    response, seen = queries(lambda: filling.get("identite"))
    after = response.content.decode()
    assert (shown in before, shown in after) == (False, True)
    assert len(seen) > GET  # this page read the mapping and the clauses anew, the next one does not
    assert len(queries(lambda: filling.get("identite"))[1]) == GET
    row.delete()
    assert shown not in filling.get("identite").content.decode()


def test_a_step_stored_again_as_it_is_writes_nothing(filling):
    url = filling.url("step", "identite")
    _, seen = queries(lambda: filling.client.post(url, posted("identite", AVIS["identite"]) | {"version": 0}))
    assert len(seen) == POST - 1
    assert not any(sql.startswith("UPDATE") for sql in seen)
