"""There is one sign-in: the other doors lead to it, it tells nothing about who exists, and it tires."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.conftest import PASSWORD, make_account

SIGN_IN = "/compte/connexion/"
RIGHT = {"username": "medecin", "login": "medecin", "password": PASSWORD}


@pytest.fixture
def physician(db):
    return make_account("medecin")


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/admin/password_reset/"])
def test_a_right_password_at_another_door_opens_no_session(door, physician, client):
    response = client.post(door, RIGHT)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/compte/")
    assert "sessionid" not in client.cookies


def test_the_one_door_opens_a_session(physician, client):
    assert client.post(SIGN_IN, RIGHT).status_code == 302
    assert client.session["_auth_user_id"] == str(physician.pk)


def test_a_door_keeps_a_destination_of_ours_and_drops_a_foreign_one(client, db):
    assert client.get("/admin/login/?next=/admin/pages/").headers["Location"] == f"{SIGN_IN}?next=/admin/pages/"
    assert client.get("/admin/login/?next=//evil.example/").headers["Location"] == SIGN_IN


def test_signing_in_never_leads_to_another_host(physician, client):
    response = client.post(f"{SIGN_IN}?next=//evil.example/", RIGHT | {"next": "//evil.example/"})
    assert response.headers["Location"] == "/compte/premier-facteur/?next=%2F"


@pytest.mark.parametrize("path", ["/compte/inscription/", "/compte/signup/", "/accounts/signup/", "/accounts/login/"])
def test_nobody_registers_alone(path, client, db):
    assert client.get(path).status_code == 404
    assert client.post(path, RIGHT).status_code == 404


def test_the_address_of_registration_has_no_name():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_signing_out_takes_a_post(physician, client):
    client.force_login(physician)
    client.get("/compte/deconnexion/")
    assert "_auth_user_id" in client.session
    client.post("/compte/deconnexion/")
    assert "_auth_user_id" not in client.session


def test_a_disabled_account_loses_its_session_at_the_next_request(physician, client):
    client.force_login(physician)
    assert client.get("/compte/mot-de-passe/").status_code == 200
    physician.is_active = False
    physician.save()
    assert client.get("/compte/mot-de-passe/").headers["Location"].startswith(SIGN_IN)


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(physician):
    answers = []
    for name in ("medecin", "inconnue"):
        response = Client().post(SIGN_IN, {"login": name, "password": "ce-n’est-pas-cela"})
        answers.append((response.status_code, response.content.decode().replace(name, "…").split("csrfmiddleware")[0]))
    assert answers[0] == answers[1]


def test_asking_for_a_new_password_says_nothing_about_who_exists(physician):
    answers = []
    for address in (physician.email, "inconnue@exemple.invalid"):
        response = Client().post("/compte/mot-de-passe/oublie/", {"email": address})
        answers.append((response.status_code, response.headers["Location"]))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[physician.email]]


def test_the_sixth_wrong_password_in_five_minutes_is_refused_even_if_the_next_is_right(physician, client):
    for _ in range(5):
        client.post(SIGN_IN, {"login": "medecin", "password": "ce-n’est-pas-cela"})
    client.post(SIGN_IN, RIGHT)
    assert "_auth_user_id" not in client.session


def test_four_wrong_passwords_do_not_lock_a_physician_out(physician, client):
    for _ in range(4):
        client.post(SIGN_IN, {"login": "medecin", "password": "ce-n’est-pas-cela"})
    client.post(SIGN_IN, RIGHT)
    assert "_auth_user_id" in client.session


def test_the_counters_are_shared_by_every_process_and_not_culled_early(settings):
    default = settings.CACHES["default"]
    assert default["BACKEND"].endswith("DatabaseCache")
    assert default["OPTIONS"]["MAX_ENTRIES"] >= 100_000


@pytest.mark.parametrize(
    ("password", "accepted"), [("Onze-caract", False), ("Douze-caract", True), ("123456789012", False)]
)
def test_a_password_has_twelve_characters_that_are_not_all_figures(password, accepted, physician, client):
    client.force_login(physician)
    client.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    physician.refresh_from_db()
    assert physician.check_password(password) is accepted
