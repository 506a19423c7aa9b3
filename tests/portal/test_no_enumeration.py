"""Nothing about who has an account can be read from an answer, or from how long it takes."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from portal.views import doors
from tests.portal.test_second_factor import SIGN_IN, enrol

pytestmark = pytest.mark.django_db
RESET = "/compte/mot-de-passe/oublie/"


@pytest.fixture
def hashed(monkeypatch):
    """How many passwords were hashed, the one thing of a sign-in that takes long."""
    counted = []
    known = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **more: counted.append(1) or known(*args, **more))
    return counted


def said(name):
    answer = Client().post(SIGN_IN, {"login": name, "password": "ce-n’est-pas-cela"})
    return answer.status_code, answer.content.decode().replace(name, "…").split("csrfmiddleware")[0]


@pytest.mark.parametrize("name", ["medecin", "inconnue", "fermee"])
def test_a_name_known_unknown_or_closed_costs_one_hash(name, accounts, hashed):
    accounts["auditeur"].username, accounts["auditeur"].is_active = "fermee", False
    accounts["auditeur"].save()
    hashed.clear()
    said(name)
    assert len(hashed) == 1


def test_an_account_with_a_second_factor_is_answered_like_one_without(accounts):
    enrol(Client(), "medecin")
    assert said("medecin") == said("secretariat") == said("inconnue")


@pytest.mark.parametrize("address", ["medecin@exemple.invalid", "inconnue@exemple.invalid", "pas une adresse"])
@pytest.mark.parametrize(("took", "waits"), [(0.0, 0.25), (0.2, 0.05), (0.25, 0.0), (0.9, 0.0)])
def test_a_new_password_is_asked_for_in_one_time_whoever_asks(address, took, waits, accounts, monkeypatch):
    clock, waited = iter((100.0, 100.0 + took)), []
    monkeypatch.setattr(doors, "monotonic", lambda: next(clock))
    monkeypatch.setattr(doors, "sleep", waited.append)
    Client().post(RESET, {"email": address})
    assert waited == [pytest.approx(waits)]


def test_the_page_that_asks_for_the_address_does_not_wait(accounts, monkeypatch):
    monkeypatch.setattr(doors, "sleep", lambda seconds: pytest.fail("waited"))
    assert Client().get(RESET).status_code == 200
