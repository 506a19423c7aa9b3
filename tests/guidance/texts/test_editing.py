"""Opening the official texts in the editor and saving them damages nothing, and a change says its reason."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock, RichTextBlock
from wagtail.models import Page

from guidance import items
from guidance.blocks import OFFICIAL_FEATURES, OfficialTextBlock
from guidance.models import EditionPage, Publication, SectionPage, TextPage

from .desk import address, form_of, reworded, save


def rich_texts(block, value):
    """Every rich text inside a block's value."""
    if isinstance(block, RichTextBlock):
        yield value.source
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from rich_texts(child, value[name])
    elif isinstance(block, BaseStreamBlock | ListBlock):
        for child in value if isinstance(block, BaseStreamBlock) else value.bound_blocks:
            yield from rich_texts(child.block, child.value)


def digest_of(page):
    return items.digest(page.heading, items.section_items(page.body), items.note_items(page.notes))


def published_digest(page):
    return Publication.objects.filter(page_id=page.pk).first().sha256


def test_the_converter_of_the_editor_gives_back_every_rich_text_of_both_texts_unchanged():
    converter, block = ContentstateConverter(features=OFFICIAL_FEATURES), OfficialTextBlock()
    sources = [
        source
        for section in SectionPage.objects.all()
        for field in ("body", "notes")
        for source in rich_texts(getattr(section, field).stream_block, getattr(section, field))
    ]
    assert len(sources) > 200
    again = [converter.to_database_format(converter.from_database_format(source)) for source in sources]
    assert [block.clean(block.to_python(markup)).source for markup in again] == sources


def test_every_section_saved_untouched_from_its_edit_screen_keeps_every_character(browser, person):
    editor = browser(person("redacteur", "red"))
    for section in SectionPage.objects.all():
        response = save(editor, section)
        assert response.status_code == 302, (section.slug, response.context["form"].errors)
        section.refresh_from_db()
        assert section.latest_revision_id != section.live_revision_id
        assert digest_of(section.get_latest_revision_as_object()) == published_digest(section), section.slug


def test_an_identity_card_saved_untouched_keeps_every_character(browser, person):
    editor = browser(person("redacteur", "red"))
    for edition in EditionPage.objects.all():
        assert save(editor, edition).status_code == 302
        draft = EditionPage.objects.get(pk=edition.pk).get_latest_revision_as_object()
        assert draft.identity_items() == edition.identity_items()


def test_a_change_of_words_without_a_reason_is_refused_beside_its_field_and_keeps_what_was_typed(
    browser, person, section
):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = reworded(editor, page, "secret médical", "secret des patients", change_kind="follow-up")
    response = editor.post(address("edit", page.pk), data)
    assert response.status_code == 200
    assert "correction de transcription" in str(response.context["form"].errors["change_kind"])
    typed = items.section_items(response.context["form"]["body"].value())
    assert "secret des patients" in str(typed)


def test_a_change_of_the_printed_title_is_a_change_of_words(browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    response = save(editor, page, {"heading": page.heading + " !"})
    assert "change_kind" in response.context["form"].errors
    assert save(editor, page, {"heading": page.heading + " !", "change_kind": "transcription"}).status_code == 302


def test_an_amendment_names_its_act(browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    assert "amending_act" in save(editor, page, {"change_kind": "amendment"}).context["form"].errors
    named = {"change_kind": "amendment", "amending_act": "Arrêté du 1er juin 2030, article 2"}
    assert save(editor, page, named).status_code == 302


def test_a_label_carried_elsewhere_in_the_edition_is_refused(browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = form_of(editor, page)
    name = next(name for name, value in data.items() if value == "IV-2")
    response = editor.post(address("edit", page.pk), data | {name: "I-1", "change_kind": "transcription"})
    assert "I-1" in str(response.context["form"].errors["body"])


def test_a_label_carried_twice_in_the_section_is_refused(browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = form_of(editor, page)
    name = next(name for name, value in data.items() if value == "IV-2")
    response = editor.post(address("edit", page.pk), data | {name: "IV-1", "change_kind": "transcription"})
    assert response.status_code == 200 and response.context["form"].errors["body"]


@pytest.mark.parametrize("label", ["IV 3", "IV-é", "-IV", "IV_3", '"><script>'])
def test_a_label_that_is_no_anchor_is_refused(browser, person, section, label):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = form_of(editor, page)
    name = next(name for name, value in data.items() if value == "IV-2")
    response = editor.post(address("edit", page.pk), data | {name: label, "change_kind": "transcription"})
    assert response.status_code == 200 and response.context["form"].errors["body"]


def test_a_footnote_that_is_called_and_missing_is_refused(browser, person, section):
    page, editor = section("annexe-v"), browser(person("redacteur", "red"))
    data = form_of(editor, page) | {"notes-0-deleted": "1", "change_kind": "transcription"}
    response = editor.post(address("edit", page.pk), data)
    assert "la note 1" in str(response.context["form"].errors["notes"])


def test_the_reason_of_the_last_publication_is_not_offered_for_the_next_change(browser, person, section):
    data = form_of(browser(person("redacteur", "red")), section("iv"))
    assert (data["change_kind"], data["change_note"], data["amending_act"]) == ("follow-up", "", "")


def test_what_was_published_is_given_no_date_of_expiry(browser, person, section):
    response = save(browser(person("redacteur", "red")), section("iv"), {"expire_at": "2030-01-01 10:00"})
    assert "expire_at" in response.context["form"].errors


def test_the_address_of_an_edition_is_its_date_and_that_of_a_section_is_none(browser, person, section):
    editor, edition = browser(person("redacteur", "red")), EditionPage.objects.get(slug="2011-11-10")
    draft = edition.copy(recursive=True, update_attrs={"slug": "2030-01-01"}, keep_live=False)
    assert "slug" in save(editor, draft, {"slug": "nouvelle", "change_note": "n"}).context["form"].errors
    assert save(editor, draft, {"slug": "2030-01-01-2", "change_note": "n"}).status_code == 302
    part = draft.get_children().get(slug="iv").specific
    assert save(editor, part, {"slug": "2030-01-01"}).status_code == 302
    part.refresh_from_db()
    assert part.get_latest_revision_as_object().slug == part.slug == "iv"
    assert "slug" in save(editor, edition, {"slug": "2011-11-11"}).context["form"].errors


def test_the_preview_shows_the_draft_with_its_terms_and_keeps_nothing(browser, person, section, client):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = reworded(editor, page, "secret médical", "secret des patients")
    url = address("preview_on_edit", page.pk)
    assert editor.post(url, data).json()["is_valid"]
    assert "secret des patients" in editor.get(url).content.decode()
    assert "secret des patients" not in client.get(page.url).content.decode()


def test_the_preview_of_an_identity_card_shows_what_is_being_written(browser, person):
    edition, editor = EditionPage.objects.get(slug="2011-11-10"), browser(person("redacteur", "red"))
    url = address("preview_on_edit", edition.pk)
    editor.post(url, form_of(editor, edition) | {"summary": "Un autre résumé."})
    assert "Un autre résumé." in editor.get(url).content.decode()


def test_a_section_of_a_draft_edition_has_no_validation_of_its_own(browser, person, section):
    draft = EditionPage.objects.get(slug="2011-11-10").copy(
        recursive=True, update_attrs={"slug": "2030-01-01"}, keep_live=False
    )
    part, editor = draft.get_children().get(slug="iv").specific, browser(person("redacteur", "red"))
    assert part.get_workflow() is None
    assert save(editor, part, action_submit="1").status_code == 302
    assert not part.workflow_states.exists()


def test_a_new_section_and_a_new_edition_can_be_begun(browser, person, texts):
    editor = browser(person("redacteur", "red"))
    edition = EditionPage.objects.get(slug="2011-11-10")
    for kind, parent in (("editionpage", texts["instruction-2011"]), ("sectionpage", edition)):
        assert editor.get(address("add", "guidance", kind, parent.pk)).status_code == 200


def test_only_pages_of_the_texts_stand_under_the_texts():
    assert TextPage.allowed_subpage_models() == [EditionPage]
    assert EditionPage.allowed_subpage_models() == [SectionPage]
    assert SectionPage.allowed_subpage_models() == []
    assert Page not in EditionPage.allowed_parent_page_models()
