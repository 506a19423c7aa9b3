"""A person who fills a fiche with the keyboard alone: Tab from field to field, Space on a choice, Enter to go on."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

FOCUSED = """() => {
  const e = document.activeElement;
  return { tag: e.tagName, type: e.type || "", name: e.name || "", value: e.value || "", words: e.innerText || "",
           id: e.id, inForm: !!e.closest("form.question, form.begin"), checked: !!e.checked,
           goesOn: e.tagName === "BUTTON" && !!e.closest(".wizard-nav, form.begin") };
}"""
MOST_TABS = 80


class Typist:
    """Fills the page shown; `said` gives what to write in a text field, by the name of its question."""

    def __init__(self, page, said: Callable[[str], str], chosen: Callable[[str], int]):
        self.page, self.said, self.chosen = page, said, chosen

    def focused(self) -> dict:
        return self.page.evaluate(FOCUSED)

    def tab(self) -> dict:
        self.page.keyboard.press("Tab")
        return self.focused()

    def to_content(self) -> None:
        """Take the skip link, first on every page; once taken, its fragment leads every following page the same way."""
        arrived = self.page.locator(":focus")
        if self.page.url.endswith("#contenu"):
            expect(arrived).to_have_count(1)  # the browser takes the focus to the fragment when it can, not at once
        if arrived.count():
            return
        first = self.tab()
        assert first["words"].startswith("Aller"), first
        self.page.keyboard.press("Enter")
        expect(self.page).to_have_url(re.compile("#contenu$"))
        expect(self.page.locator("#contenu")).to_be_focused()

    def fill(self) -> None:
        """Answer every question of the page, in order, then stand on the button that goes on."""
        self.to_content()
        for _ in range(MOST_TABS):
            here = self.tab()
            if here["goesOn"]:
                return
            if here["inForm"]:
                self.answer(here)
        raise AssertionError(f"no button after the questions of {self.page.url}: {self.focused()}")

    def answer(self, here: dict) -> None:
        question = here["name"].rpartition("-")[2]
        if here["type"] == "radio":
            self.page.keyboard.press("Space")
            for _ in range(self.chosen(question)):
                self.page.keyboard.press("ArrowDown")
        elif here["tag"] in ("INPUT", "TEXTAREA") and here["type"] != "checkbox":
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(self.said(question))

    def to_button(self, words: str) -> None:
        """Stand on the button that says these words."""
        self.to_content()
        for _ in range(MOST_TABS):
            here = self.tab()
            if here["tag"] in ("BUTTON", "A") and words in here["words"]:
                return
        raise AssertionError(f"no way to « {words} » with the keyboard")

    def enter(self) -> None:
        """Press Enter and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
