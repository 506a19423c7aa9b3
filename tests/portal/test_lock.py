"""A machine that somebody else may reach: sessions lock, end and are listed, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from forms_app.models import JournalEvent
from portal.models import OpenSession
from tests.conftest import PASSWORD
from tests.portal.test_second_factor import NOW, code_of, enrol, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
OWN, LOCKED = "/compte/mot-de-passe/", "/compte/verrou/"
TYPED = {"answer": "une réponse assez longue", "csrfmiddlewaretoken": "x"}


@pytest.fixture
def browser(signed_in):
    return signed_in("medecin")


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def after(clock, **later):
    clock.move_to(NOW + timedelta(**later).total_seconds(), tick=False)


def unlock(browser, proof=PASSWORD, **more):
    return browser.post(LOCKED, {"proof": proof, **more})


def test_a_locked_screen_shows_nothing_and_the_password_opens_it_where_it_was(browser):
    answer = browser.post("/compte/verrouiller/", {"next": OWN})
    assert answer.headers["Location"] == f"{LOCKED}?next=%2Fcompte%2Fmot-de-passe%2F"
    for path in (OWN, "/fiches/", "/difficultes/"):
        assert browser.get(path).headers["Location"].startswith(LOCKED), path
    assert unlock(browser, next=OWN).headers["Location"] == OWN
    assert browser.get(OWN).status_code == 200


def test_a_locked_screen_reads_the_open_texts_as_nobody(browser):
    browser.post("/compte/verrouiller/")
    page = browser.get("/references/").content.decode()
    assert "Camille Aubrac" not in page
    assert "Déverrouiller" in page


@pytest.mark.parametrize("proof", ["", "ce-n’est-pas-cela", "123456", "ＡＢＣ", "\x00"])
def test_a_wrong_proof_leaves_the_screen_locked(proof, browser):
    browser.post("/compte/verrouiller/")
    assert unlock(browser, proof).status_code == 422
    assert browser.get(OWN).status_code == 302


def test_the_sixth_wrong_proof_is_refused_even_if_the_next_is_right(browser):
    browser.post("/compte/verrouiller/")
    for _ in range(5):
        unlock(browser, "ce-n’est-pas-cela")
    assert unlock(browser).status_code == 422


def test_a_code_of_the_second_factor_opens_the_screen_once(accounts, clock):
    browser = Client()
    secret = enrol(browser, "medecin")
    after(clock, minutes=3)
    code = code_of(secret)
    said = []
    for _ in range(2):
        browser.post("/compte/verrouiller/")
        said.append(unlock(browser, f"{code[:3]} {code[3:]}").status_code)
    assert said == [302, 422]


def test_unlocking_never_leads_to_another_host(browser):
    browser.post("/compte/verrouiller/", {"next": "//evil.example/"})
    assert unlock(browser, next="//evil.example/").headers["Location"] == "/"


@pytest.mark.parametrize(("minutes", "locked"), [(29, False), (30, True)])
def test_a_screen_left_for_half_an_hour_locks_by_itself(minutes, locked, clock, browser):
    after(clock, minutes=minutes)
    assert (browser.get(OWN).status_code == 302) is locked


def test_a_page_asked_for_puts_the_lock_off(clock, browser):
    for minutes in (20, 40, 60):
        after(clock, minutes=minutes)
        assert browser.get(OWN).status_code == 200


@pytest.mark.parametrize(("minutes", "open_still"), [(719, True), (720, False)])
def test_a_session_ends_after_twelve_hours_whatever_happened_in_it(minutes, open_still, clock, browser, settings):
    settings.PORTAL_IDLE_MINUTES = 100_000
    after(clock, minutes=400)
    browser.get(OWN)
    session = browser.session
    session["touched"] = True
    session.save()
    after(clock, minutes=minutes)
    assert (browser.get(OWN).status_code == 200) is open_still


def test_unlocking_does_not_lengthen_the_twelve_hours(clock, browser):
    after(clock, hours=11, minutes=50)
    browser.get(OWN)
    unlock(browser)
    assert browser.get(OWN).status_code == 200
    after(clock, hours=12)
    assert browser.get(OWN).headers["Location"].startswith("/compte/connexion/")


def test_a_form_sent_after_the_lock_is_kept_sealed_and_sent_again(clock, browser):
    path = "/difficultes/signaler/?texte=instruction-2011"
    after(clock, minutes=45)
    assert browser.post(path, TYPED).headers["Location"] == LOCKED
    kept = bytes(OpenSession.objects.get().kept)
    assert "réponse".encode() not in kept
    assert unlock(browser).headers["Location"] == "/compte/saisie-gardee/"
    page = browser.get("/compte/saisie-gardee/").content.decode()
    assert f'action="{path}"' in page
    assert page.count("une réponse assez longue") == 2
    assert "csrfmiddlewaretoken" not in page.partition("<textarea")[2].partition("</form>")[0]


def test_the_lock_takes_what_is_being_typed_with_it(browser):
    answer = browser.post("/difficultes/signaler/", TYPED | {"_verrouiller": "1"})
    assert answer.headers["Location"] == LOCKED
    unlock(browser)
    assert "une réponse assez longue" in browser.get("/compte/saisie-gardee/").content.decode()


def test_what_was_kept_is_let_go_when_asked(browser):
    browser.post("/difficultes/signaler/", TYPED | {"_verrouiller": "1"})
    unlock(browser)
    assert browser.post("/compte/saisie-gardee/").headers["Location"] == "/difficultes/signaler/"
    assert browser.get("/compte/saisie-gardee/").status_code == 404


def test_a_password_typed_when_the_screen_has_locked_is_kept_nowhere(clock, browser):
    after(clock, minutes=45)
    browser.post(OWN, {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})
    assert bytes(OpenSession.objects.get().kept) == b""


def test_a_form_too_long_to_be_kept_is_no_error(browser):
    answer = browser.post("/difficultes/signaler/", {"answer": "a" * 600_000, "_verrouiller": "1"})
    assert answer.status_code == 302
    assert bytes(OpenSession.objects.get().kept) == b""


def test_a_lock_is_not_lost_by_another_tab_that_writes_the_session(browser):
    other_tab = browser.session
    browser.post("/compte/verrouiller/")
    other_tab["theme"] = "sombre"
    other_tab.save()
    assert browser.get(OWN).status_code == 302


def test_one_sees_one_s_own_sessions_and_ends_them(accounts, browser):
    other = Client()
    other.force_login(accounts["medecin"])
    stranger = Client()
    stranger.force_login(accounts["secretariat"])
    page = browser.get("/compte/sessions/").content.decode()
    assert page.count("<tr") == 3  # the head and two
    row = OpenSession.objects.get(session_key=other.session.session_key)
    assert stranger.post(f"/compte/sessions/{row.pk}/").status_code == 404
    assert browser.post(f"/compte/sessions/{row.pk}/").status_code == 302
    assert other.get(OWN).headers["Location"].startswith("/compte/connexion/")
    assert stranger.get(OWN).status_code == 200
    assert JournalEvent.objects.get(act="session-ended").actor == accounts["medecin"]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("curl/8", ""),
    ],
)
def test_a_session_is_recognised_by_its_browser_and_its_system(agent, said, accounts):
    sign_in(Client(HTTP_USER_AGENT=agent), "medecin")
    assert OpenSession.objects.get().browser == said


def test_the_list_of_sessions_costs_the_same_whatever_their_number(accounts, browser, django_assert_max_num_queries):
    browser.get("/compte/sessions/")
    with django_assert_max_num_queries(50) as few:
        browser.get("/compte/sessions/")
    for _ in range(5):
        Client().force_login(accounts["medecin"])
    with django_assert_max_num_queries(len(few)):
        browser.get("/compte/sessions/")


def test_all_the_others_end_at_once_and_this_one_stays(accounts, browser):
    others = [Client(), Client()]
    for other in others:
        other.force_login(accounts["medecin"])
    browser.post("/compte/sessions/autres/")
    assert browser.get(OWN).status_code == 200
    assert [other.get(OWN).status_code for other in others] == [302, 302]
    assert Session.objects.count() == OpenSession.objects.count() == 1


def test_signing_out_removes_what_says_that_the_session_is_open(browser):
    browser.post("/compte/deconnexion/")
    assert not OpenSession.objects.exists()


def test_a_session_without_the_row_that_says_it_is_open_is_nobody_s(browser):
    OpenSession.objects.all().delete()
    assert browser.get(OWN).headers["Location"].startswith("/compte/connexion/")


def test_a_locked_screen_leads_the_sign_in_to_its_own_door(browser):
    browser.post("/compte/verrouiller/")
    assert browser.get("/compte/connexion/?next=/fiches/").headers["Location"] == f"{LOCKED}?next=%2Ffiches%2F"


def test_nothing_is_locked_by_a_request_without_a_token(accounts):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(accounts["medecin"])
    assert browser.post("/difficultes/signaler/", {"_verrouiller": "1"}).status_code == 403
    assert browser.get(OWN).status_code == 200


def test_who_signs_in_over_a_locked_screen_of_another_opens_a_session_of_their_own(accounts, browser):
    browser.post("/compte/verrouiller/")
    browser.post("/compte/deconnexion/")
    sign_in(browser, "secretariat")
    assert OpenSession.objects.get().user == accounts["secretariat"]
