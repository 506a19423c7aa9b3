"""Tricks against a run: words changed after they were kept, foreign keys and runs, forged fields, roles taken away."""

import re
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from forms_app import crypto, fiches
from forms_app.enums import Role
from forms_app.models import Draft, Letter
from forms_app.services.fiches import drafts, letters
from forms_app.views import letters as views
from forms_app.wizard import outcome
from tests.conftest import PASSWORD, make_account
from tests.forms_app.secrecy_walk import answering
from tests.forms_app.wizard.conftest import texts  # noqa: F401 - loads them for every test
from tests.forms_app.wizard.filling import AVIS, errors, hidden

VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
RUN_NAMES = ("run", "page", "review", "letter", "letter_pdf", "autosave", "clear", "display", "delete")
TWICE = "3 rue de la Dialyse, villa Dialyse, 35000 Rennes"


def with_words(**more):
    """An avis whose identity holds other words."""
    return AVIS | {"identite": AVIS["identite"] | more}


def marks(page):
    return re.findall(r'name="garder-([0-9a-f]+)"', page.content.decode())


def keep_all(filling, reason="place-name"):
    """Keep every word announced, then ask for the letter."""
    page = filling.client.get(filling.url("review"))
    return filling.client.post(
        filling.url("review"), {"faire": "lettre"} | {f"garder-{mark}": reason for mark in marks(page)}
    )


# --- kept words ---------------------------------------------------------------------------------------------------


def test_two_words_kept_are_both_asked_again_once_the_text_changed(begin, browser):
    filling = begin().fill(with_words(address=TWICE))
    assert len(set(marks(browser.get(filling.url("review"))))) == 2
    assert keep_all(filling).status_code == 302
    filling.fill({"identite": AVIS["identite"] | {"address": "centre de dialyse, 35000 Rennes"}})
    for url, act in ((filling.url("review"), "lettre"), (filling.url("letter"), "refaire")):
        assert browser.post(url, {"faire": act}).status_code == 422
    shown = browser.get(filling.url("letter"))
    assert filling.deliver(shown).status_code == 409
    assert not Letter.objects.filter(state="delivered").exists()


def test_a_word_kept_once_is_not_recorded_for_a_text_that_no_longer_holds_it(begin, browser):
    filling = begin().fill(with_words(address=TWICE))
    assert keep_all(filling).status_code == 302
    filling.fill({"identite": AVIS["identite"] | {"address": "1 rue Basse"}})
    assert browser.post(filling.url("letter"), {"faire": "refaire"}).status_code == 302
    assert Letter.objects.get(run=filling.run, state="preview").kept_words == []


def test_a_word_kept_in_one_answer_is_asked_in_another(begin, browser):
    filling = begin().fill(with_words(address="rue de la Dialyse"))
    assert keep_all(filling).status_code == 302
    kept = {f"garder-{mark}": "place-name" for mark in marks(browser.get(filling.url("review")))}
    filling.fill({"identite": AVIS["identite"] | {"address": "rue de la Dialyse", "birth_place": "Dialyse"}})
    assert browser.post(filling.url("review"), {"faire": "lettre"} | kept).status_code == 422
    assert {row["field"] for row in filling.opened().content["kept"]} == {"address"}


def test_a_mark_of_another_text_keeps_nothing(begin, browser):
    first, second = (begin().fill(with_words(address=words)) for words in ("rue de la Dialyse", "allée de la Dialyse"))
    mark = marks(browser.get(first.url("review")))[0]
    forged = {"faire": "lettre", f"garder-{mark}": "place-name", "garder-": "place-name", "garder-person": "place-name"}
    assert browser.post(second.url("review"), forged).status_code == 422
    assert second.opened().content["kept"] == []


def test_a_secretary_keeps_no_word_with_a_mark_known_from_a_physician(begin, client):
    client.force_login(make_account("secretariat"))
    own = begin(fiche="receipt", client=client)
    own.fill({"demande": AVIS["demande"], "demandeur": {"person": "Ayoub Essai", "address": "rue de la Dialyse"}})
    own.fill({"rapport": {"author_kind": "hospital"}, "signature": {"letter_date": "12/01/2017"}})
    physician = begin(fiche="receipt")
    physician.fill({"demande": AVIS["demande"], "demandeur": {"person": "Ayoub Essai", "address": "rue de la Dialyse"}})
    mark = marks(physician.client.get(physician.url("review")))[0]
    for act in ("lettre", "", "remettre"):
        client.post(own.url("review"), {"faire": act, f"garder-{mark}": "place-name"})
        client.post(own.url("letter"), {"faire": "refaire", f"garder-{mark}": "place-name"})
    assert own.opened().content["kept"] == []
    assert not Letter.objects.filter(run=own.run).exists()


def test_a_director_keeps_words_of_his_own_avis_alone(begin, client):
    director = make_account("directeur")
    director.groups.add(Group.objects.get(name=Role.SECRETARY))
    client.force_login(director)
    receipt = begin(fiche="receipt", client=client)
    receipt.fill({"demande": AVIS["demande"], "demandeur": {"person": "Ayoub Essai", "address": "rue de la Dialyse"}})
    assert marks(client.get(receipt.url("review"))) == []
    assert "dialyse" in client.get(receipt.url("review")).content.decode().lower()


def test_an_unknown_departure_and_a_conditional_one_are_not_recorded(begin, browser):
    filling = begin().fill(AVIS)
    asked = ["civility-madame", "madame-le-docteur", "x" * 5000, "../..", "\x00"]
    browser.post(filling.url("review"), {"ecart": asked, "faire": ""})
    assert filling.opened().content["deviations"] == []


# --- two windows, two roles ---------------------------------------------------------------------------------------


def test_a_preview_is_not_delivered_once_another_window_changed_an_answer(begin, browser):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    filling.post("gravite", {"gravity": "should-not"})
    assert filling.deliver(shown).status_code == 409
    assert not Letter.objects.filter(state="delivered").exists()


def test_an_answer_written_during_the_last_click_is_not_lost(begin, browser, monkeypatch):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    looked = views.is_behind

    def looked_then_written(draft):
        behind = looked(draft)
        drafts.keep(filling.opened(), {"identite": {"person": ["Seconde Version"]}}, 10_000)
        return behind

    monkeypatch.setattr(views, "is_behind", looked_then_written)
    filling.deliver(shown)
    monkeypatch.undo()
    assert Draft.objects.filter(pk=filling.run).exists()
    assert filling.stored()["identite"]["person"] == ["Seconde Version"]
    assert not Letter.objects.filter(state="delivered").exists()


@pytest.mark.parametrize("ended", ["deleted", "delivered"])
@pytest.mark.parametrize("name", ["review", "letter"])
def test_a_preview_asked_while_another_window_ends_the_run_is_no_error(name, ended, begin, browser, monkeypatch):
    filling = begin().fill(AVIS)
    filling.preview()
    composing = outcome.letter_of

    def composed_then_ended(fiche, draft, answers):
        letter = composing(fiche, draft, answers)
        if ended == "delivered":
            letters.deliver(Letter.objects.get(run=filling.run, state="preview"))
        drafts.forget(filling.owner, filling.run)
        return letter

    monkeypatch.setattr(outcome, "letter_of", composed_then_ended)
    act = {"review": "lettre", "letter": "refaire"}[name]
    response = browser.post(filling.url(name), {"faire": act}, follow=True)
    assert response.status_code == {"deleted": 404, "delivered": 409 if name == "review" else 200}[ended]
    assert Letter.objects.filter(run=filling.run).count() == (ended == "delivered")


def test_a_letter_of_another_run_is_not_delivered_by_this_one(begin, browser):
    first, second = begin().fill(AVIS), begin().fill(AVIS)
    theirs = hidden(first.preview(), "lettre")
    second.preview()
    for forged in (theirs, "", "x", "\x00", str(uuid.uuid4())):
        response = browser.post(second.url("letter"), {"faire": "remettre", "lettre": forged})
        assert response.status_code == 409
    assert not Letter.objects.filter(state="delivered").exists()


def test_a_role_taken_away_between_preview_and_delivery_closes_every_door(begin, browser, physician):
    filling = begin().fill(AVIS)
    shown = filling.preview()
    physician.groups.clear()
    assert filling.deliver(shown).status_code == 404
    assert browser.get(filling.url("letter_pdf")).status_code == 404
    assert browser.post(filling.url("letter"), {"faire": "refaire"}).status_code == 404
    assert Letter.objects.get(run=filling.run).state == "preview"


@pytest.mark.parametrize("delivered", [False, True])
@pytest.mark.parametrize("file", ["avec", "sans"])
def test_the_run_of_somebody_else_is_answered_as_one_that_never_was(file, delivered, begin):
    filling = begin(file=file).fill(AVIS)
    shown = filling.preview()
    if delivered:
        filling.deliver(shown)
    other = Client()
    other.force_login(colleague())
    for name in (*filling.client.cookies,):
        if name.startswith(("fiche-", "saisie-")):
            other.cookies[name] = filling.client.cookies[name].value
    nobody = uuid.uuid4()
    for name in (*RUN_NAMES, *filling.fiche.slugs):
        for verb in VERBS:
            theirs, none = (answer(other, verb, address(name, run)) for run in (filling.run, nobody))
            assert theirs == none, (name, verb)
            assert theirs[0] in (404, 405), (name, verb)


def address(name, run):
    if name in RUN_NAMES:
        return reverse(f"forms_app:{name}", args=[run])
    return reverse("forms_app:step", args=[run, name])


def answer(client, verb, url):
    """What a browser is answered, without the address it asked and the marks of one request."""
    response = getattr(client, verb)(url)
    body = re.sub(r'[0-9a-f-]{36}|value="[A-Za-z0-9]{64}"|[0-9a-f]{8,32}', "", response.content.decode())
    return response.status_code, body, sorted(response.cookies)


def colleague(roles=(Role.PHYSICIAN,)):
    """Somebody else, with these roles."""
    user = get_user_model().objects.create_user("collegue", password=PASSWORD)
    for role in roles:
        user.groups.add(Group.objects.get(name=role))
    return user


def test_a_cookie_of_one_run_opens_no_other(begin, browser):
    first, second = begin(file="sans").fill(AVIS), begin(file="sans").fill(AVIS)
    key = browser.cookies[f"fiche-{first.run.hex[:8]}"].value
    browser.cookies[f"fiche-{second.run.hex[:8]}"] = key
    for name in ("page", "review", "letter", "letter_pdf", "delete"):
        assert browser.get(second.url(name)).status_code == 404, name
        assert browser.post(second.url(name)).status_code in (404, 405), name
    assert Draft.objects.filter(pk=second.run).exists()


def test_a_new_run_under_the_number_of_somebody_else_is_refused_and_changes_nothing(begin):
    filling = begin(file="sans").fill({"demande": AVIS["demande"]})
    before = bytes(Draft.objects.get(pk=filling.run).payload)
    other = Client()
    other.force_login(colleague())
    fields = {"passage": str(filling.run), "autorite": "ars", "dossier": "sans"}
    assert other.post(reverse("forms_app:new", args=["avis"]), fields).status_code == 404
    assert bytes(Draft.objects.get(pk=filling.run).payload) == before


def test_starting_again_from_the_page_of_a_finished_run_starts_another_one(begin, browser):
    filling = begin().fill(AVIS)
    filling.deliver(filling.preview())
    fields = {"passage": str(filling.run), "autorite": "ars", "dossier": "avec"}
    assert browser.post(reverse("forms_app:new", args=["avis"]), fields).status_code == 302
    assert Draft.objects.exclude(pk=filling.run).count() == Draft.objects.count() == 1
    assert browser.get(filling.url("letter")).context["delivered"] is True


# --- forged addresses and fields ----------------------------------------------------------------------------------

OUTSIDE = ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "\\\\evil.example")
OUTSIDE += ("javascript:alert(1)", "/\n/evil.example", "///evil.example", "http:evil.example", "\x00//evil.example")


@pytest.mark.parametrize("outside", OUTSIDE)
def test_no_field_leads_out_of_the_site(outside, begin, browser):
    filling = begin().fill(AVIS)
    key = "instruction-2011#IV-2"
    asked = [
        browser.post(reverse("beside:pin"), {"epingler": key, "suite": outside}),
        browser.post(filling.url("clear"), {"apres": outside}),
        browser.get(filling.url("clear"), {"apres": outside}),
        filling.post("demande", AVIS["demande"], wizard_goto_step=outside),
        browser.post(filling.url("page"), {"etape": outside, "wizard_goto_step": outside}),
        browser.post(filling.url("display"), {"affichage": outside}),
        browser.post(filling.url("step", "demande"), {"garder": outside}),
    ]
    for response in asked:
        assert response.status_code in (200, 302, 422), response.status_code
        if response.status_code == 302:
            assert re.match(r"/fiches/", response.headers["Location"]), response.headers["Location"]


EXTREME = (
    "0001-01-01",
    "9999-12-31",
    "1000-02-29",
    "2016-12-31",
    "20161231",
    "2016-W52-6",
    "-1",
    "²",
    "\x00",
    "9" * 5000,
)


@pytest.mark.parametrize("day", EXTREME)
def test_a_day_that_cannot_be_is_answered(day, browser):
    for url in (
        reverse("beside:clause", args=["instruction-2011", "IV-2"]),
        reverse("beside:search"),
        reverse("forms_app:index"),
        reverse("forms_app:blanks"),
    ):
        for regime in ("", "ars", "x"):
            response = browser.get(url, {"le": day, "q": "avis", "regime": regime})
            assert response.status_code in (200, 404), (url, response.status_code)


SPOILT = [
    "\x00",
    "a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    "\ufffe",
    "\u202e",
    "é" * 500_000,
    " " * 500_000,
    "\n" * 500_000,
]


@pytest.mark.parametrize("fiche", [fiche.key for fiche in fiches.FICHES])
@pytest.mark.parametrize("spoilt", range(len(SPOILT)))
def test_no_sign_in_an_open_field_of_the_one_page_form_breaks_it(fiche, spoilt, begin, client):
    declaration, sign = fiches.get(fiche), SPOILT[spoilt]
    client.force_login(colleague(declaration.roles))
    filling = begin(fiche=fiche, authority=str(declaration.authorities[0]), client=client)
    opened = [question.name for question in declaration.questions() if answering.is_open(question)]
    posted = answering.fields(answering.answers(declaration, lambda question: f"Essai {question.name}"))
    for name in posted:
        if name.rpartition("-")[2] in (opened[:1] if len(sign) > 1000 else opened):  # the whole post has its own limit
            posted[name] = [sign]
    assert client.post(filling.url("page"), posted).status_code in (302, 422)
    assert client.get(filling.url("page")).status_code == 200
    assert client.get(filling.url("review")).status_code == 200
    assert client.post(filling.url("review"), {"faire": "lettre"}).status_code in (302, 422)


# --- cookies of a day ---------------------------------------------------------------------------------------------


def test_a_delivered_letter_takes_back_the_right_to_type(begin, browser):
    for file in ("avec", "sans"):
        filling = begin(file=file).fill(AVIS)
        filling.deliver(filling.preview())
        assert browser.cookies[f"saisie-{filling.run.hex[:8]}"].value == ""
        assert browser.get(filling.url("letter_pdf")).status_code == 200


def test_a_jar_of_two_hundred_keys_breaks_no_page(begin, browser):
    filling = begin(file="sans").fill(AVIS)
    for _ in range(200):
        browser.cookies[f"fiche-{uuid.uuid4().hex[:8]}"] = crypto.new_run_key()
    assert browser.get(filling.url("review")).status_code == 200
    assert "Ayoub" in filling.preview().content.decode()
    assert errors(browser.get(filling.url("review"))) == []
