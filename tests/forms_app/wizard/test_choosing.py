"""Choosing a fiche by the date of the request, the list of drafts, and the review with its outgoing check."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forms_app import fiches
from forms_app.models import Draft, Letter
from forms_app.secrecy import REASONS
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, errors

pytestmark = pytest.mark.databases
LEAK = AVIS | {"identite": AVIS["identite"] | {"address": "Centre de dialyse, 1 rue Basse"}}


def listed(page):
    """Keys of the fiches of the reader's regime, then of the other, in the order of the page."""
    return [fiche.key for fiche in page.context["fiches"]], [fiche.key for fiche in page.context["others"]]


@pytest.mark.parametrize(("day", "regime"), [("2016-12-31", "ars"), ("2017-01-01", "ofii")])
def test_the_date_of_the_request_decides_which_fiches_come_first(day, regime, browser):
    browser.cookies["lecture"] = f"{day}__"
    page = browser.get(reverse("forms_app:index"))
    mine, others = listed(page)
    assert mine
    assert {fiches.get(key).regime for key in mine} == {regime}
    assert regime not in {fiches.get(key).regime for key in others}
    assert "arrêté du 27\u00a0décembre 2016, art.\u00a013" in page.content.decode()


def test_a_role_sees_the_fiches_that_it_fills_and_no_other(client):
    client.force_login(make_account("directeur"))
    client.cookies["lecture"] = "2016-11-14__"
    assert listed(client.get(reverse("forms_app:index"))) == (["humanitarian"], [])
    assert client.get(reverse("forms_app:new", args=["avis"])).status_code == 404


def test_an_authority_and_a_way_to_keep_are_asked_before_the_first_question(browser):
    url = reverse("forms_app:new", args=["avis"])
    response = browser.post(url, {"autorite": "ofii", "dossier": ""})
    assert response.status_code == 422
    assert not Draft.objects.exists()
    assert browser.post(url, {"autorite": "pp", "dossier": "avec"}).status_code == 302
    assert Draft.objects.get().authority == "pp"


def test_drafts_are_listed_with_their_age_and_expiry_and_no_name(begin, browser):
    filling = begin().fill(AVIS)
    page = browser.get(reverse("forms_app:drafts")).content.decode()
    assert filling.url("run") in page
    assert "il y a" in page
    assert f"{Draft.objects.get().expires_at:%d/%m/%Y}" in page
    assert "Ayoub" not in page


def said_of(filling, browser):
    """What the list says of one draft, as words."""
    page = browser.get(reverse("forms_app:drafts")).content.decode()
    row = next(row for row in page.split('<li class="row">') if filling.url("run") in row)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row).replace("&nbsp;", " ").replace("\u00a0", " "))


def test_two_drafts_of_one_fiche_are_told_apart_by_their_request_and_by_where_they_go_on(begin, browser):
    first = begin().fill({"demande": AVIS["demande"]})
    second = begin().fill(AVIS | {"demande": AVIS["demande"] | {"registered_on": "15/11/2016"}})
    assert "demande du 14 nov. 2016. Reprend à l’étape 2, Identité." in said_of(first, browser)
    assert "demande du 15 nov. 2016. Reprend à la relecture." in said_of(second, browser)
    for filling in (first, second):
        assert filling.client.get(filling.url("run"))["Location"].endswith(
            "/identite/" if filling is first else "/relecture/"
        ), "the list says where the way back in leads"


def test_of_a_draft_not_begun_or_without_a_file_nothing_is_said_but_its_dates(begin, browser):
    assert "Reprend" not in said_of(begin(), browser)
    sealed = said_of(begin(file="sans").fill(AVIS), browser)
    assert "Reprend" not in sealed
    assert "demande du" not in sealed


def test_the_age_of_a_draft_stays_on_one_line(begin, browser):
    begin()
    Draft.objects.update(saved_at=timezone.now() - timedelta(minutes=17, seconds=5))
    assert "il&nbsp;y&nbsp;a&nbsp;17\u00a0minutes" in browser.get(reverse("forms_app:drafts")).content.decode()


def test_before_a_letter_is_delivered_its_page_tells_what_delivering_does(begin, browser):
    filling = begin().fill(AVIS)
    filling.preview()
    page = browser.get(filling.url("letter")).content.decode()
    assert "la lettre ne change plus" in page
    assert "rien n’est envoyé" in page


def test_the_numbers_of_a_fiche_are_not_parted_by_a_line():
    assert fiches.get("avis").printed_numbers == "3, 3\u00a0bis"


def test_delivered_letters_are_listed_and_opened_by_their_author_alone(begin, browser, client):
    filling = begin().fill(AVIS)
    filling.deliver(filling.preview())
    letter = Letter.objects.get()
    url = reverse("forms_app:kept_letter", args=[letter.pk])
    assert url in browser.get(reverse("forms_app:letters")).content.decode()
    assert "Ayoub Essai" in browser.get(url).content.decode()
    client.force_login(make_account("directeur"))
    assert client.get(url).status_code == 404
    assert client.get(reverse("forms_app:kept_letter_pdf", args=[letter.pk])).status_code == 404


def test_the_file_of_a_letter_has_a_neutral_name(begin, browser):
    filling = begin().fill(AVIS)
    filling.preview()
    disposition = browser.get(filling.url("letter_pdf") + "?telecharger").headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.pdf"', disposition)


def test_a_review_lists_every_answer_with_a_way_back_to_it(begin, browser):
    filling = begin().fill(AVIS)
    page = browser.get(filling.url("review")).content.decode()
    for step in filling.fiche.steps:
        for question in step.questions:
            if question.name in AVIS[step.slug]:
                assert f"{filling.url('step', step.slug)}#id_{step.slug}-{question.name}" in page


def test_a_letter_is_not_made_while_an_answer_is_missing(begin, browser):
    filling = begin().fill({slug: typed for slug, typed in AVIS.items() if slug != "signature"})
    response = browser.post(filling.url("review"), {"faire": "lettre"})
    assert response.status_code == 422
    assert "Indiquez la qualité du signataire." in response.content.decode()
    assert not Letter.objects.exists()


def test_a_word_that_betrays_keeps_the_letter_from_being_made(begin, browser):
    filling = begin().fill(LEAK)
    response = browser.post(filling.url("review"), {"faire": "lettre"})
    assert response.status_code == 422
    assert not Letter.objects.exists()


def test_a_physician_keeps_a_word_with_a_reason_and_its_row_never_holds_the_word(begin, browser):
    filling = begin().fill(LEAK)
    page = browser.get(filling.url("review"))
    reason = page.context["reasons"][0]["value"]
    kept = {f"garder-{row['mark']}": reason for row in page.context["findings"]}
    assert kept
    response = browser.post(filling.url("review"), kept | {"faire": "lettre"})
    assert response.status_code == 302, errors(response)
    recorded = repr(Letter.objects.get().kept_words)
    assert reason in recorded
    assert "dialyse" not in recorded.lower()


@pytest.mark.parametrize("reason", ["", "parce que", "x" * 500])
def test_a_word_is_kept_for_a_reason_of_the_list_only(reason, begin, browser):
    filling = begin().fill(LEAK)
    kept = {f"garder-{row['mark']}": reason for row in browser.get(filling.url("review")).context["findings"]}
    assert browser.post(filling.url("review"), kept | {"faire": "lettre"}).status_code == 422
    assert filling.opened().content["kept"] == []


def test_a_kept_word_is_asked_again_once_its_answer_changed(begin, browser):
    filling = begin().fill(LEAK)
    page = browser.get(filling.url("review"))
    reason = page.context["reasons"][0]["value"]
    browser.post(filling.url("review"), {f"garder-{row['mark']}": reason for row in page.context["findings"]})
    assert browser.get(filling.url("review")).context["left"] == []
    filling.post("identite", LEAK["identite"] | {"address": "Centre de dialyse, 2 rue Haute"})
    assert browser.get(filling.url("review")).context["left"]


def test_a_secretary_keeps_no_word(begin, client):
    client.force_login(make_account("secretariat"))
    filling = begin("receipt", client=client)
    filling.fill({"demande": AVIS["demande"], "demandeur": {"address": "Centre de dialyse, 1 rue Basse"}})
    page = client.get(filling.url("review"))
    kept = {f"garder-{row['mark']}": next(iter(REASONS)) for row in page.context["findings"]}
    assert kept
    assert client.post(filling.url("review"), kept | {"faire": "lettre"}).status_code == 422
    assert filling.opened().content["kept"] == []
