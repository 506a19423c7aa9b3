"""Two stories of the OFII, each act by its own people: a permit and its college, a removal and one physician."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import html, running
from tests.browser.conftest import PHONE
from tests.forms_app.documents import poppler

SECRETARY, RAPPORTEUR, DIRECTOR = "ofii-secretariat", "ofii-rapporteur", "ofii-directeur"
COLLEGE = {
    "ofii-medecin-1": "Charlie Jolivet-Essai",
    "ofii-medecin-2": "Andrea Kermarec-Essai",
    "ofii-medecin-3": "Sacha Lemoal-Essai",
}
REPORTER = "Noa Iffrig-Essai"
REFERENCE = re.compile(r"^20\d\d-\d{5}$")


class Story:
    """One dossier, and the people who open it: each has a browser of their own."""

    def __init__(self, site, visit, errors_of):
        self.site, self._visit, self._errors, self._people = site, visit, errors_of, {}
        self.address = ""

    def who(self, username):
        if username not in self._people:
            self._people[username] = self._visit(username, at=self.site)
        return self._people[username]

    def register(self, family, **changes):
        visitor = self.who(SECRETARY)
        page = visitor.page
        visitor.go("/dossiers/nouveau/")
        page.get_by_label("Nom", exact=True).fill(family)
        page.get_by_label("Prénoms").fill("Maya")
        page.get_by_label("Préfecture", exact=True).select_option(index=1)
        for label, value in changes.pop("chosen", {}).items():
            page.get_by_label(label, exact=True).select_option(label=value)
        page.get_by_label("Date d’enregistrement").fill("02/11/2020")
        page.get_by_label("Département de résidence").fill("69")
        page.get_by_label("Rapport ou certificat reçu le").fill("20/11/2020")
        page.get_by_label("Arrivée").select_option(label="pli confidentiel transmis par le médecin")
        page.get_by_label("Certificat transmis le", exact=False).fill("20/11/2020")
        visitor.follow(page.get_by_role("button", name="Enregistrer", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text(REFERENCE)
        self.address = visitor.path.partition("#")[0]

    def act(self, username, name, **chosen):
        visitor = self.who(username)
        page = visitor.page
        visitor.go(f"{self.address}actes/{name}/")
        for label, value in chosen.items():
            page.get_by_label(label, exact=True).select_option(label=value)
        visitor.follow(page.locator("main form.flow button.btn"))
        visitor.expect_at(self.address)

    def validate(self, username):
        """Read the letter that waits, prove who is there when asked, validate for one's part."""
        visitor = self.who(username)
        page = visitor.page
        visitor.proved(visitor.go(f"{self.address}actes/validate-as-member/"), running.PASSWORD)
        link = page.get_by_role("link", name="Lire la lettre que vous validez").get_attribute("href")
        assert visitor.context.request.get(self.site.url + link).status == 200
        visitor.follow(page.locator("main form.flow button.btn"))
        visitor.expect_at(self.address)

    def compose(self, names, formation=""):
        visitor = self.who(SECRETARY)
        page = visitor.page
        visitor.go(f"{self.address}college/")
        self.whole(visitor)
        if formation:
            page.get_by_label("L’avis est rendu par").select_option(label=formation)
        for rank, name in zip(("Premier", "Deuxième", "Troisième"), names, strict=False):
            page.get_by_label(f"{rank} médecin").select_option(label=name)
        visitor.follow(page.get_by_role("button", name="Enregistrer", exact=True))
        visitor.expect_at(self.address)
        self.whole(visitor)

    def letter(self, username, title, chosen=()):
        """Fill a fiche proposed by the dossier, its prefilled answers left as they are; return what its letter says."""
        visitor = self.who(username)
        page = visitor.page
        visitor.go(self.address)
        visitor.follow(page.get_by_role("button", name=f"Remplir : {title}"))
        for _ in range(14):
            if page.url.partition("?")[0].endswith("/relecture/"):
                break
            for name, value in chosen:
                boxes = page.locator(f"form.question input[type=radio][name$='-{name}'][value='{value}']")
                if boxes.count():
                    boxes.check()
            visitor.follow(page.get_by_role("button", name="Continuer", exact=False).first)
        visitor.follow(page.locator(".wizard-nav button[value=lettre]"))
        pdf = page.url.partition("#")[0].removesuffix("/") + ".pdf"
        words = " ".join(poppler.pages(visitor.context.request.get(pdf).body()))
        visitor.follow(page.get_by_role("button", name="Remettre la lettre"))
        expect(page.locator("h1")).to_have_text("La lettre est remise")
        return words

    def whole(self, visitor):
        """Accessible, valid, quiet and narrow enough."""
        faults = visitor.axe() + visitor.take_faults()
        faults += self._errors(visitor.context.request.get(visitor.page.url).text())
        faults += [f"{width} px: {more} beyond" for width in (320, PHONE["width"]) if (more := visitor.overflow(width))]
        assert not faults, f"{visitor.page.url}:\n" + "\n".join(faults)

    def avis(self, username):
        """The words of the validated avis, opened from the dossier."""
        visitor = self.who(username)
        visitor.go(self.address)
        link = visitor.page.get_by_role("link", name=re.compile(r"^Avis du .*\(PDF\)$")).get_attribute("href")
        return " ".join(poppler.pages(visitor.context.request.get(self.site.url + link).body()))


@pytest.fixture
def story(own_site, visit):
    with html.validator() as errors_of:
        yield Story(own_site, visit, errors_of)


STATEMENTS = (("care", "needed"), ("gravity", "can"), ("treatment", "none"), ("duration", "long-term"))


def test_a_permit_goes_from_the_certificate_to_the_transmitted_avis_with_its_college(story):
    story.register("Zambello")
    story.act(RAPPORTEUR, "begin-report")
    story.compose(COLLEGE.values())
    secretary = story.who(SECRETARY)
    secretary.go(f"{story.address}college/")
    expect(secretary.page.locator("main select").nth(1)).not_to_contain_text(REPORTER)
    story.act(RAPPORTEUR, "send-to-college")
    told = story.letter(SECRETARY, "Transmission du rapport au collège")
    assert "a été transmis au collège" in told and "Zambello" in told
    assert REPORTER not in told
    story.letter("ofii-medecin-1", "Avis du collège, titre de séjour", STATEMENTS)
    for username in COLLEGE:
        story.validate(username)
        story.whole(story.who(username))
    assert story.who(RAPPORTEUR).context.request.get(f"{story.site.url}{story.address}college/projet.pdf").status == 404
    story.act(SECRETARY, "record-signature")
    assert story.who(DIRECTOR).context.request.get(story.site.url + story.address).status == 404
    story.act(SECRETARY, "submit")
    story.act(DIRECTOR, "transmit", Envoi="courrier")
    words = story.avis(DIRECTOR)
    assert all(name in words for name in COLLEGE.values()) and "Zambello" in words
    assert REPORTER not in words
    director = story.who(DIRECTOR)
    director.go(story.address)
    expect(director.page.locator("main")).to_contain_text("avis transmis au préfet")
    expect(director.page.locator("main")).not_to_contain_text(REPORTER)
    story.whole(director)


def test_the_removal_of_a_person_who_is_detained_takes_one_physician(story):
    measure = "expulsion (L.521-3 5°)"
    story.register("Yardouni", chosen={"Fondement de la saisine": measure, "Situation": "incarcérée (UCSA)"})
    story.act("ofii-medecin-1", "begin-examination")
    story.compose(list(COLLEGE.values())[:1], formation="un médecin de l’OFII")
    told = story.letter("ofii-medecin-1", "Avis en matière d’éloignement", STATEMENTS)
    assert COLLEGE["ofii-medecin-1"] in told and "Yardouni" in told
    other = story.who("ofii-medecin-2")
    assert other.context.request.get(f"{story.site.url}{story.address}college/projet.pdf").status == 404
    story.validate("ofii-medecin-1")
    story.act(SECRETARY, "record-signature")
    story.act(SECRETARY, "transmit", Envoi="messagerie sécurisée")
    words = story.avis(SECRETARY)
    assert COLLEGE["ofii-medecin-1"] in words and COLLEGE["ofii-medecin-2"] not in words
    secretary = story.who(SECRETARY)
    expect(secretary.page.locator("main")).to_contain_text("avis transmis au préfet")
    story.whole(secretary)
