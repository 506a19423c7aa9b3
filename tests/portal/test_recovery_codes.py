"""Recovery codes rest as hashes that nothing turns back, are shown on one page once, and former ones stay valid."""

import importlib
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from portal.accounts import codes, recovery
from tests.conftest import PASSWORD
from tests.portal.test_second_factor import OWN, enrol, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
CODES = "/compte/codes-de-secours/"
MIGRATION = importlib.import_module("portal.migrations.0005_hash_recovery_codes")


def shown(browser):
    return re.findall(r"<li>(\d{10})</li>", browser.get(CODES).content.decode())


def row_of(user):
    return Authenticator.objects.get(user=user, type="recovery_codes")


def opens(username, code):
    browser = Client()
    sign_in(browser, username)
    browser.post("/compte/connexion/code/", {"code": code})
    return browser.get(OWN).status_code == 200


@pytest.fixture
def person(accounts):
    return accounts["medecin"]


@pytest.fixture
def seeded(person):
    """The codes as an installation of before kept them, the third one used."""
    Authenticator.objects.create(user=person, type="totp", data={"secret": "sealed"})
    wrapped = RecoveryCodes.activate(person)
    made = wrapped.generate_codes()
    wrapped.mark_as_viewed()
    assert wrapped.validate_code(made[2])
    return made


def test_each_code_is_hashed_under_a_salt_of_its_own_and_no_seed_is_kept(person, client):
    enrol(client, "medecin")
    data = row_of(person).data
    assert set(data) == {"migrated_codes"}
    kept = [one.removeprefix(recovery.HASHED) for one in data["migrated_codes"]]
    assert len({identify_hasher(one).decode(one)["salt"] for one in kept}) == 10
    assert not any(code in str(data) for code in shown(client))


def test_the_codes_are_on_one_page_once_and_sealed_until_then(person, client):
    enrol(client, "medecin")
    waiting = str(dict(client.session.items()))
    found = shown(client)
    assert len(found) == 10 and not any(code in waiting for code in found)
    assert shown(client) == []
    page = client.get(CODES).content.decode()
    assert "Il en reste 10" in page and recovery.HASHED not in page


def test_another_session_of_the_same_person_is_shown_nothing(person, client):
    enrol(client, "medecin")
    other = Client()
    other.force_login(person)
    other.post("/compte/confirmer-identite/", {"password": PASSWORD})
    assert shown(other) == []
    assert len(shown(client)) == 10


def test_a_code_serves_once_spaced_or_not_and_the_others_stay(person, client):
    enrol(client, "medecin")
    first, second, *_ = shown(client)
    assert opens("medecin", f"{first[:5]} {first[5:]}")
    assert not opens("medecin", first)
    assert opens("medecin", second)
    assert len(row_of(person).data["migrated_codes"]) == 8


def test_new_codes_replace_the_former_ones(person, client):
    enrol(client, "medecin")
    former = shown(client)
    client.post("/compte/confirmer-identite/", {"password": PASSWORD})
    client.post(f"{CODES}nouveaux/")
    made = shown(client)
    assert len(made) == 10 and not set(made) & set(former)
    assert not opens("medecin", former[0])
    assert opens("medecin", made[0])


@pytest.mark.parametrize("length", [9, 11])
def test_what_is_no_recovery_code_by_its_length_is_compared_with_none(length, person, client, monkeypatch):
    enrol(client, "medecin")
    asked = []
    monkeypatch.setattr(recovery, "check_password", lambda *given: asked.append(given))
    assert codes.spend(person, "1" * length) is None
    assert asked == []


def test_a_hash_taken_from_the_rows_opens_nothing(person, client):
    enrol(client, "medecin")
    kept = row_of(person).data["migrated_codes"][0]
    assert codes.spend(person, kept) is None
    assert codes.spend(person, kept.removeprefix(recovery.HASHED)) is None


def test_two_who_type_one_code_at_once_are_one(person, client, monkeypatch):
    enrol(client, "medecin")
    code = shown(client)[0]
    compare = recovery.check_password

    def slowly(given, kept):
        right = compare(given, kept)
        if right:
            monkeypatch.setattr(recovery, "check_password", compare)
            assert codes.spend(person, code)
        return right

    monkeypatch.setattr(recovery, "check_password", slowly)
    assert codes.spend(person, code) is None


def test_the_codes_of_before_are_hashed_by_the_migration_and_stay_valid(person, seeded):
    MIGRATION.hash_them(apps, None)
    data = row_of(person).data
    assert "seed" not in data and data["viewed_at"]
    assert len(data["migrated_codes"]) == 9
    Authenticator.objects.filter(type="totp").delete()
    assert codes.spend(person, seeded[2]) is None
    assert codes.spend(person, seeded[3])


def test_a_seed_that_no_key_opens_leaves_no_code_and_stops_nothing(person, seeded):
    row = row_of(person)
    Authenticator.objects.filter(pk=row.pk).update(data=row.data | {"seed": "gAAAAA-another-key"})
    MIGRATION.hash_them(apps, None)
    assert row_of(person).data == {"migrated_codes": []}
