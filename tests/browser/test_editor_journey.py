"""An editor corrects a clause, a validator publishes it, readers see it; then a whole edition takes the same road."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

SECTION = "/textes/instruction-2011/2011-11-10/iv/"
CORRECTED = "Mots de l’essai de correction."
REWORDED = "Mots de l’édition nouvelle."
NEW_DAY = "2012-03-01"
HANDED_OVER = "words => [...document.querySelectorAll('[name$=-value]')].some(field => field.value.includes(words))"
WIDE = {"viewport": DESKTOP | {"width": 1400}}


@pytest.fixture
def person(own_site, open_visitor):
    """Function that opens a tab of somebody of the portal; every screen they leave is without fault."""
    opened = []

    def open_one(role=None):
        opened.append(open_visitor(own_site, role, **WIDE))
        return opened[-1]

    yield open_one
    faults = [fault for visitor in opened for fault in visitor.take_faults()]
    for visitor in opened:
        visitor.context.close()
    assert not faults, faults


def add_to_first_clause(page, words):
    """Open the first clause in the editor and type at its end, as a person does."""
    page.locator(".w-panel__heading", has_text=re.compile(r"IV-1\s*:")).first.click()
    clause = page.locator(".public-DraftEditor-content").first
    clause.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")
    clause.get_by_text(words).wait_for()
    page.wait_for_function(HANDED_OVER, arg=words)  # the form is sent, and its preview made, from what it holds


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def read(visitor, path):
    """Words of the page as this visitor sees it."""
    visitor.go(path)
    return visitor.page.locator("main").inner_text()


def test_a_correction_goes_from_the_editor_through_the_validator_to_every_reader(person):
    editor, validator, reader = person("redacteur"), person("valideur"), person()
    correct(editor)
    assert CORRECTED not in read(reader, SECTION)
    approve_after_reading(validator, CORRECTED)
    assert CORRECTED in read(reader, SECTION)
    reader.follow(reader.page.get_by_role("link", name="Versions").first)
    expect(reader.page.locator("main")).to_contain_text("Une faute de copie")
    reader.follow(reader.page.locator("main a[href^='/comparer/p']").first)
    reader.page.locator("ins", has_text="essai de correction").first.wait_for()


def correct(editor):
    """From the page read to the submission: preview, the reason that was forgotten, then the road."""
    editor.go(SECTION)
    editor.follow(editor.page.get_by_role("link", name="Modifier cette section").locator("visible=true"))
    add_to_first_clause(editor.page, CORRECTED)
    editor.page.locator("[data-side-panel-toggle=preview]").click()
    preview = editor.page.frame_locator("iframe").last
    preview.get_by_role("heading", name="Aperçu").wait_for()
    preview.get_by_text(CORRECTED).wait_for()
    editor.follow(button(editor.page, "Soumettre à la validation"))
    editor.page.get_by_text("Des mots du texte ont changé").wait_for()
    editor.page.locator("select[name=change_kind]").select_option("transcription")
    editor.page.locator("input[name=change_note]").fill("Une faute de copie.")
    editor.follow(button(editor.page, "Soumettre à la validation"))
    editor.page.locator(".messages .success").wait_for()
    editor.go("/admin/")
    expect(editor.page.locator("main")).to_contain_text("Vous avez pris part à la rédaction")


def approve_after_reading(validator, words):
    """The validator finds what waits, reads the redline, comes back and decides."""
    validator.go("/admin/")
    validator.follow(validator.page.get_by_role("link", name="Lire les changements").first)
    validator.page.locator("ins", has_text=words.split()[0]).first.wait_for()
    validator.follow(validator.page.get_by_role("link", name="Revenir au brouillon"))
    validator.follow(button(validator.page, "Valider et publier"))
    validator.page.locator(".messages .success").wait_for()


def test_a_new_edition_is_seen_by_nobody_until_it_is_published_as_a_whole(person):
    editor, validator, reader = person("redacteur"), person("valideur"), person()
    before = read(reader, SECTION)
    prepare_edition(editor)
    dated = SECTION.replace("2011-11-10", NEW_DAY)
    assert reader.go(dated).status == 404
    reword_section_four(editor)
    editor.follow(button(editor.page, "Soumettre à la validation"))
    editor.page.locator(".messages .success").wait_for()
    assert reader.go(dated).status == 404
    approve_after_reading(validator, REWORDED)
    assert REWORDED in read(reader, dated)
    assert REWORDED not in read(reader, SECTION)
    assert reader.page.locator("#IV-1").inner_text() in before


def prepare_edition(editor):
    editor.go("/admin/")
    editor.follow(editor.page.get_by_role("link", name="Préparer une nouvelle édition").first)
    editor.page.locator("input[name=day]").fill("01/03/2012")
    editor.page.keyboard.press("Escape")
    editor.page.locator("input[name=amending_act]").fill("Arrêté du 1er février 2012, article 1")
    editor.page.locator("textarea[name=change_note]").fill("Essai d’une édition.")
    editor.follow(button(editor.page, "Préparer le brouillon de l’édition"))
    editor.page.get_by_text("0 changée sur 12").wait_for()


def reword_section_four(editor):
    """Change one section of the draft edition, and come back to the edition, which says so."""
    edition = editor.path
    editor.follow(editor.page.locator(".desk-help .desk-rows a", has_text=re.compile(r"^IV\s")).first)
    add_to_first_clause(editor.page, REWORDED)
    editor.follow(button(editor.page, "Enregistrer le brouillon"))
    editor.page.locator(".messages .success").wait_for()
    editor.go(edition)
    editor.page.get_by_text("1 changée sur 12").wait_for()


@pytest.mark.parametrize("role", ["redacteur", "valideur", "administrateur"])
def test_no_screen_of_the_desk_shows_the_mark_of_the_tool_or_leads_outside(person, own_site, role):
    visitor = person(role)
    visitor.go("/admin/")
    help_menu = visitor.page.get_by_role("button", name="Aide")
    help_menu.click()
    expect(help_menu).to_have_attribute("aria-expanded", "true")
    links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(link => link.href)")
    assert [link for link in links if not link.startswith((own_site.url, "javascript:"))] == []
    expect(visitor.page.locator("body")).not_to_contain_text("Wagtail", use_inner_text=True)
    expect(visitor.page).to_have_title(re.compile("Rédaction$"))
