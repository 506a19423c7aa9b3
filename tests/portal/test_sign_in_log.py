"""The technical log tells each sign-in and each refusal, with nothing of what was typed and no line that is forged."""

import logging

import pytest

from tests.conftest import PASSWORD
from tests.portal.test_second_factor import NOW, code_of, enrol, sign_in

DOOR = "/compte/connexion/"
TYPED = "un-nom-qui-est-peut-etre-un-mot-de-passe"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="portal.sign_in")
    return lambda: [each.getMessage() for each in caplog.records if each.name == "portal.sign_in"]


def test_a_sign_in_leaves_the_number_of_the_account_and_no_name(accounts, client, lines):
    client.post(DOOR, {"login": "medecin", "password": PASSWORD})
    said = lines()
    assert [line for line in said if line.startswith(f"Session opened for account {accounts['medecin'].pk} from ")]
    assert "medecin" not in " ".join(said)
    assert "127.0.0.1" not in " ".join(said)


@pytest.mark.parametrize("name", ["medecin", TYPED])
def test_a_refusal_leaves_one_line_alike_whoever_exists(name, accounts, client, lines):
    client.post(DOOR, {"login": name, "password": TYPED})
    (line,) = lines()
    assert line.startswith("Sign-in refused from ")
    assert name not in line
    assert TYPED not in line


def test_two_refusals_from_one_place_look_alike_and_from_another_do_not(accounts, client, lines):
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        client.post(DOOR, {"login": "medecin", "password": TYPED}, REMOTE_ADDR=address)
    first, second, third = lines()
    assert first == second != third


def test_behind_one_proxy_the_place_is_the_one_that_the_proxy_tells(accounts, client, lines, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for forged in ("198.51.100.7, 192.0.2.1", "198.51.100.8, 192.0.2.1"):
        client.post(DOOR, {"login": "medecin", "password": TYPED}, headers={"X-Forwarded-For": forged})
    first, second = lines()
    assert first == second


def test_what_one_may_not_open_is_refused_and_logged(signed_in, caplog):
    answer = signed_in("medecin").get("/admin/")
    assert answer.status_code == 403
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert (record.levelname, record.getMessage()) == ("WARNING", "Forbidden (Permission denied): /admin/")


def test_an_address_cannot_write_a_line_of_the_log(client, db, caplog):
    client.get("/rien%0AERROR%20une%20ligne%20fausse/")
    assert caplog.records
    assert not [each for each in caplog.records if "\n" in each.getMessage()]


def test_a_second_factor_taken_leaves_its_kind_and_the_number_of_the_account(accounts, client, lines, time_machine):
    time_machine.move_to(NOW, tick=False)
    secret = enrol(client, "medecin")
    client.post("/compte/deconnexion/")
    time_machine.move_to(NOW + 180, tick=False)
    sign_in(client, "medecin")
    client.post("/compte/connexion/code/", {"code": code_of(secret)})
    start = f"Second factor totp shown by account {accounts['medecin'].pk} from "
    shown = [line for line in lines() if line.startswith(start)]
    assert len(shown) == 2  # when it was set up, and at the sign-in
    assert secret not in " ".join(lines())
