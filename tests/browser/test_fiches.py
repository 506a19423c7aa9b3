"""Every fiche, from the home page to its letter, with the keyboard alone; each screen whole on the way."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.filling import Typist
from tests.browser.html import validator

ARS_DAY, OFII_DAY = "14/11/2016", "14/11/2023"
#: Fiche, who fills it, authority (its rank among those offered, None when there is one), date of the request.
FICHES = [
    ("Réception du rapport médical", "secretariat", 0, ARS_DAY),
    ("Réception du rapport médical", "secretariat", 1, ARS_DAY),
    ("Demande d’éléments complémentaires", "medecin", 0, ARS_DAY),
    ("Demande d’éléments complémentaires", "medecin", 1, ARS_DAY),
    ("Avis du médecin", "medecin", 0, ARS_DAY),
    ("Avis du médecin", "medecin", 1, ARS_DAY),
    ("Note au directeur général de l’ARS", "medecin", 0, ARS_DAY),
    ("Avis sur les circonstances humanitaires exceptionnelles", "directeur", None, ARS_DAY),
    ("Transmission du rapport au collège", "secretariat", None, OFII_DAY),
    ("Demande au médecin traitant", "medecin", None, OFII_DAY),
    ("Avis du collège, titre de séjour", "medecin", None, OFII_DAY),
    ("Avis en matière d’éloignement", "medecin", None, OFII_DAY),
]
#: Names of nobody, one a question.
NAMES = ("Tarnaud", "Belcour", "Delorvan", "Marsenne", "Oriault", "Perdoux", "Quintal", "Ravanel", "Sorbier", "Vautrin")
ANSWERS = {"birth_date": "1981", "months": "12", "address": "12 rue des Tanneurs, 35000 Rennes", "finding": ""}
DAYS = ("letter_date", "report_date", "received_on", "referred_on", "sent_on")


@pytest.fixture(scope="module")
def errors_of():
    with validator() as errors:
        yield errors


@pytest.fixture
def whole(errors_of):
    """Function that fails, naming each fault, unless the screen shown is accessible, valid, quiet and narrow enough."""

    def check(visitor):
        page = visitor.page
        source = visitor.context.request.get(page.url).text()
        faults = visitor.axe() + visitor.take_faults() + errors_of(source)
        faults += [f"{width} px: {beyond} px beyond" for width in (320, 1280) if (beyond := visitor.overflow(width))]
        faults += [] if page.locator("h1").count() == 1 else ["not one first heading"]
        assert not faults, f"{page.url}:\n" + "\n".join(faults)

    return check


def typist(page, day):
    """Answers of nobody: a word a question, the days of the request, the first choice everywhere."""

    asked = {}

    def said(question):
        if question == "registered_on":
            return day
        if question in DAYS or question.endswith(("_date", "_on")) and question != "birth_date":
            return day
        name = NAMES[asked.setdefault(question, len(asked)) % len(NAMES)]
        return ANSWERS.get(question, f"Exemple {name}")

    return Typist(page, said, lambda question: 0)


def at(page, ending):
    """Whether the page shown is at an address that ends so, whatever its query and fragment."""
    return page.url.partition("#")[0].partition("?")[0].endswith(ending)


def begin(visitor, title, authority, day, *, file=True, one_page=False):
    """From the home page to the first question, by links and boxes only."""
    page = visitor.page
    visitor.go("/")
    visitor.follow(page.locator("nav.site-nav > ul").get_by_role("link", name="Fiches", exact=True))
    page.locator(".regime-form input[name=enregistree]").fill(day)
    visitor.follow(page.locator(".regime-form button"))
    visitor.follow(page.get_by_role("link", name=title, exact=True))
    if authority is not None:
        page.locator("input[name=autorite]").nth(authority).check()
    page.locator("input[name=dossier]").nth(0 if file else 1).check()
    visitor.follow(page.get_by_role("button", name="Commencer"))
    expect(page).to_have_url(re.compile(r"/fiches/brouillons/[0-9a-f-]{36}/"))
    if at(page, "/page/") is not one_page:  # the way a person filled the last one is remembered
        label = "Remplir toute la fiche sur une page" if one_page else "Remplir étape par étape"
        page.get_by_role("button", name=label).click()
        page.wait_for_url("**/page/" if one_page else "**/demande/")
    return page


def fill_steps(visitor, hand, whole=None):
    """Fill step after step until the review; returns how many steps there were."""
    page, steps = visitor.page, 0
    while not at(page, "/relecture/"):
        steps += 1
        assert steps < 15, page.url
        if whole:
            whole(visitor)
        before = page.url
        hand.fill()
        hand.enter()
        if at(page, "/a-effacer/"):  # an answer that another one made useless is listed before it is cleared
            whole(visitor) if whole else None
            hand.to_button("Effacer et continuer")
            hand.enter()
        assert page.url != before, page.locator(".error-summary").inner_text()
    return steps


def deliver(visitor, hand):
    """From the review to the delivered letter; returns the bytes seen before and after."""
    page = visitor.page
    hand.to_button("Voir la lettre")
    hand.enter()
    assert at(page, "/lettre/"), page.locator(".error-summary").inner_text()
    pdf = page.url.partition("#")[0].removesuffix("/") + ".pdf"
    before = visitor.context.request.get(pdf).body()
    hand.to_button("Remettre la lettre")
    hand.enter()
    expect(page.locator("h1")).to_have_text("La lettre est remise")
    return before, visitor.context.request.get(pdf).body()


@pytest.mark.parametrize(("title", "role", "authority", "day"), FICHES)
def test_a_fiche_is_filled_step_by_step_with_the_keyboard_and_gives_its_letter(
    own_site, visit, whole, title, role, authority, day
):
    visitor = visit(role, at=own_site)
    page = begin(visitor, title, authority, day)
    hand = typist(page, day)
    assert fill_steps(visitor, hand, whole) >= 2
    whole(visitor)
    before, after = deliver(visitor, hand)
    whole(visitor)
    assert before == after
    assert before.startswith(b"%PDF-")


@pytest.mark.parametrize(("title", "role", "authority", "day"), FICHES)
def test_a_fiche_is_filled_on_one_page_with_the_keyboard_and_gives_its_letter(
    own_site, visit, whole, title, role, authority, day
):
    visitor = visit(role, at=own_site)
    page = begin(visitor, title, authority, day, file=False, one_page=True)
    whole(visitor)
    hand = typist(page, day)
    for _ in range(3):  # an answer may ask for another, which stands on the page the server gives back
        hand.fill()
        hand.enter()
        if at(page, "/a-effacer/"):
            hand.to_button("Effacer et continuer")
            hand.enter()
        if at(page, "/relecture/"):
            break
    before, after = deliver(visitor, hand)
    assert before == after
    page.get_by_role("button", name="J’ai la lettre, tout effacer").click()
    page.wait_for_url("**/fiches/")


def test_typing_is_saved_after_a_pause_and_read_from_another_window(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    page.goto(page.url.rsplit("/", 2)[0] + "/identite/")
    for question, words in (("person", "Exemple Gardé"), ("birth_place", "Ville-Exemple")):
        with page.expect_response(lambda answer: answer.url.endswith("/enregistrer/") and answer.status == 204):
            page.locator(f"#id_identite-{question}").fill(words)
    page.locator(".status-line", has_text="Brouillon enregistré").wait_for()
    other = visitor.context.new_page()
    other.goto(page.url)
    assert other.locator("#id_identite-person").input_value() == "Exemple Gardé"
    assert other.locator("#id_identite-birth_place").input_value() == "Ville-Exemple"


def test_leaving_in_the_middle_of_a_word_keeps_it(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    identity = page.url.rsplit("/", 2)[0] + "/identite/"
    page.goto(identity)
    page.locator("#id_identite-person").press_sequentially("Exem")
    page.goto(own_site.url + "/")
    person = page.locator("#id_identite-person")
    assert shown_at_last(page, identity, person.input_value, "Exem") == "Exem"


def shown_at_last(page, address, read, words):
    """What `read` finds on that page, asked again until it is `words` or patience ends.

    The last save is sent while the page goes away, and may arrive after the next page is asked.
    """
    end = time.monotonic() + PATIENCE / 1000
    while True:
        page.goto(address)
        if (found := read()) == words or time.monotonic() > end:
            return found


def test_a_session_that_ended_keeps_what_is_typed_on_the_page_and_says_how_to_go_on(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    page.goto(page.url.rsplit("/", 2)[0] + "/identite/")
    kept = [cookie for cookie in visitor.context.cookies() if cookie["name"] == "sessionid"]
    visitor.context.clear_cookies(name="sessionid")
    page.locator("#id_identite-person").fill("Exemple Revenu")
    page.locator("#trouble", has_text="Votre session est fermée").wait_for()
    assert page.locator("#id_identite-person").input_value() == "Exemple Revenu"
    visitor.context.add_cookies(kept)
    page.get_by_role("button", name="Continuer").last.click()
    page.wait_for_url("**/prise-en-charge/")
    visitor.take_faults()


def test_the_clause_is_one_key_away_and_the_same_key_comes_back(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    page.locator("#id_demande-registered_on").focus()
    page.keyboard.press("Alt+c")
    expect(page.locator("#clauses .scroll")).to_be_focused()
    page.keyboard.press("Alt+c")
    expect(page.locator("#id_demande-registered_on")).to_be_focused()


def test_on_a_telephone_the_clause_is_one_tap_away_and_the_focus_comes_back(own_site, visit):
    visitor = visit("medecin", at=own_site, viewport=PHONE)
    visitor.go("/fiches/nouvelle/avis/")
    page = visitor.page
    page.locator("#autorite-1").check()
    page.locator("#dossier-1").check()
    visitor.follow(page.get_by_role("button", name="Commencer"))
    opener, panel = page.locator(".clause-open"), page.locator("#clauses")
    expect(opener).to_be_visible()
    expect(panel).to_be_hidden()
    opener.click()
    expect(panel).to_be_visible()
    assert not visitor.axe("document.querySelector('#clauses')")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()


def test_another_clause_is_searched_without_leaving_the_form(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY)
    page.locator("#id_demande-registered_on").fill("15/11/2016")
    page.locator("#cote-q").fill("secret médical")
    page.locator("#cote-q").press("Enter")
    page.locator("[data-found] li").first.wait_for()
    assert page.locator("#id_demande-registered_on").input_value() == "15/11/2016"
    assert not visitor.axe()


def test_a_fiche_leaves_nothing_in_the_storage_of_the_browser(own_site, visit):
    visitor = visit("medecin", at=own_site)
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY, file=False)
    fill_steps(visitor, typist(page, ARS_DAY))
    kept = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
                        (await indexedDB.databases()).length]"""
    )
    assert kept == [0, 0, 0, 0]


def test_a_fiche_is_filled_without_any_script(own_site, visit):
    visitor = visit("medecin", at=own_site, java_script_enabled=False)
    page = begin(visitor, "Avis du médecin", 1, ARS_DAY)
    page.locator("#id_demande-registered_on").fill(ARS_DAY)
    visitor.follow(page.get_by_role("button", name="Continuer").last)
    page.locator("#id_identite-person").fill("Exemple Sans-Script")
    visitor.follow(page.get_by_role("button", name="Relecture").first)
    expect(page.locator("dl.summary").nth(1)).to_contain_text("Exemple Sans-Script")


@pytest.mark.parametrize("path", ["/fiches/", "/fiches/vierges/", "/fiches/brouillons/", "/fiches/lettres/"])
def test_the_pages_around_the_fiches_are_whole(own_site, visit, whole, path):
    visitor = visit("medecin", at=own_site)
    visitor.go(path)
    whole(visitor)
