"""A grave act asks who is there, long after the sign-in: one page, and what was asked for is done."""

import pytest
from playwright.sync_api import expect

from tests.browser import running
from tests.browser.test_screens import errors_of, sound  # noqa: F401 - fixtures
from tests.browser.touring import look_here

#: Every session open at that moment proved who is there an hour ago.
AGED = """
from django.contrib.sessions.models import Session
from portal.accounts.sessions import SessionStore
for row in Session.objects.all():
    store = SessionStore(row.session_key)
    for record in store.get("account_authentication_methods", []):
        record["at"] -= 3600
    store.modified = True
    store.save()
"""


@pytest.fixture
def person(own_site, visit):
    """Function that opens a browser of its own, signed in with the password."""

    def come(username):
        visitor = visit(at=own_site)
        visitor.sign_in(username, running.PASSWORD)
        return visitor

    return come


def prove(visitor, words):
    visitor.page.get_by_label("Mot de passe, ou code de votre application").fill(words)
    return visitor.follow(visitor.page.get_by_role("button", name="Confirmer et continuer"))


def test_ending_one_s_other_sessions_asks_for_the_password_on_one_page(own_site, person, sound):
    lost, here = person("ofii-medecin-4"), person("ofii-medecin-4")
    running.manage(own_site.data, "shell", "-c", AGED)
    here.go("/compte/sessions/")
    asked = here.follow(here.page.get_by_role("button", name="Fermer toutes les autres"))
    sound(look_here(here, asked), 403)
    expect(here.page.get_by_label("Mot de passe, ou code de votre application")).to_be_focused()
    sound(look_here(here, prove(here, "ce-n’est-pas-cela")), 422)
    prove(here, running.PASSWORD)
    here.expect_at("/compte/sessions/")
    expect(here.page.get_by_role("button", name="Fermer toutes les autres")).to_have_count(0)
    lost.go("/compte/sessions/")
    expect(lost.page.get_by_label("Mot de passe")).to_be_visible()


def test_a_file_comes_from_the_page_that_follows_the_proof(own_site, person, sound):
    visitor = person("auditeur")
    running.manage(own_site.data, "shell", "-c", AGED)
    visitor.go("/journal/ars-val-d-essai/")
    asked = visitor.follow(visitor.page.get_by_role("button", name="Exporter en CSV"))
    sound(look_here(visitor, asked), 403)
    sound(look_here(visitor, prove(visitor, running.PASSWORD)))
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="Télécharger le fichier").click()
    assert taken.value.suggested_filename == "journal-ars-val-d-essai.csv"
    visitor.follow(visitor.page.get_by_role("link", name="Revenir à la page"))
    visitor.expect_at("/journal/ars-val-d-essai/")


def test_what_an_administrator_typed_at_the_desk_is_done_after_the_proof(own_site, person):
    visitor = person("administrateur")
    visitor.go("/admin/users/new/")
    for name in ("username", "first_name", "last_name"):
        visitor.page.locator(f"#id_{name}").fill(f"preuve-{name}")
    visitor.page.locator("#id_email").fill("preuve@exemple.invalid")
    running.manage(own_site.data, "shell", "-c", AGED)
    visitor.follow(visitor.page.locator("main form button[type=submit]").last)
    prove(visitor, running.PASSWORD)
    visitor.expect_at("/admin/users/")
    expect(visitor.page.get_by_text("preuve-last_name").first).to_be_visible()
