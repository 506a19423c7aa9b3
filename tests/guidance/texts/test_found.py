"""Faults found by trying to break the portal, and by using it in a hurry: each is tried again here."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from guidance.enums import Mark
from guidance.models import ArticleSuccession, EditionPage, Publication, SectionPage, Term
from guidance.wagtail_hooks.rich_text import QuietDraftail
from tests.guidance.texts import desk

NAMES_OF_ARTICLES = ["foo", "ceseda:L 313", "ceseda:L313-11:11°", "a:b:c:d", "<script>", "ceseda:"]


@pytest.fixture
def editor(accounts, browser):
    """The desk in the browser of an editor."""
    return browser(accounts["redacteur"])


@pytest.fixture
def reserved(section, accounts):
    """A section that physicians alone may read."""
    page = section("iv")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(accounts["medecin"].groups.all())
    return page


def test_every_keystroke_of_the_rich_text_editor_reaches_the_form_at_once():
    assert QuietDraftail().options["stateSaveInterval"] == 0


@pytest.mark.parametrize("key", NAMES_OF_ARTICLES)
@pytest.mark.parametrize("field", ["old_key", "new_key"])
def test_an_article_that_no_address_can_hold_is_refused_beside_its_field(key, field, editor, client):
    posted = {"old_key": "ceseda:L313-11", "new_key": "ceseda:X1", "source": "s", "mark": "to-confirm"} | {field: key}
    response = editor.post("/admin/guidance/articlesuccession/create/", posted)
    assert "Écrivez l’article ainsi" in response.content.decode()
    assert not ArticleSuccession.objects.filter(**{field: key}).exists()
    assert client.get("/concordance/").status_code == 200


def test_every_article_delivered_with_the_texts_can_be_saved_again():
    for row in ArticleSuccession.objects.all():
        row.full_clean()
    for term in Term.objects.all():
        term.full_clean()


def test_an_editor_adds_two_terms_and_each_has_its_own_address(editor):
    for name in ("Délai de recours", "délai de recours !"):
        posted = {"term": name, "forms": name, "definition": "d", "mark": "to-confirm"}
        assert editor.post("/admin/guidance/term/create/", posted).status_code == 302
    slugs = Term.objects.filter(term__icontains="lai de recours").values_list("slug", flat=True)
    assert set(slugs) == {"delai-de-recours", "delai-de-recours-2"}


@pytest.mark.parametrize("forms", ["", " ", "\r\n \r\n"])
def test_a_term_without_a_form_is_refused_and_the_texts_still_open(forms, editor, client, section):
    posted = {"term": "Essai", "forms": forms, "definition": "d", "mark": "to-confirm"}
    assert "Écrivez au moins une forme" in editor.post("/admin/guidance/term/create/", posted).content.decode()
    assert not Term.objects.filter(term="Essai").exists()
    assert client.get(section("iv").url).status_code == 200


@pytest.mark.parametrize("forms", [[1, 2], ["", None], {"a": 1}, "ARS"])
def test_forms_that_are_no_list_of_words_are_refused_by_the_row_itself(forms):
    with pytest.raises(ValidationError, match="liste de mots"):
        Term(term="Essai", slug="essai", forms=forms, definition="d").full_clean()


def test_the_forms_of_a_term_are_written_one_a_line_and_shown_so(editor):
    posted = {"term": "Essai", "definition": "d", "mark": "to-confirm"}
    posted["forms"] = "essai\r\n\r\n  essai   clinique \r\nessai\r\n[1, 2]"
    assert editor.post("/admin/guidance/term/create/", posted).status_code == 302
    term = Term.objects.get(term="Essai")
    assert term.forms == ["essai", "essai clinique", "[1, 2]"]
    page = editor.get(f"/admin/guidance/term/edit/{term.pk}/").content.decode()
    assert "essai\nessai clinique\n[1, 2]</textarea>" in page and "Une par ligne" in page


def test_a_term_delivered_with_the_texts_keeps_its_forms_when_saved_as_shown(editor):
    for term in Term.objects.all():
        path = f"/admin/guidance/term/edit/{term.pk}/"
        shown = editor.get(path).content.decode()
        forms = (querydict_from_html(shown, form_index=index).dict() for index in range(shown.count("<form")))
        form = next(form for form in forms if "definition" in form)
        assert editor.post(path, form).status_code == 302, term
        assert Term.objects.get(pk=term.pk).forms == term.forms


@pytest.mark.parametrize("label", ["IV-3", "IV-15"])
def test_the_short_address_of_a_reserved_clause_is_not_announced(label, reserved, browser, accounts):
    address = f"/c/instruction-2011/{label}/"
    assert browser(accounts["medecin"]).get(address).status_code == 302
    assert browser(accounts["secretariat"]).get(address).status_code == 404
    assert browser().get(address).status_code == 404


def test_the_short_address_of_an_open_clause_still_leads_to_it_beside_a_reserved_one(reserved, client):
    assert client.get("/c/instruction-2011/III-1-1/").headers["Location"].endswith("/iii/#III-1-1")


def test_an_edition_is_not_published_under_a_text_that_is_a_draft(editor, texts, accounts, browser):
    text = texts["instruction-2011"]
    copied = {"new_title": "Texte à venir", "new_slug": "a-venir", "copy_subpages": "on"}
    copied["new_parent_page"] = text.get_parent().pk
    assert editor.post(desk.address("copy", text.pk), copied).status_code == 302
    edition = EditionPage.objects.get(path__startswith=text.get_parent().get_children().get(slug="a-venir").path)
    desk.submit(editor, edition, desk.form_of(editor, edition))
    edition.refresh_from_db()
    if edition.workflow_in_progress:
        desk.approve(browser(accounts["valideur"]), edition)
    edition.refresh_from_db()
    sections = SectionPage.objects.child_of(edition)
    assert (edition.live, sections.live().count()) == (False, 0)
    assert not Publication.objects.filter(edition=edition).exists()


def test_a_comparison_names_its_two_versions_without_a_broken_elision(client):
    page = client.get("/comparer/instruction-2011/arrete-2017/").content.decode()
    assert "Première version&nbsp;: <a" in page
    assert "De <a" not in page


@pytest.mark.parametrize(
    ("mark", "said"), [("to-confirm", "23 janvier 2017, date à confirmer."), ("verified", "23 janvier 2017.")]
)
def test_a_day_that_is_only_deduced_is_said_to_be_confirmed(mark, said, texts, client):
    text = texts["arrete-2017"]
    text.in_force_mark = Mark(mark)
    text.save()
    client.cookies["lecture"] = "2017-01-10__2017-01-15"
    page = client.get("/textes/arrete-2017/2021-05-03/article-4/").content.decode()
    assert f"Il l’est depuis le {said}" in page
