"""Nothing is lost: two windows, double clicks, errors, sessions that end, a second visit to the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms_app.models import Draft, Letter
from forms_app.services.fiches import drafts, letters
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, hidden, posted, values

pytestmark = pytest.mark.databases


@pytest.fixture
def other_window(physician):
    """A second browser of the same person, on another machine."""
    client = Client()
    client.force_login(physician)
    return client


# --- two windows --------------------------------------------------------------------------------------------------


def test_two_drafts_in_two_windows_never_mix(begin):
    first, second = begin(), begin()
    for slug, typed in AVIS.items():
        first.post(slug, typed)
        second.post(slug, typed | ({"person": "Bilal Essai"} if slug == "identite" else {}))
    assert first.stored()["identite"]["person"] == ["Ayoub Essai"]
    assert second.stored()["identite"]["person"] == ["Bilal Essai"]


def test_two_windows_on_two_steps_of_one_draft_both_keep_theirs(begin):
    filling = begin()
    shown = filling.version("demande")
    filling.post("demande", AVIS["demande"], shown)
    assert filling.post("identite", AVIS["identite"], shown).status_code == 302
    assert filling.stored() == {slug: values(AVIS[slug]) for slug in ("demande", "identite")}


def test_two_windows_on_one_step_show_both_versions_and_lose_neither(begin, browser, other_window):
    filling = begin()
    shown = filling.version("identite")
    filling.post("identite", {"person": "Première Version"}, shown)
    url, fields = filling.url("step", "identite"), posted("identite", {"person": "Seconde Version"})
    response = other_window.post(url, fields | {"version": shown})
    assert response.status_code == 409
    for page in (response, browser.get(url), other_window.get(url)):
        assert "Première Version" in page.content.decode()
        assert "Seconde Version" in page.content.decode()


@pytest.mark.parametrize(("kept", "left"), [("enregistree", "Première Version"), ("0", "Seconde Version")])
def test_the_version_chosen_is_the_one_that_stays(kept, left, begin, browser):
    filling = begin()
    shown = filling.version("identite")
    filling.post("identite", {"person": "Première Version"}, shown)
    filling.post("identite", {"person": "Seconde Version"}, shown)
    browser.post(filling.url("step", "identite"), {"garder": kept})
    assert filling.stored()["identite"]["person"] == [left]
    assert filling.opened().other == {}


def test_a_third_version_waits_beside_the_two_others(begin, browser):
    filling = begin()
    shown = filling.version("identite")
    for name in ("Un", "Deux", "Trois"):
        filling.post("identite", {"person": name}, shown)
    page = filling.get("identite").content.decode()
    assert all(f"<td>{name}</td>" in page for name in ("Un", "Deux", "Trois"))


def test_equal_content_posted_twice_is_already_saved(begin):
    filling = begin()
    shown = filling.version("identite")
    assert filling.post("identite", AVIS["identite"], shown).status_code == 302
    assert filling.post("identite", AVIS["identite"], shown).status_code == 302
    assert filling.opened().other == {}


def test_a_version_waiting_keeps_the_letter_from_being_made(begin, browser):
    filling = begin().fill(AVIS)
    filling.post("identite", AVIS["identite"] | {"person": "Autre Essai"}, "0")
    response = browser.post(filling.url("review"), {"faire": "lettre"})
    assert response.status_code == 422
    assert "Deux versions attendent votre choix." in response.content.decode()
    assert not Letter.objects.filter(run=filling.run).exists()


def test_a_write_between_reading_and_writing_is_not_overwritten(begin):
    filling = begin()
    stale = filling.opened()
    drafts.keep(filling.opened(), {"demande": values(AVIS["demande"])}, 0)
    assert drafts.keep(stale, {"identite": values(AVIS["identite"])}, 0) == frozenset()
    assert set(filling.stored()) == {"demande", "identite"}


# --- saving while typing ------------------------------------------------------------------------------------------


def test_a_pause_in_typing_saves_valid_or_not(begin, browser):
    filling = begin()
    response = browser.post(filling.url("autosave"), posted("demande", {"registered_on": "14/1"}) | {"version": 0})
    assert response.status_code == 204
    assert response.headers["Fiche-Version"] == "1"
    assert filling.stored()["demande"]["registered_on"] == ["14/1"]


def test_saving_while_typing_over_another_window_is_said_and_kept_aside(begin, browser):
    filling = begin()
    filling.post("demande", AVIS["demande"])
    response = browser.post(filling.url("autosave"), posted("demande", {"registered_on": "1/1/16"}) | {"version": 0})
    assert response.status_code == 409
    assert filling.opened().other["demande"] == [{"registered_on": ["1/1/16"]}]


def test_saving_while_typing_a_step_that_the_fiche_lacks_is_refused(begin, browser):
    filling = begin()
    assert browser.post(filling.url("autosave"), posted("ailleurs", {"x": "y"})).status_code == 400


# --- the end ------------------------------------------------------------------------------------------------------


def test_two_clicks_on_the_last_button_give_one_letter(begin, browser):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    first, second = filling.deliver(shown), filling.deliver(shown)
    assert first.headers["Location"] == second.headers["Location"] == filling.url("letter")
    assert Letter.objects.filter(run=filling.run, state="delivered").count() == 1


def test_two_clicks_on_the_first_button_start_one_draft(browser, physician):
    page = browser.get(reverse("forms_app:new", args=["avis"]))
    fields = {"passage": hidden(page, "passage"), "autorite": "ars", "dossier": "avec"}
    for _ in range(2):
        assert browser.post(reverse("forms_app:new", args=["avis"]), fields).status_code == 302
    assert Draft.objects.of(physician).count() == 1


def test_a_server_error_on_the_last_step_then_back_loses_nothing_and_repeats_once(begin, monkeypatch):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    filling.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "forget", lambda *args: 1 / 0)
        assert filling.deliver(shown).status_code == 500
    assert Letter.objects.filter(run=filling.run, state="delivered").count() == 0
    assert filling.stored() == {slug: values(typed) for slug, typed in AVIS.items()}
    assert filling.get("signature").status_code == 200
    assert filling.deliver(shown).status_code == 302
    assert Letter.objects.filter(run=filling.run, state="delivered").count() == 1


def test_an_error_while_a_step_leads_on_comes_after_the_step_is_stored(begin, monkeypatch):
    filling = begin()
    filling.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("forms_app.wizard.engine.stale", lambda *args: 1 / 0)
        assert filling.post("demande", AVIS["demande"]).status_code == 500
    assert filling.stored()["demande"] == values(AVIS["demande"])


def test_a_second_visit_to_the_end_shows_the_same_letter(begin, browser):
    filling = begin().fill(AVIS)
    filling.deliver(filling.preview())
    first = browser.get(filling.url("letter_pdf")).content
    for name in ("run", "review", "page", "clear"):
        assert browser.get(filling.url(name)).headers["Location"] == filling.url("letter")
    assert browser.get(filling.url("letter")).status_code == 200
    assert browser.get(filling.url("letter_pdf")).content == first
    assert Letter.objects.filter(run=filling.run).count() == 1


def test_what_is_typed_in_another_window_after_the_end_is_shown_back(begin):
    filling = begin().fill(AVIS)
    filling.deliver(filling.preview())
    response = filling.post("identite", {"person": "Trop Tard"}, "0")
    assert response.status_code == 409
    assert "Trop Tard" in response.content.decode()


def test_answers_changed_since_the_preview_are_not_delivered(begin, browser):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    filling.post("identite", AVIS["identite"] | {"person": "Autre Essai"})
    response = filling.deliver(shown)
    assert response.status_code == 409
    assert not Letter.objects.filter(run=filling.run, state="delivered").exists()
    browser.post(filling.url("letter"), {"faire": "refaire"})
    again = browser.get(filling.url("letter"))
    assert "Autre Essai" in again.content.decode()
    assert filling.deliver(again).status_code == 302


def test_what_was_previewed_is_what_is_delivered_byte_for_byte(begin, browser):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    before = browser.get(filling.url("letter_pdf")).content
    filling.deliver(shown)
    assert letters.open_pdf(Letter.objects.get(run=filling.run)) == before


# --- the session --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["step", "page"])
def test_what_is_typed_when_the_session_ended_waits_behind_the_sign_in(name, begin, browser, physician):
    filling = begin()
    slug = ["identite"] if name == "step" else []
    url = filling.url(name, *slug)
    browser.get(url)
    end_session(browser)
    response = browser.post(url, posted("identite", AVIS["identite"]) | {"version": "0"})
    assert response.headers["Location"] == f"{reverse('account_login')}?next={url}"
    assert filling.stored()["identite"] == values(AVIS["identite"])
    browser.force_login(physician)
    assert "Ayoub Essai" in browser.get(url).content.decode()


def test_saving_while_typing_still_stores_once_the_session_ended(begin, browser):
    filling = begin()
    browser.get(filling.url("step", "identite"))
    end_session(browser)
    assert browser.post(filling.url("autosave"), posted("identite", AVIS["identite"])).status_code == 401
    assert filling.stored()["identite"] == values(AVIS["identite"])


def test_the_right_to_type_reads_nothing(begin, browser):
    filling = begin().fill(AVIS)
    end_session(browser)
    for name in ("run", "page", "review", "letter", "letter_pdf", "clear", "delete"):
        assert browser.get(filling.url(name)).headers["Location"].startswith(reverse("account_login"))
    for name in ("review", "letter", "clear", "delete", "display"):
        assert browser.post(filling.url(name), {"faire": "lettre"}).headers["Location"].startswith("/compte/")
    assert Draft.objects.filter(pk=filling.run).exists()
    assert not Letter.objects.filter(run=filling.run).exists()


@pytest.mark.parametrize("token", ["", "forged", "eyJhIjoxfQ:1abcde:xyz"])
def test_a_forged_right_to_type_stores_nothing(token, begin, browser):
    filling = begin()
    end_session(browser)
    browser.cookies[f"saisie-{filling.run.hex[:8]}"] = token
    response = browser.post(filling.url("step", "identite"), posted("identite", AVIS["identite"]))
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert filling.stored() == {}


def test_the_right_to_type_of_one_run_is_none_in_another(begin, browser):
    first, second = begin(), begin()
    token = browser.cookies[f"saisie-{first.run.hex[:8]}"].value
    end_session(browser)
    browser.cookies[f"saisie-{second.run.hex[:8]}"] = token
    browser.post(second.url("step", "identite"), posted("identite", AVIS["identite"]))
    assert second.stored() == {}


def test_the_right_to_type_ends_after_twelve_hours(begin, browser, time_machine):
    filling = begin()
    end_session(browser)
    time_machine.move_to(timezone.now() + timedelta(hours=12, minutes=-1))
    browser.post(filling.url("step", "demande"), posted("demande", AVIS["demande"]))
    time_machine.shift(timedelta(minutes=2))
    browser.post(filling.url("step", "identite"), posted("identite", AVIS["identite"]))
    assert set(filling.stored()) == {"demande"}


@pytest.mark.parametrize(("minutes", "anew"), [(29, False), (31, True)])
def test_a_page_gives_the_right_to_type_anew_once_it_is_half_an_hour_old(
    minutes, anew, begin, browser, time_machine, settings
):
    settings.PORTAL_IDLE_MINUTES = 60  # the screen does not lock meanwhile
    filling = begin()
    name = f"saisie-{filling.run.hex[:8]}"
    filling.get("identite")
    held = browser.cookies[name].value
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
    assert (name in filling.get("identite").cookies) is anew
    assert (browser.cookies[name].value != held) is anew


@pytest.mark.parametrize("held", ["", "forged", "a:b:c", "a:zzzzzzzzzzzz:c", "a:1:c:d"])
def test_a_page_replaces_what_is_no_right_to_type(held, begin, browser):
    filling = begin()
    browser.cookies[f"saisie-{filling.run.hex[:8]}"] = held
    filling.get("identite")
    end_session(browser)
    browser.post(filling.url("step", "identite"), posted("identite", AVIS["identite"]))
    assert set(filling.stored()) == {"identite"}


def test_the_right_to_type_ends_with_the_account(begin, browser, physician):
    filling = begin()
    physician.is_active = False
    physician.save()
    browser.post(filling.url("step", "identite"), posted("identite", AVIS["identite"]))
    assert Draft.objects.get(pk=filling.run).version == 0


def test_the_right_to_type_is_limited_to_the_addresses_of_its_run(begin, browser):
    filling = begin()
    cookie = browser.cookies[f"saisie-{filling.run.hex[:8]}"]
    assert cookie["path"] == filling.url("run")
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)


def end_session(browser):
    """The session ends; the other cookies stay, as in a browser."""
    del browser.cookies["sessionid"]


# --- the token of the form ------------------------------------------------------------------------------------------


@pytest.fixture
def strict(physician):
    """A browser whose forms need their token."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(physician)
    return client


def test_a_form_open_during_a_sign_in_elsewhere_is_shown_again_and_sent_again(begin, strict):
    filling = begin()
    url = filling.url("step", "identite")
    strict.get(url)
    strict.cookies["csrftoken"] = "b" * 32  # a sign-in in another window renewed it
    typed = posted("identite", {"person": "L’été « Essai »\nsuite"})
    fields = typed | {"version": "0", "csrfmiddlewaretoken": "a" * 32}
    response = strict.post(url, fields)
    assert response.status_code == 403
    page = response.content.decode()
    assert "L’été « Essai »" in page
    assert filling.stored() == {}
    again = strict.post(url, fields | {"csrfmiddlewaretoken": hidden(response, "csrfmiddlewaretoken")})
    assert again.status_code == 302
    assert filling.stored()["identite"]["person"] == ["L’été « Essai »\nsuite"]


@pytest.mark.parametrize("origin", ["https://ailleurs.exemple", "null", ""])
def test_a_form_of_another_site_is_never_shown_as_ours(origin, begin, physician):
    filling = begin()
    client = Client(enforce_csrf_checks=True, headers={"origin": origin} if origin else {})
    client.force_login(physician)
    response = client.post(filling.url("step", "identite"), posted("identite", {"person": "Forgé"}))
    assert response.status_code == 403
    assert "Forgé" not in response.content.decode()


def test_another_form_without_its_token_gets_the_usual_refusal(strict):
    response = strict.post(reverse("account_logout"), {"mot": "secret"})
    assert response.status_code == 403
    assert "secret" not in response.content.decode()


def test_a_draft_of_somebody_else_signed_in_since_is_not_found(begin, browser):
    filling = begin()
    browser.force_login(make_account("secretariat"))
    assert browser.get(filling.url("step", "identite")).status_code == 404
