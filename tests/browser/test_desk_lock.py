"""The desk locks over a section that an editor is writing: the words come back after the password, and are saved."""

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.test_editor_journey import HANDED_OVER, SECTION, add_to_first_clause

IDLE, KEY = "Mots écrits avant une longue absence.", "Mots écrits juste avant de partir."


@pytest.fixture
def editor(own_site, visit):
    visitor = visit(at=own_site, viewport={"width": 1400, "height": 900})
    visitor.page.clock.install()
    visitor.sign_in("redacteur", running.PASSWORD)
    visitor.go(SECTION)
    visitor.follow(visitor.page.get_by_role("link", name="Modifier cette section").locator("visible=true"))
    return visitor


def come_back(visitor, words):
    """Unlock, send what was kept, and find the words in the editor again."""
    visitor.page.locator("#id_proof").fill(running.PASSWORD)
    visitor.follow(visitor.page.get_by_role("button", name="Déverrouiller", exact=True))
    visitor.expect_at("/compte/saisie-gardee/")
    visitor.follow(visitor.page.get_by_role("button", name="Envoyer ces réponses"))
    visitor.page.wait_for_function(HANDED_OVER, arg=words)


def test_what_an_editor_was_writing_is_there_after_half_an_hour_away(editor):
    address = editor.path
    add_to_first_clause(editor.page, IDLE)
    editor.page.clock.run_for(31 * 60_000)
    expect(editor.page.locator("#id_proof")).to_be_visible()
    come_back(editor, IDLE)
    editor.expect_at(address)


def test_what_an_editor_has_just_written_goes_with_the_key_that_locks(editor):
    editor.page.locator(".w-panel__heading", has_text="IV-1").first.click()
    clause = editor.page.locator(".public-DraftEditor-content").first
    clause.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(f" {KEY}")
    editor.page.keyboard.press("Control+Alt+l")
    expect(editor.page.locator("#id_proof")).to_be_visible()
    come_back(editor, KEY)
