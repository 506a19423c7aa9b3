"""A note reaches a director general as a note; from Paris that of the region, without its dossier (A-10)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from forms_app.enums import ActKind, Authority, CaseRole, JournalAct, Way
from forms_app.models import EmpoweringAct, JournalEvent, SentLetter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import notes
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import make_authority, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]


@pytest.fixture
def paris(accounts):
    """The préfecture de police, where the physician and the secretary also serve."""
    authority = make_authority("pp-essai", "75", Authority.PP)
    for username, role in (("medecin", CaseRole.PHYSICIAN), ("secretariat", CaseRole.SECRETARY)):
        member = make_member(accounts, username, authority, role)
        if role == CaseRole.PHYSICIAN:
            EmpoweringAct.objects.create(
                membership=member, kind=ActKind.DESIGNATION, reference="E-2", signed_on=member.starts_on,
                signatory="Essai", starts_on=member.starts_on, recorded_by=accounts["administrateur"],
            )  # fmt: skip
    return authority


@pytest.fixture
def noted(dossier_in, act, deliver, accounts):
    """Function that gives an avis in a dossier of an authority, and sends the physician's note."""

    def make(authority, **asked):
        row = dossier_in(authority, **asked)
        act(row, "register-report")
        act(row, "begin-review", "medecin")
        deliver(row, "avis", "medecin")
        act(row, "validate-avis", "medecin", authenticated_at=timezone.now())
        deliver(row, "note", "medecin", pdf=b"%PDF CANARINOTE")
        return row

    return make


def body(user, path, status=200):
    browser = Client()
    browser.force_login(user)
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode("utf-8", "replace")


def test_in_an_ars_the_director_reads_the_note_from_the_dossier_and_the_secretary_does_not(here, noted, accounts):
    row = noted(here)
    sent = row.sent.get()
    path = f"/dossiers/{row.pk}/lettres/{sent.pk}.pdf"
    assert "CANARINOTE" in body(accounts["directeur"], path)
    assert "CANARINOTE" in body(accounts["medecin"], path)
    body(accounts["secretariat"], path, status=404)
    assert body(accounts["directeur"], "/dossiers/notes/").count("Aucune note reçue") == 1
    assert JournalEvent.objects.filter(act=JournalAct.LETTER_READ).count() == 2


def test_a_note_from_paris_reaches_the_director_of_the_region_as_a_note_and_never_its_dossier(
    here, paris, noted, accounts
):
    row = noted(paris, family="Zorblaxo", residence="75")
    sent, director = row.sent.get(), accounts["directeur"]
    assert sent.addressee == here
    listed = body(director, "/dossiers/notes/")
    assert str(sent.pk) in listed and "Zorblaxo" not in listed and row.initials not in listed
    assert "CANARINOTE" in body(director, f"/dossiers/notes/{sent.pk}/note.pdf")
    shown = body(director, f"/dossiers/notes/{sent.pk}/")
    assert "Zorblaxo" not in shown and row.reference not in shown and str(row.pk) not in shown
    for path in ("", f"lettres/{sent.pk}.pdf", "direction/", f"avis/{row.avis.get().pk}.pdf", "medical/"):
        body(director, f"/dossiers/{row.pk}/{path}", status=404)


def test_a_note_is_absent_for_everybody_but_its_director(here, paris, noted, accounts):
    sent = noted(paris, residence="75").sent.get()
    for username in ("medecin", "secretariat", "valideur", "administrateur"):
        body(accounts[username], f"/dossiers/notes/{sent.pk}/", status=404)
        body(accounts[username], f"/dossiers/notes/{sent.pk}/note.pdf", status=404)
        body(accounts[username], "/dossiers/notes/", status=404)


def test_what_the_director_decides_on_a_note_reaches_the_service_that_wrote_it(here, paris, noted, accounts):
    row, director = noted(paris, residence="75"), accounts["directeur"]
    today = timezone.localdate()
    note = notes.opened(director, row.sent.get().pk, on=today)
    assert notes.waiting(notes.policy.memberships(director, on=today)) == 1
    notes.do(note, "register-referral", Given(today), Origin(director))
    note = notes.opened(director, row.sent.get().pk, on=today)
    assert note.limit.started_on == today and [one.name for one in note.passages] == ["send-note", "register-referral"]
    with pytest.raises(Refused, match="mode d’envoi"):
        notes.do(note, "answer-referral", Given(today), Origin(director))
    notes.do(note, "answer-referral", Given(today, way=Way.POST), Origin(director))
    row.refresh_from_db()
    assert row.humanitarian_state == "answered"
    assert "Communiquer l’avis motivé au préfet" in body(accounts["medecin"], f"/dossiers/{row.pk}/")
    assert notes.waiting(notes.policy.memberships(director, on=today)) == 0


def test_a_director_whom_no_act_entitles_signs_no_avis_on_a_note(here, paris, noted, accounts):
    row, director = noted(paris, residence="75"), accounts["directeur"]
    acts = EmpoweringAct.objects.filter(membership__role="director")
    acts.update(ends_on=timezone.localdate() - timedelta(days=1))
    note = notes.opened(director, row.sent.get().pk, on=timezone.localdate())
    given = Given(timezone.localdate(), way=Way.POST)
    with pytest.raises(Refused, match="signer"):
        notes.do(note, "give-complementary-avis", given, Origin(director))
    acts.update(ends_on=timezone.localdate())
    assert notes.do(note, "give-complementary-avis", given, Origin(director)).target == "complementary-given"


def test_the_screens_of_a_note_show_and_do_what_is_possible(here, paris, noted, signed_in):
    row = noted(paris, residence="75")
    address = f"/dossiers/notes/{row.sent.get().pk}/"
    browser = signed_in("directeur")
    assert "Ne retenir aucune circonstance" in browser.get(address).content.decode()
    assert browser.get(f"{address}actes/answer-referral/").status_code == 404
    assert browser.post(f"{address}actes/retain-nothing/", {"day": "31/02/2016"}).status_code == 422
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert browser.post(f"{address}actes/retain-nothing/", {"day": day}).status_code == 302
    row.refresh_from_db()
    assert row.humanitarian_state == "not-retained"


def test_what_leaves_for_the_prefet_is_kept_and_what_goes_between_doctors_is_not(here, dossier_in, act, deliver):
    row = dossier_in(here)
    act(row, "register-report")
    deliver(row, "receipt", "secretariat", pdf=b"%PDF fiche 1")
    act(row, "begin-review", "medecin")
    deliver(row, "complements", "medecin", pdf=b"%PDF CANARI")
    assert [(each.fiche, each.recipient) for each in row.sent.all()] == [("receipt", "prefecture")]


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET fiche = fiche, sent_on = sent_on"])
def test_the_database_refuses_to_change_or_lose_a_letter_that_left(statement, here, noted):
    noted(here)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(SentLetter._meta.db_table))
