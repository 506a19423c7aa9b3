"""The pad of sources consulted: one click from the lists of the texts, private, sealed, forgotten with the draft."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_app import fiches
from forms_app.enums import Role
from forms_app.models import Draft, Letter
from forms_app.services.fiches import letters, sources
from guidance.enums import Regime
from guidance.models import Reference
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, values, whole

pytestmark = pytest.mark.databases
TITLE = "Carnet Zorblaxis 2015"


@pytest.fixture
def filling(begin):
    return begin()


def shown(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def post(filling, **fields):
    return filling.client.post(filling.url("sources"), fields)


def kept(filling):
    return filling.opened().content["sources"]


@pytest.mark.parametrize("fiche", fiches.FICHES, ids=lambda fiche: fiche.key)
def test_only_the_avis_of_physicians_have_a_pad(fiche, begin, browser):
    if Role.PHYSICIAN not in fiche.roles:
        assert not fiche.pad
        return
    filling = begin(fiche.key, authority=fiche.authorities[0])
    assert browser.get(filling.url("sources")).status_code == (200 if fiche.pad else 404)
    assert bool(fiche.pad) == (fiche.key in {"avis", "college", "removal"})


@pytest.mark.parametrize(("regime", "first"), [(Regime.ARS, "annexe-II-1"), (Regime.OFII, "annexe-II-A-1")])
def test_the_references_are_those_that_the_texts_print_of_the_regime_first(regime, first):
    own, other = sources.library(regime)
    assert own["rows"][0].label == first
    assert own["text"] != other["text"]
    addresses = [row.url for row in own["rows"]]
    assert len(set(addresses)) == len(addresses)


def test_a_reference_is_added_with_one_click_and_its_day(filling, time_machine):
    time_machine.move_to("2026-11-22T12:00:00+01:00", tick=False)
    link = Reference.objects.get(citations__printed="http://www.esther.fr")
    response = post(filling, reference=link.pk, retour="traitement")
    assert response.headers["Location"] == filling.url("sources") + "?retour=traitement#carnet"
    [row] = kept(filling)
    assert (row["title"], row["url"], row["on"]) == (link.title, link.url, "2026-11-22")
    post(filling, reference=link.pk)
    assert len(kept(filling)) == 1
    assert "GIP ESTHER" in shown(filling.client.get(filling.url("sources")))


@pytest.mark.parametrize("key", ["", "0", "999999", "x", "1 OR 1=1", "é" * 3000])
def test_a_reference_that_no_text_prints_is_refused_in_french(key, filling):
    assert "Cette référence n’est plus dans la liste" in shown(post(filling, reference=key), 422)
    assert kept(filling) == []


def test_a_source_is_typed_and_taken_off(filling):
    post(filling, title=f"  {TITLE} ", detail="édition 2014")
    [row] = kept(filling)
    assert (row["title"], row["detail"], row["url"]) == (TITLE, "édition 2014", "")
    post(filling, oter="autre")
    assert len(kept(filling)) == 1
    post(filling, oter=row["id"])
    assert kept(filling) == []


@pytest.mark.parametrize(("name", "most"), [("title", sources.TITLE), ("detail", sources.DETAIL)])
def test_what_is_too_long_is_refused_and_stays_typed(name, most, filling):
    fields = {"title": TITLE, "detail": ""} | {name: "x" * most}
    assert post(filling, **fields).status_code == 302
    page = shown(post(filling, **fields | {name: "x" * (most + 1)}), 422)
    assert f"{most} signes au plus" in page
    assert "x" * (most + 1) in page


def test_an_empty_title_is_refused_beside_its_field(filling):
    page = shown(post(filling, title="  ", detail="2014"), 422)
    assert "Écrivez le titre de la source." in page
    assert 'value="2014"' in page


def test_a_full_pad_says_so_and_keeps_what_is_typed(filling, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 1)
    assert post(filling, title="Première").status_code == 302
    assert TITLE in shown(post(filling, title=TITLE), 422)
    assert [row["title"] for row in kept(filling)] == ["Première"]


def test_the_way_to_the_pad_stores_the_step_and_the_page_and_leads_back(filling, browser):
    response = filling.post("identite", AVIS["identite"], wizard_goto_step="sources")
    assert response.headers["Location"] == filling.url("sources") + "?retour=identite"
    assert filling.stored()["identite"] == values(AVIS["identite"])
    assert f'href="{filling.url("step", "identite")}"' in shown(browser.get(response.headers["Location"]))
    fields = whole(AVIS) | {"version": filling.opened().row.version, "wizard_goto_step": "sources"}
    response = browser.post(filling.url("page"), fields)
    assert response.headers["Location"] == filling.url("sources") + "?retour=page"
    assert filling.stored()["gravite"] == values(AVIS["gravite"])


@pytest.mark.parametrize("come_from", ["", "ailleurs", "//ailleurs.invalid/", "page", "relecture"])
def test_the_way_back_never_leaves_the_run(come_from, filling, browser):
    page = shown(browser.get(filling.url("sources"), {"retour": come_from}))
    back = filling.url("page" if come_from == "page" else "review")
    assert f'href="{back}"' in page
    assert "ailleurs" not in page


def test_no_source_is_in_the_letter_nor_in_what_it_is_made_of(filling, browser):
    filling.fill(AVIS)
    post(filling, title=TITLE, detail="zorblaxine")
    page = shown(filling.preview())
    assert "s’efface quand la lettre est remise" in page
    row = Letter.objects.get(run=filling.run, state="preview")
    content = letters.open_frozen(row).as_bytes()
    assert b"Ayoub Essai" in content
    assert b"orblax" not in content + letters.open_pdf(row)
    assert "orblax" not in page


def test_it_is_sealed_and_goes_with_the_draft_when_the_letter_is_delivered(filling, browser):
    filling.fill(AVIS)
    post(filling, title=TITLE)
    assert b"orblax" not in bytes(Draft.objects.get(pk=filling.run).payload)
    assert TITLE in json.dumps(filling.opened().content)
    filling.deliver(filling.preview())
    assert not Draft.objects.filter(pk=filling.run).exists()
    assert "orblax" not in shown(browser.get(filling.url("sources"), follow=True))


@pytest.mark.parametrize("role", ["secretariat", "directeur", "redacteur", "administrateur"])
def test_nobody_else_opens_a_pad(role, filling, client):
    post(filling, title=TITLE)
    client.force_login(make_account(role))
    assert client.get(filling.url("sources")).status_code == 404
    assert client.post(filling.url("sources"), {"title": "autre"}).status_code == 404
    assert len(kept(filling)) == 1


def test_a_pad_costs_the_same_whatever_it_holds(filling):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            shown(filling.client.get(filling.url("sources")))
        return len(seen)

    cost()
    empty = cost()
    for rank in range(12):
        post(filling, title=f"Source {rank}")
    assert cost() == empty <= 8


def test_a_typed_source_is_shown_as_it_was_typed(filling):
    post(filling, title="<script>alert(1)</script>")
    page = shown(filling.client.get(filling.url("sources")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# The references of the library, by country


@pytest.fixture
def malian():
    """A reference that names Mali, and one that names another country."""
    rows = []
    for title, code in (("Carte sanitaire zorblaxienne", "ML"), ("Carte d’ailleurs", "GE")):
        row = Reference.objects.create(
            title=title, publisher="Essai", kind="report", scope="listed", url=f"https://exemple.invalid/{code}"
        )
        row.covered_countries.create(code=code)
        rows.append(row)
    return rows


def test_the_pad_shows_the_references_of_the_country_chosen_and_notes_them_with_one_click(filling, malian):
    here, elsewhere = malian
    answer = post(filling, pays="ML", choisir="pays", retour="traitement")
    assert answer.headers["Location"] == filling.url("sources") + "?retour=traitement#par-pays"
    page = shown(filling.client.get(filling.url("sources")))
    assert here.title in page and elsewhere.title not in page
    assert page.index(here.title) < page.index("GIP ESTHER")
    post(filling, reference=here.pk)
    assert [row["url"] for row in kept(filling)] == [here.url]
    post(filling, reference=elsewhere.pk)
    assert len(kept(filling)) == 1


def test_the_country_is_sealed_with_the_draft(filling, malian):
    post(filling, pays="ML", choisir="pays")
    assert filling.opened().content["country"] == "ML"
    assert b"country" not in bytes(Draft.objects.get(pk=filling.run).payload)
    post(filling, pays="", choisir="pays")
    assert malian[0].title not in shown(filling.client.get(filling.url("sources")))


@pytest.mark.parametrize("code", ["ZZ", "mali", "é", "\x00"])
def test_what_is_no_country_of_the_list_shows_no_reference(filling, malian, code):
    post(filling, pays=code, choisir="pays")
    assert filling.opened().content["country"] == ""


def test_what_the_physician_kept_for_the_country_comes_first_and_is_theirs_alone(filling, malian):
    from guidance.services import proposals

    owner = filling.opened().row.owner
    proposals.keep(owner, malian[1], "ML")
    post(filling, pays="ML", choisir="pays")
    page = shown(filling.client.get(filling.url("sources")))
    assert page.index("Vos dernières références") < page.index("Carte d’ailleurs") < page.index("Carte sanitaire")
    assert sources.of_country("ML", make_account("valideur"))[0]["text"].startswith("Références de la bibliothèque")


def test_the_panel_beside_the_question_leads_to_the_references_of_a_country(filling, malian):
    page = shown(filling.client.get(filling.url("step", "traitement")))
    assert 'action="/fiches/clauses/sources/"' in page
    found = shown(filling.client.get("/fiches/clauses/sources/", {"pays": "mali", "fragment": "1"}))
    assert malian[0].title in found and malian[1].title not in found and "<html" not in found
    assert "n’est pas un pays" in shown(filling.client.get("/fiches/clauses/sources/", {"pays": "Atlantide"}))


def test_a_fiche_without_a_pad_has_no_references_beside_it(begin, browser):
    filling = begin("receipt", authority="ars")
    assert "/fiches/clauses/sources/" not in shown(browser.get(filling.url("page")))


def test_forty_references_of_a_country_cost_what_one_costs(filling, malian):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            shown(filling.client.get(filling.url("sources")))
        return len(seen)

    post(filling, pays="ML", choisir="pays")
    cost()
    one = cost()
    rows = [
        Reference(slug=f"essai-{n}", title=f"Essai {n}", publisher="Essai", kind="report", scope="everywhere")
        for n in range(60)
    ]
    Reference.objects.bulk_create(rows)
    assert cost() == one
    assert " de plus dans" in shown(filling.client.get(filling.url("sources")))
