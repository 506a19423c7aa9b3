"""The clauses beside a step, kept as HTML by the process: the same for everybody, never older than what they show."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from forms_app.models import QuestionClause
from forms_app.services.doctrine import clauses
from forms_app.wizard import context
from guidance.models import SiteVersion
from tests.forms_app.wizard.filling import AVIS

pytestmark = pytest.mark.databases
WORDS = {"person": "Zéphyrine Planté", "address": "9 allée des Planquées, 35000 Rennes"}


@pytest.fixture
def colleague(physician):
    """Another physician."""
    person = get_user_model().objects.create_user("autre")
    person.groups.set(physician.groups.all())
    return person


@pytest.fixture
def rendered(monkeypatch):
    """Templates rendered for the panels, one for each time."""
    seen, render = [], context.rendered

    def noting(template, page):
        if template == "forms_app/_panel.html":
            seen.append(template)
        return render(template, page)

    monkeypatch.setattr(context, "rendered", noting)
    return seen


def panel_of(response):
    return re.search(r"<aside class=\"clause-panel\".*?</aside>", response.content.decode(), re.S)[0]


def test_a_panel_is_rendered_once_for_everybody(begin, client, colleague, rendered):
    mine = panel_of(begin().get("traitement"))
    client.force_login(colleague)
    assert panel_of(begin(client=client).get("traitement")) == mine
    assert len(rendered) == 1
    begin().get("duree")
    assert len(rendered) == 2


def test_nothing_typed_is_held_with_the_panels(begin, browser):
    filling = begin().fill(AVIS | {"identite": AVIS["identite"] | WORDS})
    for slug in AVIS:
        filling.get(slug)
    browser.get(filling.url("page"))
    browser.get(filling.url("review"))
    held = repr(list(clauses._panels.items()))
    assert "IV-" in held
    for word in (*WORDS.values(), "Planté", filling.owner.email, str(filling.run)):
        assert word not in held


def test_a_clause_put_beside_a_question_is_shown_at_the_next_page(begin):
    filling = begin()
    before = panel_of(filling.get("traitement"))
    QuestionClause.objects.create(fiche="avis", question="treatment", target="instruction-2011#V-2", position=99)
    after = panel_of(filling.get("traitement"))
    assert 'data-clause="instruction-2011#V-2"' not in before
    assert 'data-clause="instruction-2011#V-2"' in after


def test_a_pin_is_seen_by_the_person_who_put_it_alone(begin, browser, client, colleague):
    client.force_login(colleague)
    theirs = begin(client=client)
    browser.post(reverse("beside:pin"), {"epingler": "instruction-2011#V-2"})
    pinned = 'data-clause="instruction-2011#V-2"'
    assert pinned in panel_of(begin().get("traitement"))
    assert pinned not in panel_of(theirs.get("traitement"))


def test_a_page_published_meanwhile_is_read_again(begin, rendered):
    filling = begin()
    filling.get("traitement")
    SiteVersion.bump()
    filling.get("traitement")
    assert len(rendered) == 2


def test_the_day_of_the_letter_decides_what_is_shown(begin):
    filling = begin()
    today = panel_of(filling.get("traitement"))
    filling.post("signature", AVIS["signature"] | {"letter_date": "01/03/2012"})
    assert panel_of(filling.get("traitement")) != today


def test_no_more_than_so_many_panels_are_held(monkeypatch, begin):
    monkeypatch.setattr(clauses, "_MOST_PANELS", 3)
    filling = begin()
    for slug in AVIS:
        filling.get(slug)
    assert len(clauses._panels) == 3
