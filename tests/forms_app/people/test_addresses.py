"""Where the letters to a préfecture go: from a day on, by an administrator, and nothing that betrays on an envelope."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from forms_app.enums import JournalAct
from forms_app.models import JournalEvent, Prefecture, PrefectureAddress
from forms_app.services.team import authorities
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
FIRST = date(2016, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture
def prefecture(accounts):
    return make_authority("ars-ici", "990").prefectures.get()


@pytest.fixture
def moved(accounts, prefecture):
    """Function that records an address from a day on."""

    def make(day, lines="1 place de l’Essai\n99000 Essai", username="administrateur", service=""):
        row = PrefectureAddress(prefecture=prefecture, service=service, lines=lines, starts_on=day)
        return authorities.address(row, Origin(accounts[username]))

    return make


def envelope(prefecture, day):
    return Prefecture.objects.get(pk=prefecture.pk).addressed_on(day)


def test_an_envelope_bears_the_address_in_force_on_its_day(prefecture, moved):
    moved(FIRST, "1 place de l’Essai", service="Bureau du séjour")
    moved(FIRST + 10 * DAY, "2 rue Neuve")
    assert envelope(prefecture, FIRST - DAY) == ("Préfecture 990",)
    assert envelope(prefecture, FIRST) == ("Préfecture 990", "Bureau du séjour", "1 place de l’Essai")
    assert envelope(prefecture, FIRST + 9 * DAY)[-1] == "1 place de l’Essai"
    assert envelope(prefecture, FIRST + 10 * DAY) == ("Préfecture 990", "2 rue Neuve")


def test_until_a_dated_address_is_in_force_the_one_given_at_first_serves(prefecture, moved):
    Prefecture.objects.filter(pk=prefecture.pk).update(address="9 rue Ancienne\n\n 99000 Essai ")
    moved(FIRST)
    assert envelope(prefecture, FIRST - DAY) == ("Préfecture 990", "9 rue Ancienne", "99000 Essai")


@pytest.mark.parametrize("day", [FIRST, FIRST - DAY])
def test_an_address_is_not_recorded_before_the_one_that_stands(day, moved):
    moved(FIRST)
    with pytest.raises(ValidationError), transaction.atomic():
        moved(day, "2 rue Neuve")
    assert PrefectureAddress.objects.get().ends_on is None


def test_who_is_no_administrator_records_nothing(moved):
    with pytest.raises(PermissionDenied):
        moved(FIRST, username="secretariat")
    assert not PrefectureAddress.objects.exists()


def test_the_journal_says_who_changed_it_and_no_address_is_ever_removed(moved, accounts):
    row = moved(FIRST)
    assert JournalEvent.objects.get(act=JournalAct.PREFECTURE_ADDRESSED).actor == accounts["administrateur"]
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PrefectureAddress.objects.update(ends_on=FIRST - DAY)


PATH = "/administration/autorites/ars-ici/prefectures/990/"


def test_an_address_is_recorded_on_its_screen_and_shown(prefecture, signed_in):
    browser = signed_in("administrateur")
    typed = {"starts_on": "01/03/2016", "service": "Bureau du séjour", "lines": "1 place de l’Essai"}
    assert browser.post(PATH, typed).status_code == 302
    shown = browser.get(PATH).content.decode()
    assert "Bureau du séjour" in shown and "depuis le" in shown
    assert PATH in browser.get("/administration/autorites/ars-ici/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "31/02/2016"}, "Ce jour n’existe pas"),
        ({"starts_on": ""}, "Écrivez une date"),
        ({"lines": ""}, "Écrivez l’adresse"),
        ({"service": "Service VIH"}, "peut révéler une maladie"),
        ({"lines": "Centre de dialyse"}, "peut révéler une maladie"),
        ({"lines": "x" * 301}, "300"),
    ],
)
def test_a_refused_address_keeps_what_was_typed(changes, words, prefecture, signed_in):
    typed = {"starts_on": "01/03/2016", "service": "Bureau du séjour", "lines": "1 place"} | changes
    answer = signed_in("administrateur").post(PATH, typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not PrefectureAddress.objects.exists()


def test_a_prefecture_of_another_authority_is_not_found_under_this_one(prefecture, signed_in):
    make_authority("ars-la", "991")
    assert signed_in("administrateur").get("/administration/autorites/ars-ici/prefectures/991/").status_code == 404
