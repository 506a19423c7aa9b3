"""A reminder maintained: his alone, folded to a line, open again as soon as an answer that it spoke of changes."""

import json
import re

import pytest
from django.urls import reverse

from forms_app import crypto, fiches
from forms_app.models import Draft, Letter
from forms_app.services.fiches import letters
from forms_app.wizard import reminding
from forms_app.wizard.reading import answers as read_answers
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, values, whole

pytestmark = pytest.mark.databases
TOGETHER = {"prise-en-charge": {"care": "not-needed"}, "gravite": {"gravity": "can"}}
KEY, FOLDED = "gravity-without-care", "maintenu par vous le"


@pytest.fixture
def contradicted(begin):
    """An avis whose second answer stands oddly beside the first: the reminder shows at « gravite »."""
    filling = begin()
    for slug, typed in TOGETHER.items():
        filling.post(slug, typed)
    return filling


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def maintain(filling, typed=None, act="maintenir"):
    return filling.post("gravite", typed or TOGETHER["gravite"], **{act: KEY})


def test_a_reminder_maintained_folds_to_one_line_with_its_moment(contradicted, time_machine):
    time_machine.move_to("2026-11-22T09:12:00+01:00", tick=False)
    assert "peut-il entraîner des conséquences" in shown(contradicted.get("gravite"))
    response = maintain(contradicted)
    assert response.headers["Location"] == contradicted.url("step", "gravite") + f"#rappel-{KEY}"
    page = shown(contradicted.get("gravite"))
    assert re.search(rf"{FOLDED} 22\s+nov.\s+2026 à 9\s+h\s+12", page)
    assert "peut-il entraîner des conséquences" not in page.partition("clause-panel")[0]


def test_a_reminder_maintained_is_opened_again_on_request(contradicted):
    maintain(contradicted)
    maintain(contradicted, act="rouvrir")
    assert FOLDED not in shown(contradicted.get("gravite"))
    assert 'name="maintenir"' in shown(contradicted.get("gravite"))


@pytest.mark.parametrize(
    ("slug", "changed"), [("prise-en-charge", {"care": "needed"}), ("gravite", {"gravity": "should-not"})]
)
def test_it_lapses_when_an_answer_it_spoke_of_changes_even_for_a_moment(slug, changed, contradicted):
    maintain(contradicted)
    contradicted.post(slug, changed)
    contradicted.post(slug, TOGETHER[slug])
    assert FOLDED not in shown(contradicted.get("gravite"))


@pytest.mark.parametrize("slug", ["identite", "signature", "traitement"])
def test_it_stands_when_other_answers_change(slug, contradicted):
    maintain(contradicted)
    contradicted.post(slug, AVIS[slug])
    assert FOLDED in shown(contradicted.get("gravite"))


def test_the_button_keeps_what_was_being_typed_and_marks_nothing_as_missing(contradicted):
    contradicted.post("signature", {"signatory_name": "Camille Aubrac"}, maintenir=KEY)
    assert contradicted.stored()["signature"] == values({"signatory_name": "Camille Aubrac"})
    untouched = contradicted.post("demande", {"registered_on": ""}, maintenir=KEY)
    assert untouched.status_code == 302
    assert "demande" not in contradicted.stored()


def test_what_no_longer_holds_is_not_maintained(contradicted):
    maintain(contradicted, {"gravity": "should-not"})
    assert contradicted.opened().content["held"] == {}
    assert maintain(contradicted, act="maintenir").status_code == 302


@pytest.mark.parametrize("key", ["inconnu", '" onload=x', "é" * 3000])
def test_a_reminder_that_the_fiche_lacks_is_ignored(key, contradicted):
    response = contradicted.post("gravite", TOGETHER["gravite"], maintenir=key)
    assert response.headers["Location"] == contradicted.url("step", "gravite")
    assert contradicted.opened().content["held"] == {}


def test_it_is_maintained_from_the_whole_page_and_from_the_review_too(contradicted, browser):
    fields = whole(TOGETHER) | {"version": contradicted.opened().row.version}
    response = browser.post(contradicted.url("page"), fields | {"maintenir": KEY})
    assert response.headers["Location"] == contradicted.url("page") + f"#rappel-{KEY}"
    assert FOLDED in shown(browser.get(contradicted.url("review")))
    browser.post(contradicted.url("review"), {"rouvrir": KEY})
    assert FOLDED not in shown(browser.get(contradicted.url("page")))
    response = browser.post(contradicted.url("review"), {"maintenir": KEY})
    assert response.headers["Location"] == contradicted.url("review") + f"#rappel-{KEY}"
    assert FOLDED in shown(browser.get(contradicted.url("page")))


def test_it_changes_no_letter_and_asks_for_no_new_preview(begin, browser):
    filling = begin().fill(AVIS | TOGETHER | {"duree": {"duration": "long-term", "travel": "can"}})
    filling.preview()
    row = Letter.objects.get(run=filling.run, state="preview")
    before = letters.open_pdf(row)
    maintain(filling)
    assert browser.get(filling.url("letter")).context["behind"] is False
    assert filling.preview().status_code == 200
    assert letters.open_pdf(Letter.objects.get(run=filling.run, state="preview")) == before
    assert FOLDED not in shown(browser.get(filling.url("letter")))


def test_it_is_sealed_with_the_draft(contradicted):
    maintain(contradicted)
    stored = bytes(Draft.objects.get(pk=contradicted.run).payload)
    assert KEY in contradicted.opened().content["held"]
    assert KEY.encode() not in stored
    assert b"held" not in stored


def test_a_draft_begun_before_reminders_could_be_maintained_opens(begin):
    filling = begin()
    content = filling.opened().content
    former = {name: kept for name, kept in content.items() if name not in ("held", "sources")}
    Draft.objects.filter(pk=filling.run).update(payload=crypto.seal(json.dumps(former).encode()))
    assert filling.opened().content == content


# --- the way from a reminder to its questions -----------------------------------------------------------------------


def test_a_reminder_of_the_review_leads_to_the_first_box_of_each_question_it_speaks_of(contradicted, browser):
    page = shown(browser.get(contradicted.url("review")))
    for slug, name in (("prise-en-charge", "care"), ("gravite", "gravity")):
        assert f'href="{contradicted.url("step", slug)}#id_{slug}-{name}-1"' in page
        assert f'id="id_{slug}-{name}-1"' in shown(contradicted.get(slug))


def test_on_a_step_the_way_to_another_step_stores_this_one_first(contradicted):
    assert 'name="wizard_goto_step" value="prise-en-charge/care"' in shown(contradicted.get("gravite"))
    response = contradicted.post("gravite", {"gravity": "should-not"}, wizard_goto_step="prise-en-charge/care")
    assert response.headers["Location"] == contradicted.url("step", "prise-en-charge") + "#id_prise-en-charge-care-1"
    assert contradicted.stored()["gravite"] == values({"gravity": "should-not"})


@pytest.mark.parametrize("goto", ["prise-en-charge/", "prise-en-charge/rien", "prise-en-charge/a/b"])
def test_a_question_that_the_step_lacks_leads_to_the_step(goto, contradicted):
    response = contradicted.post("gravite", TOGETHER["gravite"], wizard_goto_step=goto)
    assert response.headers["Location"] == contradicted.url("step", "prise-en-charge")


@pytest.mark.parametrize("fiche", fiches.FICHES, ids=lambda fiche: fiche.key)
def test_every_reminder_depends_on_questions_of_its_fiche_and_reads_as_french(fiche):
    names = {question.name for question in fiche.questions()}
    for reminder in fiche.reminders:
        assert reminding.about(fiche, reminder, {}) <= names
        assert reminder.title[0].isupper()
        assert reminder.key not in f"{reminder.title} {reminder.says} {reminder.quote}"


def test_a_blank_that_a_reminder_speaks_of_is_named_with_its_way(begin, browser):
    filling = begin().fill({"demande": AVIS["demande"], "prise-en-charge": {"care": "needed"}})
    told = reminding.shown(
        filling.fiche, "signature", filling.opened(), read_answers(filling.fiche, filling.stored()), ()
    )
    blanks = {row["goto"] for one in told for row in one["quoted"] if not row["answer"]}
    assert blanks == {"duree/duration", "gravite/gravity"}
    assert "laissé vide" in shown(browser.get(filling.url("review")))


# --- pins -----------------------------------------------------------------------------------------------------------


def test_a_clause_pinned_from_a_step_keeps_what_was_typed_and_stands_at_every_step(begin, browser):
    filling, key = begin(), "instruction-2011#IV-8"
    assert f'name="epingler" value="{key}"' in shown(filling.get("prise-en-charge"))
    response = filling.post("identite", {"person": "Ayoub Essai"}, epingler=key)
    assert response.headers["Location"] == filling.url("step", "identite") + "#cote-IV-8"
    assert filling.stored()["identite"] == values({"person": "Ayoub Essai"})
    for slug in AVIS:
        assert f'name="retirer" value="{key}"' in shown(filling.get(slug))
    assert f'name="retirer" value="{key}"' in shown(browser.get(filling.url("review")))
    filling.post("identite", {"person": "Ayoub Essai"}, retirer=key)
    assert f'name="retirer" value="{key}"' not in shown(filling.get("identite"))


def test_a_clause_that_the_fiche_itself_pins_has_no_button(begin):
    page = shown(begin().get("identite"))
    assert 'data-clause="instruction-2011#IV-7"' in page
    assert 'value="instruction-2011#IV-7"' not in page


def test_a_clause_is_pinned_from_the_whole_page_and_from_the_review(begin, browser):
    filling, key = begin(), "instruction-2011#IV-8"
    browser.post(filling.url("page"), whole(AVIS) | {"version": 0, "epingler": key})
    assert filling.stored() == {slug: values(typed) for slug, typed in AVIS.items()}
    assert browser.session["epingles"] == [key]
    browser.post(filling.url("review"), {"retirer": key})
    assert browser.session["epingles"] == []
    assert Draft.objects.filter(pk=filling.run).exists()


def test_nobody_else_maintains_in_a_draft(contradicted, client):
    client.force_login(make_account("secretariat"))
    assert client.post(contradicted.url("step", "gravite"), {"maintenir": KEY}).status_code == 404
    assert client.post(reverse("forms_app:review", args=[contradicted.run]), {"maintenir": KEY}).status_code == 404
    assert contradicted.opened().content["held"] == {}
