"""What the people of a service do with a dossier in a browser: register, act, fill a fiche, open and read a letter."""

import re

from playwright.sync_api import expect

from tests.browser import running
from tests.forms_app.documents import poppler

MOST_STEPS = 12


class Worker:
    """One person before one dossier after another; every page is reached by a link or a button that they see."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def register(self, **fields) -> str:
        """Fill the page of registration and return the address of the dossier; a field is named as in the form."""
        self.visitor.go("/dossiers/")
        self.visitor.follow(self.page.get_by_role("link", name="Enregistrer un dossier"))
        self.fill(fields)
        self.visitor.follow(self.page.get_by_role("button", name="Enregistrer", exact=True))
        return self.visitor.path

    def fill(self, fields: dict) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(**value) if isinstance(value, dict) else field.select_option(value)
            else:
                field.fill(value)

    def open(self, dossier: str) -> None:
        """Open a dossier, and every part of its page that is folded."""
        self.visitor.go(dossier)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\d{4}-\d{5}$"))
        self.page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    def act(self, dossier: str, label: str, **fields) -> None:
        """Do an act of the dossier's page; the password is given again when it is asked for."""
        self.open(dossier)
        opened = self.visitor.follow(self.page.get_by_role("link", name=label, exact=True))
        self.visitor.proved(opened, running.PASSWORD)
        self.fill(fields)
        self.visitor.follow(self.page.get_by_role("button", name=label, exact=True))
        expect(self.page.locator("body")).to_contain_text("C’est enregistré.")

    def letter(self, dossier: str, title: str, **answers) -> str:
        """Fill a fiche from the dossier, deliver its letter, and return the words that its file prints."""
        self.open(dossier)
        self.visitor.follow(self.page.get_by_role("button", name=f"Remplir : {title}"))
        for _ in range(MOST_STEPS):
            if self.page.get_by_role("heading", name="Relire avant la lettre").count():
                break
            self.answer(answers)
            self.visitor.follow(self.page.locator(".wizard-nav button.btn").first)
        self.visitor.follow(self.page.locator(".wizard-nav").get_by_role("button", name="Voir la lettre"))
        self.visitor.follow(self.page.get_by_role("button", name="Remettre la lettre"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text("La lettre est remise")
        return self.read(self.page.get_by_role("link", name="Ouvrir et imprimer"))

    def answer(self, answers: dict) -> None:
        """Answer what the step asks, by the names of its questions; the rest stays as it was prefilled."""
        for name, value in answers.items():
            field = self.page.locator(f"form.question [name$='-{name}']")
            if not field.count():
                continue
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"form.question [name$='-{name}'][value='{value}']").check()
            else:
                field.first.fill(value)

    def read(self, link) -> str:
        """The words of the file that a link opens, as a reader of PDF that did not write it finds them."""
        answer = self.visitor.context.request.get(self.visitor.site.url + link.get_attribute("href"))
        assert answer.status == 200
        return " ".join(" ".join(poppler.pages(answer.body())).replace("’", "'").split())

    def is_absent(self, path: str) -> bool:
        return self.visitor.go(path).status == 404

    def expect_state(self, dossier: str, words: str) -> None:
        self.open(dossier)
        expect(self.page.locator("header.page-head")).to_contain_text(words)


def avis_link(person: Worker, dossier: str):
    """The link to the last avis of a dossier, on its page."""
    person.open(dossier)
    return person.page.locator("section[aria-labelledby=avis] a.row-title").last
