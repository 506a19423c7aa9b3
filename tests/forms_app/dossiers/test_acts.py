"""An act is a passage that never changes; a letter carries its own; an avis takes who is there and entitled."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import fiches, policy
from forms_app.enums import Compartment, JournalAct, Way
from forms_app.models import Avis, EmpoweringAct, JournalEvent, Passage
from forms_app.rules import completeness
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import (
    dossier_acts,
    dossier_facts,
    dossier_fiches,
    dossier_files,
    dossier_held,
    dossiers,
)
from forms_app.services.fiches import drafts
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def reader_of(user, dossier):
    return policy.opened(user, dossier.pk, on=timezone.localdate())


def offered(user, dossier):
    reader = reader_of(user, dossier)
    held = dossier_held.hold([reader.dossier])[0]
    return [fiche.key for fiche in dossier_fiches.offered(reader, held, on=timezone.localdate())]


def test_fiche_1_is_proposed_the_moment_a_report_is_registered_and_no_more_once_delivered(
    here, dossier_in, act, deliver, accounts
):
    row = dossier_in(here)
    assert offered(accounts["secretariat"], row) == []
    act(row, "register-report")
    assert offered(accounts["secretariat"], row) == ["receipt"]
    letter = deliver(row, "receipt", "secretariat")
    assert offered(accounts["secretariat"], row) == []
    assert row.passages.get(name="notify-prefecture").letter == letter.pk


def test_a_fiche_is_prefilled_with_the_request_and_no_medical_word(here, dossier_in, act, accounts, monkeypatch):
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})
    row = dossier_in(here)
    act(row, "register-report", author="Kerdoncuff-Essai", author_kind="hospital")
    act(row, "begin-review", "medecin")
    user = accounts["medecin"]
    dossier_files.write(
        origin=Origin(user), reader=reader_of(user, row), compartment=Compartment.MEDICAL,
        content={"notes": "CANARI-MEDICAL", "checks": []},
    )  # fmt: skip
    typed = str([dossier_fiches.prefilled(reader_of(user, row), fiche) for fiche in fiches.FICHES])
    assert "Ben Ali Amina" in typed and "10/03/2016" in typed
    assert "CANARI" not in typed and "Kerdoncuff" not in typed


def test_an_unfinished_fiche_is_taken_up_again_by_its_author_alone(here, dossier_in, act, accounts, monkeypatch):
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})
    row = dossier_in(here)
    act(row, "register-report")
    runs = [
        dossier_fiches.begin(
            origin=Origin(user), reader=reader_of(user, row), key="receipt", on=timezone.localdate()
        ).row.run
        for user in (accounts["secretariat"], accounts["secretariat"], accounts["medecin"])
    ]
    assert runs[0] == runs[1] != runs[2]
    with pytest.raises(drafts.Absent):
        drafts.load(accounts["medecin"], runs[0])


def test_an_avis_is_validated_within_ten_minutes_of_a_proof_and_not_after(examined, act):
    late = timezone.now() - timedelta(minutes=10, seconds=1)
    for moment in (None, late):
        with pytest.raises(Refused, match="dix minutes"):
            act(examined, "validate-avis", "medecin", authenticated_at=moment)
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now() - timedelta(minutes=9))
    assert examined.avis.get().replaces is None
    assert JournalEvent.objects.about(examined).filter(act=JournalAct.AVIS_VALIDATED).count() == 1


def test_a_physician_without_a_designation_on_that_day_validates_nothing(examined, act):
    EmpoweringAct.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="désigné"):
        act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())


def test_a_rectification_names_the_avis_that_stood_and_leaves_it_as_it_was(examined, act, deliver, accounts):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    first = examined.avis.get()
    deliver(examined, "avis", "medecin")
    act(examined, "rectify-avis", "medecin", authenticated_at=timezone.now(), reason="clerical", mode=None)
    second = examined.avis.get(replaces=first)
    assert dossier_acts.avis_pdf(reader_of(accounts["medecin"], examined), second) == b"%PDF avis"
    first_again = Avis.objects.get(pk=first.pk)
    assert bytes(first_again.pdf) == bytes(first.pdf)


@pytest.mark.parametrize("table", ["forms_app_passage", "forms_app_avis"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET dossier_id = dossier_id"])
def test_the_database_refuses_to_change_or_lose_what_happened(table, statement, examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_a_passage_refuses_to_be_saved_again(examined):
    with pytest.raises(TypeError):
        examined.passages.first().save()
    with pytest.raises(TypeError):
        Passage.objects.update(reason="x")


def test_the_director_transmits_under_cover_only_with_an_act_in_force(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    act(examined, "record-signature")
    act(examined, "submit")
    acts = EmpoweringAct.objects.filter(membership__role="director")
    acts.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="Aucun acte en vigueur"):
        act(examined, "transmit", "directeur", way=Way.POST)
    acts.update(ends_on=timezone.localdate())
    assert act(examined, "transmit", "directeur", way=Way.POST).target == "avis-transmitted"


def test_the_secretary_neither_validates_nor_transmits(examined, act):
    for name in ("validate-avis", "transmit"):
        with pytest.raises(Refused, match="rôle"):
            act(examined, name, "secretariat", authenticated_at=timezone.now(), way=Way.POST)


def test_an_act_of_tomorrow_is_refused_and_one_of_today_is_not(here, dossier_in, act):
    row = dossier_in(here)
    with pytest.raises(Refused, match="à venir"):
        act(row, "register-report", day=timezone.localdate() + timedelta(days=1))
    assert act(row, "register-report").day == timezone.localdate()


def test_the_state_kept_with_the_dossier_is_that_of_its_last_passage(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    examined.refresh_from_db()
    last = examined.passages.filter(table="ars").last()
    assert examined.avis_state == last.target == "avis-given"


def test_the_loop_of_fiche_2_goes_out_and_comes_back(here, dossier_in, act, deliver):
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    deliver(row, "complements", "medecin")
    act(row, "remind-doctor")
    act(row, "register-details")
    row.refresh_from_db()
    assert row.avis_state == "under-review"
    assert [each.name for each in row.passages.all()][2:] == ["ask-details", "remind-doctor", "register-details"]


def test_fiche_2_is_written_again_as_a_fiche_while_the_doctor_is_awaited(here, dossier_in, act, deliver, signed_in):
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    deliver(row, "complements", "medecin")
    deliver(row, "complements", "medecin")
    row.refresh_from_db()
    told = row.passages.filter(fiche="complements")
    assert [each.name for each in told] == ["ask-details", "ask-details-again"]
    assert told[0].letter != told[1].letter and row.avis_state == "awaiting-details"


def test_a_second_fiche_2_is_offered_to_the_physician_and_to_nobody_else(
    here, dossier_in, act, deliver, accounts, switched_on, signed_in
):
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    deliver(row, "complements", "medecin")
    address = f"/dossiers/{row.pk}/fiches/complements/"
    assert address in signed_in("medecin").get(f"/dossiers/{row.pk}/").content.decode()
    assert address not in signed_in("secretariat").get(f"/dossiers/{row.pk}/").content.decode()


def test_a_person_s_name_is_closed_to_who_may_not_read_it(here, dossier_in, accounts):
    row = dossier_in(here)
    closed = policy.Reader(row, ())
    with pytest.raises(policy.Absent):
        dossiers.person_of(closed)


POINTS = tuple(item.key for item in completeness.checklist(Regime.ARS))


@pytest.mark.parametrize(
    ("ticked", "author", "answers"),
    [
        ((), False, False),
        (("author",), True, False),
        (POINTS[:-1], False, False),
        (POINTS, False, True),
        (("author", *POINTS), True, True),
    ],
)
def test_a_dossier_warns_of_what_the_physician_has_not_ticked_and_of_nothing_else(
    here, dossier_in, accounts, ticked, author, answers
):
    row, user = dossier_in(here), accounts["medecin"]
    content = {"notes": "CANARI", "checks": list(ticked)}
    dossier_files.write(
        origin=Origin(user), reader=reader_of(user, row), compartment=Compartment.MEDICAL, content=content
    )
    [held] = dossier_held.hold([row])
    known = dossier_facts.facts(held, on=timezone.localdate())
    assert (known.author_checked, known.answers_checked) == (author, answers)


def test_a_letter_that_names_its_signatory_proposes_who_fills_it_and_no_other_does(here, dossier_in, accounts):
    row, user = dossier_in(here), accounts["medecin"]
    reader = reader_of(user, row)
    avis, receipt = (
        dossier_fiches.prefilled(reader, fiches.get(key), signatory=user).get("signature", {})
        for key in ("avis", "receipt")
    )
    assert avis == {"signatory_name": [user.get_full_name()], "signatory_quality": ["Médecin de l’ARS"]}
    assert receipt == {}  # fiche 1 is in the name of the director general (T11)
