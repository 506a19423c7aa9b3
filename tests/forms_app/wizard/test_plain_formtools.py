"""Formtools as it comes fails the same lines: each test here is a loss that the product's own wizard does not have."""

import pytest
from django.test import Client

from tests.forms_app.wizard import plain


@pytest.fixture
def window(physician, settings):
    settings.ROOT_URLCONF = "tests.forms_app.wizard.plain"
    settings.LOGIN_URL = "/connexion/"
    plain.FINISHED.clear()
    client = Client()
    client.force_login(physician)
    client.get("/plain/demande/")
    return client


def post(client, step, **typed):
    fields = {f"{step}-{name}": value for name, value in typed.items() if name != "wizard_goto_step"}
    goto = {name: value for name, value in typed.items() if name == "wizard_goto_step"}
    return client.post(f"/plain/{step}/", fields | goto | {"plain_wizard-current_step": step})


def test_going_elsewhere_forgets_what_was_typed(window):
    post(window, "demande", registered_on="14/11/2016", wizard_goto_step="identite")
    assert "14/11/2016" not in window.get("/plain/demande/").content.decode()


def test_an_invalid_answer_is_forgotten_at_the_next_look(window):
    assert "31/02/2016" in post(window, "demande", registered_on="31/02/2016").content.decode()
    assert "31/02/2016" not in window.get("/plain/demande/").content.decode()


def test_two_fiches_in_two_windows_are_mixed(window):
    post(window, "identite", person="Premier Essai")
    post(window, "identite", person="Second Essai")  # another fiche, in another window of the same browser
    assert "Premier Essai" not in window.get("/plain/identite/").content.decode()


def test_what_is_typed_when_the_session_ended_is_gone(window, physician):
    del window.cookies["sessionid"]
    post(window, "identite", person="Ayoub Essai")
    window.force_login(physician)
    assert "Ayoub Essai" not in window.get("/plain/identite/").content.decode()


def test_two_visits_to_the_end_finish_twice(window):
    for _ in range(2):
        post(window, "demande", registered_on="14/11/2016")
        post(window, "identite", person="Ayoub Essai")
        post(window, "gravite", gravity="can")
        window.get("/plain/done/")
    assert len(plain.FINISHED) == 2


def test_after_the_end_nothing_is_left_to_come_back_to(window):
    post(window, "demande", registered_on="14/11/2016")
    post(window, "identite", person="Ayoub Essai")
    post(window, "gravite", gravity="can")
    window.get("/plain/done/")
    assert "Ayoub Essai" not in window.get("/plain/identite/").content.decode()
