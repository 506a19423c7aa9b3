"""What a fiche refuses carries the headers that protect, and a page that says what to do where a person reads it."""

import pytest
from django.test import Client

from tests.forms_app.wizard.filling import AVIS, posted
from tests.hostile.walking import unprotected

pytestmark = pytest.mark.django_db


def protects(answer, status, words=""):
    assert answer.status_code == status
    assert [*unprotected(answer.headers, signed_in=True)] == []
    assert words in answer.content.decode()


def test_two_windows_that_disagree(begin, browser):
    filling = begin().fill(AVIS)
    other = posted("identite", AVIS["identite"] | {"person": "Autre Essai"})
    answer = browser.post(filling.url("step", "identite"), other | {"version": 0})
    protects(answer, 409, "Autre Essai")
    protects(browser.post(filling.url("autosave"), other | {"etape": "identite", "version": 0}), 409)


def test_a_pause_in_typing_that_names_no_step(begin, browser):
    protects(browser.post(begin().url("autosave"), {}), 400)


def test_a_pause_in_typing_after_the_session_ended(begin, browser):
    filling = begin()
    url, fields = filling.url("autosave"), posted("identite", AVIS["identite"]) | {"etape": "identite"}
    browser.get(filling.url("step", "identite"))
    del browser.cookies["sessionid"]
    answer = browser.post(url, fields)
    assert answer.status_code == 401
    assert "no-store" in answer.headers["Cache-Control"]
    assert [*unprotected(answer.headers, signed_in=False)] == []


def test_a_fiche_that_lost_its_token_shows_what_was_typed(begin, browser):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    fields = posted("identite", AVIS["identite"])
    protects(
        strict.post(begin().url("step", "identite"), fields, headers={"origin": "http://testserver"}),
        403,
        "Ayoub Essai",
    )
