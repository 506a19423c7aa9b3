"""The author of a report and the register: the verdict of the report's date is kept with the reception, and warns."""

from datetime import date

import pytest
from django.utils import timezone

from forms_app import policy
from forms_app.enums import JournalAct, Post
from forms_app.models import Approval, Doctor, HospitalPost, JournalEvent
from forms_app.services.dossiers import dossier_author, dossier_facts, dossier_held, dossier_reading
from forms_app.services.team import register
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import SINCE_2017

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on")]
FIRST, LAST = date(2015, 1, 1), date(2016, 3, 1)
NOT_TREATING = "médecin traitant"


@pytest.fixture
def listed(here):
    """A doctor on the list of the préfecture, from a day to a day."""
    doctor = Doctor.objects.create(last_name="Hamel-Essai", first_name="Noor", town="Ville")
    prefecture = here.prefectures.get()
    Approval.objects.create(doctor=doctor, prefecture=prefecture, order="A-1", starts_on=FIRST, ends_on=LAST)
    other = Doctor.objects.create(last_name="Iribarne-Essai", first_name="Loïc")
    Approval.objects.create(doctor=other, prefecture=prefecture, order="A-2", starts_on=FIRST)
    return doctor


@pytest.fixture
def received(here, dossier_in, act):
    row = dossier_in(here)
    act(row, "register-report", author="Hamel Essai Noor")
    return row


@pytest.fixture
def record(accounts, received):
    """Function that keeps an author with the reception."""

    def keep(doctor, dated_on=LAST, treats=None, name="Docteur Écrit", username="secretariat"):
        reader = policy.opened(accounts[username], received.pk, on=timezone.localdate())
        return dossier_author.record(
            origin=Origin(accounts[username]), reader=reader, name=name, doctor=doctor, dated_on=dated_on, treats=treats
        )

    return keep


def known(row):
    return dossier_facts.facts(dossier_held.hold([row])[0], on=timezone.localdate())


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (LAST, "entitled"),
        (date(2016, 3, 2), "not-entitled"),
        (FIRST, "entitled"),
        (date(2014, 12, 31), "unknown"),
        (None, "unknown"),
    ],
)
def test_the_verdict_is_that_of_the_report_s_date(day, standing, listed, record, received):
    told = record(listed, dated_on=day)
    assert told.standing == standing
    assert received.reports.get().author_standing == standing
    assert known(received).author_entitled == (standing == "entitled")
    assert known(received).author_checked == (standing != "unknown")


def test_a_hospital_practitioner_is_entitled_with_the_hospital(listed, record):
    doctor = Doctor.objects.create(last_name="Kerdoncuff-Essai", first_name="Ana")
    HospitalPost.objects.create(doctor=doctor, post=Post.HOSPITAL, establishment="Centre hospitalier d’Essai")
    told = record(doctor)
    assert (told.standing, "Centre hospitalier d’Essai" in told.words) == ("entitled", True)


def test_a_name_that_is_not_of_the_register_stays_as_it_was_written(listed, record):
    told = record(None, name="Docteure Inconnue")
    assert (told.name, told.standing) == ("Docteure Inconnue", "unknown")


@pytest.mark.parametrize(("treats", "warned"), [(True, True), (False, False), (None, False)])
def test_the_treating_doctor_is_warned_about_and_never_refused(treats, warned, listed, record, received):
    told = record(listed, treats=treats)
    assert any(NOT_TREATING in words for words in told.remarks) == warned
    assert known(received).author_apart != warned
    assert told.standing == "entitled"


def test_a_warning_of_the_register_stands_on_the_dossier_and_refuses_nothing(listed, record, received, act, accounts):
    record(listed, dated_on=date(2016, 3, 2), treats=True)
    act(received, "begin-review", "medecin")
    reader = policy.opened(accounts["medecin"], received.pk, on=timezone.localdate())
    held = dossier_held.hold([reader.dossier])[0]
    known_now = dossier_facts.facts(held, on=timezone.localdate())
    validate = dossier_held.tables_of(reader.dossier).avis.transition("validate-avis")
    said = " ".join(validate.warnings(known_now))
    assert "ne figure pas parmi" in said and NOT_TREATING in said
    assert not [name for name in validate.guards if name.startswith("author")]


def test_the_register_is_searched_within_the_prefecture_first(listed, here):
    elsewhere = Doctor.objects.create(last_name="Hamel-Autre", first_name="Abel")
    assert register.candidates("hamel", here.prefectures.get()) == [listed, elsewhere]
    assert register.candidates("", here.prefectures.get()) == []


def test_what_the_register_said_is_sealed_and_journaled(listed, record, received):
    record(listed)
    report = received.reports.get()
    assert b"Hamel" not in bytes(report.author) and b"A-1" not in bytes(report.author)
    assert JournalEvent.objects.about(received).filter(act=JournalAct.AUTHOR_CHECKED).count() == 1


def test_the_author_is_chosen_on_its_page_and_shown_on_the_dossier_and_in_the_list_of_points(
    listed, received, signed_in
):
    browser, address = signed_in("secretariat"), f"/dossiers/{received.pk}/auteur/"
    assert 'value="Hamel Essai Noor"' in browser.get(address).content.decode()
    typed = {"name": "hamel", "dated_on": "01/03/2016", "treats": "oui"}
    shown = browser.post(address, typed).content.decode()
    assert "Hamel-Essai Noor" in shown and "Médecin agréé le 01/03/2016, arrêté A-1" in shown
    unsure = browser.post(address, typed | {"choisir": "1"})
    assert unsure.status_code == 422 and "gardez le nom écrit" in unsure.content.decode()
    assert browser.post(address, typed | {"doctor": listed.pk}).status_code == 302
    for username, place in (("secretariat", ""), ("medecin", ""), ("medecin", "medical/")):
        page = signed_in(username).get(f"/dossiers/{received.pk}/{place}").content.decode()
        assert "arrêté A-1" in page and NOT_TREATING in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Écrivez le nom"),
        ({"name": "Hamel", "dated_on": "31/02/2016"}, "Erreur"),
        ({"name": "Hamel", "dated_on": "01/01/2999"}, "à venir"),
        ({"name": "Hamel", "doctor": "999"}, "Choisissez dans la liste"),
        ({"name": "Hamel\x00"}, "Erreur"),
    ],
)
def test_a_bad_author_says_why_and_keeps_what_was_typed(typed, words, listed, received, signed_in):
    answer = signed_in("secretariat").post(f"/dossiers/{received.pk}/auteur/", typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not received.reports.get().author_standing


def test_a_name_nobody_bears_is_kept_at_once(received, signed_in, accounts):
    assert signed_in("secretariat").post(f"/dossiers/{received.pk}/auteur/", {"name": "Zorblax"}).status_code == 302
    reader = policy.opened(accounts["medecin"], received.pk, on=timezone.localdate())
    card = dossier_reading.card(reader, on=timezone.localdate())
    assert [name for _, name in card.reports] == ["Zorblax"]


def test_the_author_is_closed_to_the_director_and_absent_at_the_office(received, reported, signed_in, here):
    type(received).objects.filter(pk=received.pk).update(avis_state="under-cover")
    assert signed_in("directeur").get(f"/dossiers/{received.pk}/auteur/").status_code == 404
    assert SINCE_2017 and signed_in("ofii-secretariat").get(f"/dossiers/{reported.pk}/auteur/").status_code == 404
