"""Filling without a file: the key is in the browser, and nothing readable stays anywhere else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms_app.models import Draft, Letter
from forms_app.services.fiches import drafts
from guidance import dates
from portal.models import OpenSession
from portal.worker import tick
from tests.forms_app.wizard.filling import AVIS, Filling, hidden, values

pytestmark = pytest.mark.databases
PAGES = ("run", "page", "review", "letter", "letter_pdf", "clear", "delete")


@pytest.fixture
def filling(begin):
    return begin(file="sans")


def test_a_fiche_is_filled_delivered_and_forgotten_without_a_file(filling, browser):
    filling.fill(AVIS)
    filling.deliver(filling.preview())
    assert browser.get(filling.url("letter")).context["delivered"] is True
    assert browser.get(filling.url("letter_pdf")).content.startswith(b"%PDF")
    assert not Draft.objects.filter(pk=filling.run).exists()
    browser.post(filling.url("letter"), {"faire": "oublier"})
    assert not Letter.objects.filter(run=filling.run).exists()
    assert browser.cookies[f"fiche-{filling.run.hex[:8]}"].value == ""


@pytest.mark.parametrize("delivered", [False, True])
def test_without_the_key_of_the_run_nothing_of_it_is_found(delivered, filling, physician):
    filling.fill(AVIS)
    shown = filling.preview()
    if delivered:
        filling.deliver(shown)
    elsewhere = Client()
    elsewhere.force_login(physician)
    for name in PAGES:
        response = elsewhere.get(filling.url(name), follow=True)
        assert response.status_code == 404, name


@pytest.mark.parametrize("key", ["", "forged", "A" * 44, "Y2xlLWRlcy1lc3NhaXMtc2V1bGVtZW50LTAwMDAwMDE="])
def test_a_forged_key_opens_nothing(key, filling, browser):
    browser.cookies[f"fiche-{filling.run.hex[:8]}"] = key
    assert browser.get(filling.url("step", "demande")).status_code == 404


def test_the_key_stays_with_the_browser_for_the_addresses_of_its_run(filling, browser):
    cookie = browser.cookies[f"fiche-{filling.run.hex[:8]}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (filling.url("run"), True, "Lax")
    assert (cookie["max-age"], cookie["expires"], cookie["secure"]) == ("", "", "")


def test_the_key_travels_under_tls_alone_where_there_is_tls(begin, browser):
    url = reverse("forms_app:new", args=["avis"])
    response = browser.post(url, {"autorite": "ars", "dossier": "sans"}, secure=True)
    key = next(cookie for name, cookie in response.cookies.items() if name.startswith("fiche-"))
    assert key["secure"] is True


def test_no_row_no_session_and_no_cache_holds_what_was_typed(filling, browser):
    filling.fill(AVIS)
    filling.preview()
    draft, letter = Draft.objects.get(pk=filling.run), Letter.objects.get(run=filling.run)
    held = b"".join(bytes(part) for part in (draft.payload, letter.content, letter.pdf))
    held += repr([draft.__dict__, letter.__dict__, dict(browser.session), repr(cache.__dict__)]).encode()
    assert b"Ayoub" not in held
    assert b"Villessai" not in held


def test_the_installation_s_own_keys_do_not_open_it(filling, physician):
    with pytest.raises(drafts.Absent):
        drafts.load(physician, filling.run, None)


def test_it_dies_twelve_hours_after_its_start_whatever_is_typed(filling, time_machine):
    started = timezone.now()
    time_machine.move_to(started + timedelta(hours=11, minutes=30))
    OpenSession.objects.update(seen_at=timezone.now())  # somebody works there: the screen is not locked
    filling.fill({"demande": AVIS["demande"]})
    assert filling.get("demande").status_code == 200
    time_machine.move_to(started + timedelta(hours=11, minutes=59))
    assert filling.opened()
    time_machine.move_to(started + timedelta(hours=12, minutes=1))
    with pytest.raises(drafts.Absent):
        filling.opened()
    assert drafts.purge_expired() == 1
    assert not Draft.objects.filter(pk=filling.run).exists()


def test_a_draft_with_a_file_lives_from_its_last_change(begin, settings, time_machine):
    filling, days = begin(), settings.PORTAL_DRAFT_DAYS
    first, second = (dates.end_of(dates.today() + timedelta(days=days * times)) for times in (1, 2))
    time_machine.move_to(first - timedelta(seconds=1))
    drafts.keep(filling.opened(), {"demande": values(AVIS["demande"])}, 0)
    time_machine.move_to(second - timedelta(seconds=1))
    assert drafts.purge_expired() == 0
    time_machine.move_to(second)
    assert drafts.purge_expired() == 1


def test_more_runs_than_a_browser_holds_keys_for_are_refused_with_a_clear_sentence(begin, browser, physician):
    for _ in range(drafts.MOST_WITHOUT_FILE - 1):
        drafts.start(physician, "avis", "ars", without_file=True)
    last = begin(file="sans")
    again = browser.post(
        reverse("forms_app:new", args=["avis"]), {"passage": str(last.run), "autorite": "ars", "dossier": "sans"}
    )
    assert again.status_code == 302, "a double click on the last one begun is not one more"
    answer = browser.post(reverse("forms_app:new", args=["avis"]), {"autorite": "ars", "dossier": "sans"})
    assert answer.status_code == 422
    assert "fiches sans dossier sont déjà ouvertes" in answer.content.decode()
    Draft.objects.filter(pk=last.run).delete()
    assert (
        browser.post(reverse("forms_app:new", args=["avis"]), {"autorite": "ars", "dossier": "sans"}).status_code == 302
    )


def test_the_worker_deletes_what_has_expired_every_minute():
    every, jobs = tick.PERIODIC["minute"]
    assert every == timedelta(minutes=1)
    assert drafts.purge_expired in jobs


def test_where_files_are_closed_only_filling_without_one_is_offered(browser, physician, settings):
    settings.PORTAL_NAMED_FILES = False
    url = reverse("forms_app:new", args=["avis"])
    assert 'value="avec"' not in browser.get(url).content.decode()
    assert browser.post(url, {"autorite": "ars", "dossier": "avec"}).status_code == 422
    assert browser.post(url, {"autorite": "ars", "dossier": ""}).status_code == 302
    assert Draft.objects.get().without_file is True
    with pytest.raises(drafts.FilesClosed):
        drafts.start(physician, "avis", "ars", without_file=False)


def test_two_clicks_on_the_first_button_leave_a_key_that_opens(browser, physician):
    url = reverse("forms_app:new", args=["avis"])
    fields = {"passage": hidden(browser.get(url), "passage"), "autorite": "ars", "dossier": "sans"}
    for _ in range(2):
        assert browser.post(url, fields).status_code == 302
    assert Filling(browser, Draft.objects.get()).get("demande").status_code == 200


def test_a_session_that_ends_does_not_lose_what_was_typed_without_a_file(filling, browser):
    browser.get(filling.url("step", "identite"))
    del browser.cookies["sessionid"]
    browser.post(filling.url("step", "identite"), {"identite-person": "Ayoub Essai"})
    assert filling.stored()["identite"] == {"person": ["Ayoub Essai"]}


def test_deleting_a_draft_deletes_its_preview_and_takes_its_cookies_back(filling, browser):
    filling.fill(AVIS)
    filling.preview()
    assert browser.get(filling.url("delete")).status_code == 200
    browser.post(filling.url("delete"))
    assert not Draft.objects.filter(pk=filling.run).exists()
    assert not Letter.objects.filter(run=filling.run).exists()
    assert browser.cookies[f"fiche-{filling.run.hex[:8]}"].value == ""
