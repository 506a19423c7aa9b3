"""Other clauses opened, searched and pinned beside a form, with a script or without."""

import pytest

from forms_app.services.doctrine import beside
from guidance.models import SectionPage

SEARCH, CLAUSE = "/fiches/clauses/", "/fiches/clauses/instruction-2011/IV-3/"


@pytest.fixture
def physician(signed_in):
    return signed_in("medecin")


def shown(response):
    assert response.status_code == 200, response
    return response.content.decode()


@pytest.mark.parametrize("path", [SEARCH, CLAUSE])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("medecin", 200),
        ("secretariat", 200),
        ("directeur", 200),
        ("redacteur", 404),
        ("valideur", 404),
        ("administrateur", 404),
    ],
)
def test_only_those_who_fill_fiches_reach_them(signed_in, path, role, status):
    assert signed_in(role).get(path).status_code == status


def test_a_clause_is_a_page_and_a_fragment_of_it_for_the_script(physician):
    page, fragment = shown(physician.get(CLAUSE)), shown(physician.get(f"{CLAUSE}?fragment=1"))
    assert "<html" in page
    assert "<html" not in fragment
    assert 'data-clause="instruction-2011#IV-3"' in page
    assert fragment.strip() in page


def test_a_clause_that_is_not_there_or_not_open_is_not_found(physician, texts):
    assert physician.get("/fiches/clauses/instruction-2011/IV-99/").status_code == 404
    assert physician.get("/fiches/clauses/autre-texte/IV-3/").status_code == 404
    section = SectionPage.objects.get(slug="iv", path__startswith=texts["instruction-2011"].path)
    section.view_restrictions.create(restriction_type="groups")
    assert physician.get(CLAUSE).status_code == 404


def test_a_reserved_clause_is_shown_beside_no_question(texts):
    from forms_app import fiches

    section = SectionPage.objects.get(slug="iv", path__startswith=texts["instruction-2011"].path)
    section.view_restrictions.create(restriction_type="groups")
    assert all(not entry.label.startswith("IV-") or entry.kind == "missing"
               for entry in beside.panel(fiches.get("avis"), None, {}).entries)  # fmt: skip


def test_a_search_stays_in_the_text_of_its_regime(physician):
    before = shown(physician.get(f"{SEARCH}?q=secret&regime=ars&fragment=1"))
    since = shown(physician.get(f"{SEARCH}?q=secret&regime=ofii&fragment=1"))
    assert "/fiches/clauses/instruction-2011/" in before
    assert "arrete-2017" not in before
    assert "instruction-2011" not in since


def test_what_is_found_opens_beside_the_form_on_the_day_of_the_act(physician):
    found = shown(physician.get(f"{SEARCH}?q=secret&regime=ars&le=2012-03-01&fragment=1"))
    assert "?le=2012-03-01" in found


@pytest.mark.parametrize("query", ["", "zzzz", "%00", "a" * 5000, "<script>alert(1)</script>", "&regime=x&le=demain"])
def test_any_search_has_an_answer(physician, query):
    assert "<script>alert" not in shown(physician.get(f"{SEARCH}?q={query}"))


def test_a_pin_stays_for_the_session_and_goes_when_asked(physician):
    posted = physician.post("/fiches/clauses/epingler/", {"epingler": "instruction-2011#IV-3", "suite": "/fiches/x/"})
    assert posted.url == "/fiches/x/"
    assert physician.session["epingles"] == ["instruction-2011#IV-3"]
    physician.post("/fiches/clauses/epingler/", {"retirer": "instruction-2011#IV-3", "fragment": "1"})
    assert physician.session["epingles"] == []


@pytest.mark.parametrize("suite", ["//ailleurs.invalid/", "https://ailleurs.invalid/", "/\\ailleurs.invalid", ""])
def test_a_pin_never_leads_elsewhere(physician, suite):
    posted = physician.post("/fiches/clauses/epingler/", {"epingler": "instruction-2011#IV-3", "suite": suite})
    assert posted.url == SEARCH


@pytest.mark.parametrize("key", ["", "instruction-2011", "instruction-2011#IV-99", "x#y", "article:x", "é" * 3000])
def test_what_is_no_clause_is_not_pinned(physician, key):
    assert physician.post("/fiches/clauses/epingler/", {"epingler": key}).status_code == 404
    assert "epingles" not in physician.session


def test_a_clause_opened_apart_is_pinned_and_let_go_without_a_script(physician):
    assert 'name="epingler" value="instruction-2011#IV-3"' in shown(physician.get(CLAUSE))
    physician.post("/fiches/clauses/epingler/", {"epingler": "instruction-2011#IV-3", "suite": CLAUSE})
    page = shown(physician.get(CLAUSE))
    assert 'name="retirer" value="instruction-2011#IV-3"' in page
    assert f'name="suite" value="{CLAUSE}"' in page


def test_pins_are_counted(physician, texts):
    for rank in range(1, 16):
        label = f"IV-{rank}"
        physician.post("/fiches/clauses/epingler/", {"epingler": f"instruction-2011#{label}"})
    assert len(physician.session["epingles"]) == 12
