"""The desk says what waits and who may decide, shows drafts word by word, and counts nobody as an author by mistake."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from guidance.models import EditionPage, SectionPage
from guidance.models.workflow import authors_of
from guidance.services import drafts, reviews
from tests.guidance.texts.desk import address, form_of, reworded, save

SECTION = "/textes/instruction-2011/2011-11-10/iv/"
DESK = reverse("wagtailadmin_home")


@pytest.fixture
def editor(browser, person):
    return browser(person("redacteur", "red1"))


@pytest.fixture
def validator(browser, person):
    return browser(person("valideur", "val1"))


def submit(editor, page):
    """Change the printed title and send the section to validation."""
    changed = {"heading": f"{page.heading} bis", "change_kind": "transcription"}
    assert save(editor, page, changed, action_submit="1").status_code == 302


def queries(client, path):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def posted(data) -> QueryDict:
    """The form as a browser sends it: a ticked box without a value is sent as « on »."""
    data = data | ({"heading_restored": "on"} if "heading_restored" in data else {})
    form = QueryDict(mutable=True)
    form.update(MultiValueDict({name: [value] for name, value in data.items()}))
    return form


@pytest.mark.parametrize("model", [SectionPage, EditionPage])
def test_a_form_posted_as_it_was_shown_changes_nothing(editor, model):
    for page in model.objects.all():
        draft = page.get_latest_revision_as_object()
        form = model.get_edit_handler().get_form_class()(posted(form_of(editor, page)), instance=draft)
        changed = set(form.changed_data) - {"change_kind", "amending_act", "change_note"}
        assert not changed, (page, changed)


def test_who_may_decide_is_the_same_for_one_page_and_for_the_list(editor, validator, section):
    submit(editor, section("iv"))
    [review] = reviews.reviews()
    assert review.authors == authors_of(SectionPage.objects.get(pk=review.page.pk))
    assert list(review.approvers.values()) == list(reviews.approvers_of(section("iv")).values()) != []


def test_the_author_is_told_why_somebody_else_decides(editor, validator, section):
    submit(editor, section("iv"))
    assert "Vous avez pris part à la rédaction" in editor.get(DESK).content.decode()
    waiting = validator.get(DESK).content.decode()
    assert "Ouvrir et décider" in waiting and "Vous avez pris part" not in waiting


def test_the_home_page_asks_the_same_number_of_questions_whatever_waits(editor, validator, section):
    submit(editor, section("iv"))
    validator.get(DESK)
    one = queries(validator, DESK)
    for slug in ("i", "v"):
        submit(editor, section(slug))
    assert queries(validator, DESK) == one


def test_a_draft_is_read_word_by_word_by_the_desk_alone(editor, validator, browser, person, section):
    page = section("iv")
    save(editor, page, reworded(editor, page, "secret médical", "secret des patients"))
    path = reverse("desk_changes", args=[page.pk])
    assert "<ins>" in validator.get(path).content.decode()
    assert browser(person("medecin", "med1")).get(path).status_code == 403
    assert browser().get(path).status_code == 302
    assert editor.get(reverse("desk_changes", args=[page.get_parent().get_parent().pk])).status_code == 404


def test_a_new_edition_starts_with_its_day_its_reason_and_nothing_verified(editor, section):
    source = section("iv").edition
    asked = {"new_parent_page": source.get_parent().pk, "day": "01/03/2012", "change_note": "Un essai."}
    response = editor.post(address("copy", source.pk), asked | {"amending_act": "Arrêté du 1er février 2012"})
    edition = EditionPage.objects.get(slug="2012-03-01")
    assert response.url == address("edit", edition.pk)
    draft = edition.get_latest_revision_as_object()
    assert (draft.title, str(draft.effective_from), draft.live) == ("Édition du 1er mars 2012", "2012-03-01", False)
    assert {row.state for row in drafts.sections_of(edition)} == {drafts.SAME}
    editor.post(address("copy", source.pk), asked)
    assert EditionPage.objects.filter(slug="2012-03-01-2").exists()


def test_a_copy_stays_under_its_text_whatever_is_posted(editor, section):
    source = section("iv").edition
    elsewhere = section("article-2").edition.get_parent()
    asked = {"new_parent_page": elsewhere.pk, "day": "01/03/2012", "change_note": "Un essai."}
    editor.post(address("copy", source.pk), asked)
    assert not elsewhere.get_children().filter(slug="2012-03-01").exists()


def test_only_the_desk_sees_its_way_from_the_page_that_is_read(editor, validator, browser, person, section):
    other = "Modifier cette section"
    assert other in editor.get(SECTION).content.decode()
    for client in (browser(), browser(person("medecin", "med1")), validator):
        page = client.get(SECTION).content.decode()
        assert other not in page and "Voir la validation" not in page
    submit(editor, section("iv"))
    assert "Voir la validation" in validator.get(SECTION).content.decode()


def test_the_way_to_the_desk_costs_a_reader_no_question(browser, person):
    reader = browser(person("medecin", "med1"))
    reader.get(SECTION)
    assert queries(reader, SECTION) <= 4
