"""A first sign-in with its second factor, a security key, a screen that locks: as people do it, each screen whole."""

import re
import sqlite3
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.test_no_loss import begun, write, written
from tests.browser.test_screens import errors_of, sound  # noqa: F401 - fixtures
from tests.browser.touring import look_at, look_here
from tests.portal.test_second_factor import code_of

CODES, FACTORS = "/compte/codes-de-secours/", "/compte/seconds-facteurs/"
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict_site(browser, prepared_data, tmp_path_factory):
    """A demonstration that asks for the second step; security keys know it by a name, not by a number."""
    data = running.copy_of(prepared_data, tmp_path_factory.mktemp("strict") / "data")
    with running.running(data, PORTAL_SECOND_FACTOR="1") as started:
        yield replace(started, url=started.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def come(strict_site, visit):
    """Function that brings somebody with their password to the first screen after it."""

    def at_the_door(username):
        visitor = visit(at=strict_site)
        visitor.sign_in(username, running.PASSWORD)
        return visitor

    return at_the_door


def mailed_code(site):
    rows = sqlite3.connect(site.data / "portal.sqlite3")
    (body,) = rows.execute("SELECT body FROM portal_outgoingmail ORDER BY id DESC LIMIT 1").fetchone()
    rows.close()
    return re.search(r"^ {4}(\d{4} \d{4})$", body, re.M).group(1)


def press(visitor, words, role="button"):
    return visitor.follow(visitor.page.get_by_role(role, name=words, exact=True))


def prove_mail(visitor, check=lambda seen, status=200: None):
    """From the first screen to the choice of a factor, by the code of the mail."""
    check(look_here(visitor, press(visitor, "Recevoir le code")))
    visitor.page.locator("#id_code").fill("12")
    check(look_here(visitor, press(visitor, "Continuer")), 422)
    visitor.page.locator("#id_code").fill(mailed_code(visitor.site))
    check(look_here(visitor, press(visitor, "Continuer")))


def set_an_application_up(visitor, check=lambda seen, status=200: None):
    """From the choice of a factor to the recovery codes; returns the secret."""
    check(look_here(visitor, visitor.follow(visitor.page.locator(".ways a").first)))
    secret = visitor.page.locator(".secret").inner_text().replace(" ", "").strip()
    visitor.page.locator("#id_code").fill(code_of(secret))
    check(look_here(visitor, press(visitor, "Confirmer l’application")))
    visitor.expect_at(CODES)
    return secret


def unlock(visitor, path):
    visitor.page.locator("#id_proof").fill(running.PASSWORD)
    visitor.page.get_by_role("button", name="Déverrouiller", exact=True).click()
    visitor.expect_at(path)


def test_a_first_sign_in_leads_from_the_password_to_the_recovery_codes(come, strict_site, sound):
    visitor = come("secretariat")
    sound(look_at(visitor, "/compte/premier-facteur/"))
    prove_mail(visitor, sound)
    set_an_application_up(visitor, sound)
    expect(visitor.page.locator(".codes li")).to_have_count(10)
    expect(visitor.page.get_by_role("button", name="Imprimer")).to_be_visible()
    press(visitor, "Ils sont en lieu sûr, continuer", role="link")
    for path in (FACTORS, "/compte/sessions/", f"{CODES}nouveaux/", f"{FACTORS}application/retirer/", CODES):
        sound(look_at(visitor, path))


def test_a_security_key_is_set_up_and_signs_in(come, sound):
    visitor = come("directeur")
    prove_mail(visitor)
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sound(look_here(visitor, visitor.follow(visitor.page.locator(".ways a").last)))
    press(visitor, "Enregistrer la clé")
    visitor.expect_at(CODES)
    visitor.go("/compte/deconnexion/")
    press(visitor, "Se déconnecter")
    visitor.sign_in("directeur", running.PASSWORD)
    visitor.expect_at("/compte/connexion/code/")
    sound(look_at(visitor, "/compte/connexion/code/"))
    press(visitor, "Utiliser une clé de sécurité")
    visitor.go(FACTORS)
    visitor.expect_at(FACTORS)


def test_a_key_locks_the_screen_and_what_was_being_typed_comes_back(come, sound):
    visitor = come("redacteur")
    prove_mail(visitor)
    set_an_application_up(visitor)
    path = "/difficultes/signaler/?texte=instruction-2011&edition=2011-11-10&clause=IV-3"
    visitor.go(path)
    visitor.page.locator("main textarea").first.fill("Une remarque que personne n’a encore envoyée.")
    visitor.page.keyboard.press("Control+Alt+l")
    visitor.expect_at("/compte/verrou/")
    expect(visitor.page.get_by_text("Rédaction")).to_have_count(0)
    sound(look_at(visitor, "/compte/verrou/?next=/fiches/"))
    visitor.go("/admin/")
    expect(visitor.page.locator("#id_proof")).to_be_visible()
    unlock(visitor, "/compte/saisie-gardee/")
    sound(look_at(visitor, "/compte/saisie-gardee/"))
    expect(visitor.page.locator(".typed")).to_contain_text("Une remarque que personne n’a encore envoyée.")
    press(visitor, "Envoyer ces réponses")
    visitor.page.keyboard.press("Control+Alt+l")
    expect(visitor.page.locator("#id_proof")).to_be_visible()


def test_a_locked_fiche_keeps_in_its_draft_what_was_being_typed(come):
    visitor = come("medecin")
    prove_mail(visitor)
    set_an_application_up(visitor)
    page, base = begun(visitor)
    step = page.url.removeprefix(base).strip("/")
    answer = write(page, step, 1)
    page.keyboard.press("Control+Alt+l")
    expect(page.locator("#id_proof")).to_be_visible()
    page.locator("#id_proof").fill(running.PASSWORD)
    press(visitor, "Déverrouiller")
    assert written(page, step) == answer


def test_the_other_tabs_leave_with_the_one_that_is_locked(come):
    visitor = come("valideur")
    prove_mail(visitor)
    set_an_application_up(visitor)
    visitor.go("/fiches/vierges/")
    other = visitor.context.new_page()
    other.goto(visitor.site.url + "/glossaire/")
    visitor.page.keyboard.press("Control+Alt+l")
    expect(visitor.page.locator("#id_proof")).to_be_visible()
    expect(other.locator("#id_proof")).to_be_visible()


def test_a_screen_that_nobody_touches_locks_by_itself(come):
    visitor = come("administrateur")
    visitor.page.clock.install()
    prove_mail(visitor)
    set_an_application_up(visitor)
    visitor.go("/fiches/vierges/")
    visitor.page.clock.run_for(29 * 60_000)
    expect(visitor.page.locator("form[data-lock]").first).to_be_attached()
    visitor.page.clock.run_for(2 * 60_000)
    expect(visitor.page.locator("#id_proof")).to_be_visible()


def test_the_desk_locks_by_its_menu_by_the_same_key_and_by_itself_with_what_an_editor_typed(come):
    visitor = come("administratrice")
    visitor.page.clock.install()
    prove_mail(visitor)
    set_an_application_up(visitor)
    visitor.go("/admin/users/")
    visitor.page.keyboard.press("Control+Alt+l")
    unlock(visitor, "/admin/users/")
    visitor.page.get_by_role("link", name="Verrouiller l’écran").click()
    unlock(visitor, "/admin/users/")
    visitor.go("/admin/users/new/")
    box = visitor.page.locator("#id_first_name")
    box.press_sequentially("Exemple")
    visitor.page.clock.run_for(29 * 60_000)
    expect(box).to_have_value("Exemple")
    visitor.page.clock.run_for(2 * 60_000)
    unlock(visitor, "/compte/saisie-gardee/")
    expect(visitor.page.locator(".typed")).to_contain_text("Exemple")
