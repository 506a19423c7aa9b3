"""Passwords: long, of any signs, exactly as typed, and not made of the words of the house."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.passwords import HouseWordsValidator
from tests.conftest import PASSWORD

DOOR = "/compte/connexion/"


@pytest.mark.parametrize(
    "password",
    ["Portail-Etrangers-2026", "médecin.ARS.2026!", "OfiiPrefecture75", "motdepassemotdepasse1", "Dossier Avis Fiche"],
)
def test_words_of_the_house_make_no_password(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_of_the_house" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", ["le médecin du troisième étage", "quatre paris tenus", "Xq7!vT9#kLm2$wZe"])
def test_a_word_of_the_house_among_others_is_no_fault(password):
    validate_password(password)


def test_the_letters_of_one_s_own_are_counted_at_the_limit():
    validator = HouseWordsValidator()
    validator.validate("portail-abcdef-1")
    with pytest.raises(ValidationError):
        validator.validate("portail-abcde-12")


@pytest.mark.parametrize(
    "password", ["seulement des petites lettres", "Ελληνικές λέξεις εδώ", "🦉 hibou 🦉 hibou 🦉", "a1 " * 60]
)
def test_no_sign_is_asked_for_and_none_is_refused(password):
    validate_password(password)


@pytest.mark.parametrize("password", ["password1234", "123456789012"])
def test_what_everybody_types_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_password_counts_exactly_as_it_was_typed(client, db):
    typed = " Une phrase, avec des espaces au bord "
    get_user_model().objects.create_user("essai", password=typed)
    for near in (typed.strip(), typed.lower(), typed[:-1]):
        client.post(DOOR, {"login": "essai", "password": near})
        assert "_auth_user_id" not in client.session
    client.post(DOOR, {"login": "essai", "password": typed})
    assert "_auth_user_id" in client.session


def test_the_field_is_masked_and_open_to_a_safe_of_passwords(client, db):
    page = client.get(DOOR).content.decode()
    field = re.search(r'<input[^>]*name="password"[^>]*>', page).group()
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "maxlength" not in field
    assert "onpaste" not in page


def test_a_password_is_changed_by_who_types_the_present_one(signed_in, accounts):
    new = {"password1": "une phrase toute neuve", "password2": "une phrase toute neuve"}
    for present, changed in (("", False), ("une phrase fausse", False), (PASSWORD, True)):
        signed_in("medecin").post("/compte/mot-de-passe/", new | {"oldpassword": present})
        accounts["medecin"].refresh_from_db()
        assert accounts["medecin"].check_password("une phrase toute neuve") is changed


def test_the_key_of_a_session_changes_with_its_rights(accounts, client):
    session = client.session
    session["avant"] = True
    session.save()
    before = session.session_key
    client.post(DOOR, {"login": "medecin", "password": PASSWORD})
    assert client.session.session_key != before
    assert not client.session.exists(before)
