"""A dossier goes to another authority whole; the first keeps a reference, a day, to whom, and reads nothing (A-27)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.enums import Authority, CaseRole, Compartment, JournalAct
from forms_app.models import DirectorFile, Draft, JournalEvent, Letter, Transfer
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_fiches, dossier_files, dossiers, transfers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.dossiers.transfers import Moved
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import make_authority, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]


def reader_of(user, row):
    return policy.opened(user, row.pk, on=timezone.localdate())


def body(user, path, status=200):
    browser = Client()
    browser.force_login(user)
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode("utf-8", "replace")


@pytest.fixture
def there(accounts, elsewhere):
    """The other authority, with a physician of its own too."""
    make_member(accounts, "redacteur", elsewhere, CaseRole.PHYSICIAN)
    return elsewhere


@pytest.fixture
def send(accounts, there):
    """Function that transfers a dossier to the other authority."""

    def do(row, username="secretariat", to=there, reason="residence", **changes):
        user = accounts[username]
        moved = Moved(to.prefectures.get(), **{"residence": "44"} | changes)
        given = Given(timezone.localdate(), reason=reason)
        return transfers.send(origin=Origin(user), reader=reader_of(user, row), moved=moved, given=given)

    return do


@pytest.fixture
def received(here, dossier_in, act, accounts):
    """A dossier with a report, notes of the physician, and nothing given yet."""
    row = dossier_in(here, family="Zorblaxo")
    act(row, "register-report", author="CANARIAUTEUR")
    act(row, "begin-review", "medecin")
    user = accounts["medecin"]
    dossier_files.write(
        origin=Origin(user), reader=reader_of(user, row), compartment=Compartment.MEDICAL,
        content={"notes": "CANARIMEDICAL", "checks": []},
    )  # fmt: skip
    return row


def test_the_other_authority_reads_everything_and_the_first_nothing(received, send, there, accounts):
    former, path = received.reference, f"/dossiers/{received.pk}/"
    send(received)
    received.refresh_from_db()
    assert (received.authority, received.residence, received.reference) == (there, "44", former)  # its own first number
    shown = body(accounts["valideur"], path)
    assert "Zorblaxo" in shown and "CANARIAUTEUR" in shown and "Enregistrer la réception du transfert" in shown
    assert "CANARIMEDICAL" in body(accounts["redacteur"], f"{path}medical/")
    for username in ("medecin", "secretariat", "directeur"):
        for part in ("", "medical/", "identite/", "pieces/", "transfert/"):
            body(accounts[username], path + part, status=404)
        assert "Zorblaxo" not in body(accounts[username], "/dossiers/")


def test_the_first_authority_keeps_a_reference_a_day_and_to_whom(received, send, there, accounts):
    send(received)
    shown = body(accounts["secretariat"], "/dossiers/transferes/")
    assert received.reference in shown and str(there) in shown
    assert str(received.pk) not in shown and "Zorblaxo" not in shown and received.initials not in shown
    body(accounts["directeur"], "/dossiers/transferes/", status=404)
    assert received.reference not in body(accounts["valideur"], "/dossiers/transferes/")
    assert JournalEvent.objects.about(received).filter(act=JournalAct.DOSSIER_TRANSFERRED).count() == 1


def test_the_competence_is_explained_again_for_the_new_place(received, send):
    send(received)
    first, second = received.competences.all()
    assert "Bretagne" in first.explanation and "Pays de la Loire" in second.explanation


def test_a_placement_in_a_centre_makes_the_arrival_of_the_papers_wait(received, send, act, accounts, there):
    send(received, reason="centre", situation="cra", centre="44", residence="35")
    received.refresh_from_db()
    assert received.for_secretary and received.situation == "cra"
    assert received.custody.last().step == "sent"
    act(received, "receive-transfer", "valideur")
    with pytest.raises(Refused, match="Aucun transfert"):
        act(received, "receive-transfer", "valideur")


def test_drafts_and_letters_of_the_first_authority_are_closed(received, send, accounts, monkeypatch):
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})
    user = accounts["medecin"]
    opened = dossier_fiches.begin(
        origin=Origin(user), reader=reader_of(user, received), key="avis", on=timezone.localdate()
    )
    letter = Letter.objects.create(
        run=opened.row.run, author=user, fiche="avis", authority="ars", recipient="prefecture", state="delivered",
        content=crypto.seal(b"{}"), pdf=crypto.seal(b"%PDF"), content_sha256="", pdf_sha256="", template_version="1",
        delivered_at=timezone.now(), expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    assert str(letter.pk) in body(user, "/fiches/lettres/")
    send(received)
    assert not Draft.objects.filter(pk=opened.row.run).exists()
    assert str(letter.pk) not in body(user, "/fiches/lettres/")
    for path in (f"/fiches/lettres/{letter.pk}/", f"/fiches/brouillons/{opened.row.run}/lettre/"):
        body(user, path, status=404)


def test_the_notes_of_the_first_director_do_not_follow(received, send, accounts):
    user = accounts["directeur"]
    dossier_acts.do(
        origin=Origin(user), reader=policy.Reader(received, tuple(user.memberships.all())), name="register-referral",
        given=Given(timezone.localdate()),
    )  # fmt: skip
    dossier_files.write(
        origin=Origin(user), reader=reader_of(user, received), compartment=Compartment.DIRECTOR,
        content={"notes": "CANARIDIRECTION", "checks": []},
    )  # fmt: skip
    with pytest.raises(Refused, match="en cours"):
        send(received)
    type(received).objects.filter(pk=received.pk).update(humanitarian_state="answered")
    trace = send(received)
    assert not DirectorFile.objects.filter(dossier=received).exists()
    assert b"CANARIDIRECTION" in crypto.unseal_in(crypto.Family.DIRECTOR, trace.direction)


def test_a_dossier_goes_nowhere_once_its_avis_is_given(received, send):
    type(received).objects.filter(pk=received.pk).update(avis_state="avis-given")
    with pytest.raises(Refused, match="n’est pas possible"):
        send(received)
    type(received).objects.filter(pk=received.pk).update(avis_state="before-commission")
    assert send(received).reference == received.reference


def test_a_dossier_whose_avis_is_given_says_with_its_clauses_why_it_stays(received, send, deliver, act, signed_in):
    deliver(received, "avis", "medecin")
    act(received, "validate-avis", "medecin", authenticated_at=timezone.now())
    with pytest.raises(Refused, match="IV-16") as refused:
        send(received)
    assert "I-2" in str(refused.value)
    shown = signed_in("secretariat").get(f"/dossiers/{received.pk}/transfert/").content.decode()
    assert "ne se transfère plus" in shown and 'name="prefecture"' not in shown


def test_a_transfer_stays_within_one_regime(received, send, accounts):
    office = make_authority("ofii-essai", "992", Authority.OFII)
    with pytest.raises(ValidationError, match="régime"):
        send(received, to=office)
    assert office.prefectures.get() not in transfers.destinations(received.authority)
    assert not transfers.destinations(office).exists()
    assert not Transfer.objects.exists()


def test_to_paris_and_back_the_life_goes_on_in_the_other_table(received, send, accounts, act, here):
    paris = make_authority("pp-essai", "75", Authority.PP)
    make_member(accounts, "valideur", paris, CaseRole.SECRETARY)
    send(received, to=paris, residence="75")
    received.refresh_from_db()
    act(received, "receive-transfer", "valideur")
    assert [row.table for row in received.passages.all()][-2:] == ["ars", "pp"]
    send(received, "valideur", to=here, residence="35")
    received.refresh_from_db()
    assert received.authority == here and dossiers.person_of(reader_of(accounts["medecin"], received))


def test_another_authority_than_that_of_the_rule_asks_a_reason_that_reveals_nothing(received, send, there):
    there.demonstration, there.region = True, "52"
    there.save()
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        send(received, residence="75")
    with pytest.raises(ValidationError, match="révéler"):
        send(received, residence="75", competence_reason="Sa chimiothérapie est suivie là-bas")
    assert send(received, residence="75", competence_reason="Domiciliation conservée").reason == "residence"


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET number = number"])
def test_the_database_refuses_to_change_or_lose_a_trace(statement, received, send):
    send(received)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(Transfer._meta.db_table))


def test_the_screen_keeps_what_was_typed_and_sends(received, there, signed_in):
    browser, path = signed_in("secretariat"), f"/dossiers/{received.pk}/transfert/"
    assert browser.get(f"/dossiers/{received.pk}/actes/transfer/").url == path
    typed = {"reason": "residence", "prefecture": there.prefectures.get().pk, "residence": "99", "situation": "free",
             "centre": "", "competence_reason": "", "day": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip
    answer = browser.post(path, typed)
    assert answer.status_code == 422 and 'value="99"' in answer.content.decode()
    answer = browser.post(path, typed | {"residence": "44"})
    assert (answer.status_code, answer.url) == (302, "/dossiers/transferes/")
    assert signed_in("directeur").get(path).status_code == 404
