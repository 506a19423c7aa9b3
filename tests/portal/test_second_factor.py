"""A stolen password opens nothing: a session reaches its pages once it has shown a second factor, and by itself."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client

from forms_app.models import JournalEvent
from portal.accounts import strength
from portal.models import OpenSession
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
SIGN_IN, FIRST = "/compte/connexion/", "/compte/premier-facteur/"
APPLICATION = "/compte/seconds-facteurs/application/"
OWN = "/compte/mot-de-passe/"
NOW = 1_800_000_000


def code_of(secret, at=None, steps=0):
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30 + steps))


def secret_of(user):
    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


def sign_in(browser, username, password=PASSWORD):
    return browser.post(SIGN_IN, {"login": username, "password": password})


def mailed_code():
    return re.search(r"^ {4}(\d{4} \d{4})$", mail.outbox[-1].body, re.M).group(1)


def prove_mail(browser):
    browser.post(f"{FIRST}code/")
    return browser.post(f"{FIRST}code/", {"code": mailed_code()})


def enrol(browser, username):
    """Go through the first sign-in, as a person does; returns the secret."""
    sign_in(browser, username)
    prove_mail(browser)
    page = browser.get(APPLICATION).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    browser.post(APPLICATION, {"code": code_of(secret)})
    return secret


@pytest.fixture
def person(accounts):
    return accounts["medecin"]


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.mark.parametrize("username", ["medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur"])
def test_a_password_alone_leads_every_role_to_the_second_factor(username, accounts, client):
    sign_in(client, username)
    for path in ("/fiches/", "/dossiers/", "/admin/", OWN, "/difficultes/", "/administration/"):
        assert client.get(path).headers["Location"].startswith(FIRST), path


def test_a_password_alone_reads_the_open_texts_as_nobody(person, client):
    sign_in(client, "medecin")
    page = client.get("/references/")
    assert page.status_code == 200
    assert str(person) not in page.content.decode()


def test_a_first_factor_is_not_set_up_by_a_password_alone(person, client):
    sign_in(client, "medecin")
    for path in (
        APPLICATION,
        "/compte/seconds-facteurs/cle/",
        "/compte/codes-de-secours/",
        "/compte/seconds-facteurs/",
    ):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith(FIRST), path
    client.post("/compte/confirmer-identite/", {"password": PASSWORD})
    client.post(APPLICATION, {"code": "123456"})
    assert not Authenticator.objects.exists()


def test_a_first_factor_is_set_up_with_the_code_sent_to_the_account(person, client):
    secret = enrol(client, "medecin")
    assert client.get(OWN).status_code == 200
    assert secret_of(person) == secret
    assert mail.outbox[0].to == [person.email]


def test_the_code_of_the_mail_serves_once_and_in_its_own_session(person, client):
    sign_in(client, "medecin")
    client.post(f"{FIRST}code/")
    other = Client()
    sign_in(other, "medecin")
    assert other.post(f"{FIRST}code/", {"code": mailed_code()}).status_code == 422
    assert client.post(f"{FIRST}code/", {"code": mailed_code()}).status_code == 302
    assert client.post(f"{FIRST}code/", {"code": mailed_code()}).status_code == 422


def test_the_sixth_wrong_code_of_a_mail_is_refused_even_if_it_is_right(person, client):
    sign_in(client, "medecin")
    client.post(f"{FIRST}code/")
    for _ in range(5):
        client.post(f"{FIRST}code/", {"code": "0000000"})
    assert client.post(f"{FIRST}code/", {"code": mailed_code()}).status_code == 422


@pytest.mark.parametrize(("seconds", "taken"), [(10 * 60 - 1, True), (10 * 60, False)])
def test_a_code_by_mail_lives_ten_minutes(seconds, taken, person, client, clock):
    sign_in(client, "medecin")
    client.post(f"{FIRST}code/")
    clock.move_to(NOW + seconds, tick=False)
    assert (client.post(f"{FIRST}code/", {"code": mailed_code()}).status_code == 302) is taken


def test_a_proof_by_mail_ends_after_a_quarter_of_an_hour(person, client, clock):
    sign_in(client, "medecin")
    prove_mail(client)
    clock.move_to(NOW + 14 * 60, tick=False)
    assert client.get(APPLICATION).status_code == 200
    clock.move_to(NOW + 16 * 60, tick=False)
    assert client.get(APPLICATION).status_code == 302


def test_once_there_the_factor_is_asked_for_before_any_session_opens(person, client):
    secret = enrol(Client(), "medecin")
    assert sign_in(client, "medecin").headers["Location"] == "/compte/connexion/code/"
    assert client.get(OWN).headers["Location"].startswith(SIGN_IN)
    assert client.post("/compte/connexion/code/", {"code": code_of(secret, steps=1)}).status_code == 302
    assert client.get(OWN).status_code == 200


def test_what_counts_is_what_the_session_did_not_what_its_person_has(person, client):
    sign_in(client, "medecin")  # half open, before the factor exists
    other = Client()
    enrol(other, "medecin")
    assert client.get(OWN).headers["Location"].startswith(SIGN_IN)  # and ended by the change
    assert other.get(OWN).status_code == 200


def test_a_code_serves_once(person, clock):
    secret = enrol(Client(), "medecin")
    clock.move_to(NOW + 90, tick=False)
    said = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, "medecin")
        browser.post("/compte/connexion/code/", {"code": code_of(secret)})
        said.append(browser.get(OWN).status_code)
    assert said == [200, 302]


def test_the_code_that_set_the_application_up_does_not_sign_in(person, clock):
    secret = enrol(Client(), "medecin")
    browser = Client()
    sign_in(browser, "medecin")
    browser.post("/compte/connexion/code/", {"code": code_of(secret)})
    assert browser.get(OWN).status_code == 302


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_taken_one_step_around_its_own(steps, opens, person, clock):
    secret = enrol(Client(), "medecin")
    clock.move_to(NOW + 600, tick=False)
    browser = Client()
    sign_in(browser, "medecin")
    browser.post("/compte/connexion/code/", {"code": code_of(secret, steps=steps)})
    assert (browser.get(OWN).status_code == 200) is opens


def test_a_code_older_than_the_last_one_taken_is_refused(person, clock):
    secret = enrol(Client(), "medecin")
    clock.move_to(NOW + 600, tick=False)
    said = []
    for steps in (1, 0):
        browser = Client()
        sign_in(browser, "medecin")
        browser.post("/compte/connexion/code/", {"code": code_of(secret, steps=steps)})
        said.append(browser.get(OWN).status_code)
    assert said == [200, 302]


def test_the_sixth_wrong_code_in_five_minutes_is_refused_even_if_the_next_is_right(person, clock):
    secret = enrol(Client(), "medecin")
    clock.move_to(NOW + 120, tick=False)
    browser = Client()
    sign_in(browser, "medecin")
    for _ in range(5):
        browser.post("/compte/connexion/code/", {"code": "000000"})
    browser.post("/compte/connexion/code/", {"code": code_of(secret)})
    assert browser.get(OWN).status_code == 302


def test_recovery_codes_are_shown_once_and_each_serves_once(person, client):
    enrol(client, "medecin")
    shown = re.findall(r"<li>(\d{10})</li>", client.get("/compte/codes-de-secours/").content.decode())
    assert len(shown) == 10
    assert not re.search(shown[0], client.get("/compte/codes-de-secours/").content.decode())
    said = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, "medecin")
        browser.post("/compte/connexion/code/", {"code": shown[0]})
        said.append(browser.get(OWN).status_code)
    assert said == [200, 302]


def test_no_secret_is_readable_in_the_rows(person, client):
    secret = enrol(client, "medecin")
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "gAAAA" in kept  # sealed


def test_a_secret_that_waits_for_its_first_code_is_sealed_in_the_session(person, client):
    sign_in(client, "medecin")
    prove_mail(client)
    page = client.get(APPLICATION).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    assert secret not in str(dict(client.session.items()))
    assert secret == re.search(r'"secret">([A-Z2-7 ]+)<', client.get(APPLICATION).content.decode()).group(1).replace(
        " ", ""
    )


def test_a_person_without_any_factor_left_sets_one_up_before_anything_else(person, client, clock):
    enrol(client, "medecin")
    clock.move_to(NOW + 120, tick=False)
    client.post("/compte/confirmer-identite/", {"password": PASSWORD})
    client.post("/compte/seconds-facteurs/application/retirer/")
    assert not Authenticator.objects.exists()
    assert client.get(OWN).headers["Location"].startswith(FIRST)
    assert client.get(APPLICATION).status_code == 200


def test_every_change_is_told_to_the_person_and_to_the_journal(person, client, clock):
    enrol(client, "medecin")
    clock.move_to(NOW + 120, tick=False)
    client.post("/compte/confirmer-identite/", {"password": PASSWORD})
    client.post("/compte/codes-de-secours/nouveaux/")
    client.post("/compte/seconds-facteurs/application/retirer/")
    acts = list(JournalEvent.objects.about(person).values_list("act", flat=True))
    assert acts == ["factor-added", "recovery-codes-made", "recovery-codes-made", "factor-removed"]
    assert [message.subject.partition(" : ")[2] for message in mail.outbox[1:]] == ["vos seconds facteurs"] * 3


def test_a_change_of_factor_ends_the_other_sessions(person, client, clock):
    secret = enrol(client, "medecin")
    clock.move_to(NOW + 120, tick=False)
    other = Client()
    sign_in(other, "medecin")
    other.post("/compte/connexion/code/", {"code": code_of(secret)})
    client.post("/compte/confirmer-identite/", {"password": PASSWORD})
    client.post("/compte/seconds-facteurs/application/retirer/")
    assert other.get(OWN).headers["Location"].startswith(SIGN_IN)
    assert OpenSession.objects.count() == 1


def test_only_a_demonstration_does_without_and_it_says_so(person, client, settings):
    settings.PORTAL_SECOND_FACTOR = False
    assert strength.demanded()
    settings.PORTAL_DEMO = True
    assert not strength.demanded()
    sign_in(client, "medecin")
    page = client.get(OWN)
    assert page.status_code == 200
    assert "connexion en une étape" in page.content.decode()


def test_a_demonstration_may_show_the_second_step(person, client, settings):
    settings.PORTAL_DEMO = True
    sign_in(client, "medecin")
    assert client.get(OWN).headers["Location"].startswith(FIRST)
