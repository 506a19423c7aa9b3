"""The avis of the OFII goes to its end: a reporting physician apart, three physicians or one, each validating."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import crypto, documents, fiches, policy
from forms_app.enums import JournalAct, Matter, Way
from forms_app.letters import content
from forms_app.models import Composition, EmpoweringAct, JournalEvent, Letter, MemberValidation
from forms_app.rules.vocabulary import Formation
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import (
    dossier_acts,
    dossier_college,
    dossier_facts,
    dossier_fiches,
    dossier_held,
    dossier_limits,
    dossier_lists,
)
from forms_app.services.fiches import drafts
from forms_app.services.trace.journal import Origin
from tests.forms_app.dossiers.conftest import SINCE_2017, THREE, make_authority, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def today():
    return timezone.localdate()


def reader_of(user, dossier):
    return policy.opened(user, dossier.pk, on=today())


def offered(user, dossier):
    reader = reader_of(user, dossier)
    held = dossier_held.hold([reader.dossier])[0]
    return [fiche.key for fiche in dossier_fiches.offered(reader, held, on=today())]


def prefilled(user, dossier, key):
    steps = dossier_fiches.prefilled(reader_of(user, dossier), fiches.get(key)).values()
    return {name: value[0] for step in steps for name, value in step.items()}


@pytest.fixture
def validate(step):
    """Function by which a physician validates the avis for their part, present a minute ago."""

    def do(dossier, username, name="validate-as-member", **given):
        return step(dossier, name, username, authenticated_at=timezone.now() - timedelta(minutes=1), **given)

    return do


@pytest.fixture
def deliver(accounts, monkeypatch):
    """Function that delivers the avis begun by a physician, on which some names stand; its file is a few bytes."""
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})

    def make(dossier, username, names=None, key="college", pdf=b"%PDF avis"):
        user = accounts[username]
        opened = dossier_fiches.begin(origin=Origin(user), reader=reader_of(user, dossier), key=key, on=today())
        typed = prefilled(user, dossier, key)
        told = names or [typed.get(f"physician_{n}") for n in (1, 2, 3) if typed.get(f"physician_{n}")]
        told = told or [typed["signatory_name"]]
        lines = [
            content.Line("line", (content.Piece("answer", name, name=field),))
            for name, field in zip(told, ("medecin_1", "medecin_2", "medecin_3"), strict=False)
        ]
        letter = content.Letter(key, "ofii", "", "Avis", tuple(lines), "prefecture")
        frozen = documents.Frozen(letter, today(), "", "mark")
        row = Letter.objects.create(
            run=opened.row.run, author=user, fiche=key, authority="ofii", recipient=fiches.get(key).recipient,
            state="delivered", content=crypto.seal(frozen.as_bytes()), content_sha256=frozen.digest,
            pdf=crypto.seal(pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(), template_version="1",
            delivered_at=timezone.now(), expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
        assert dossier_acts.letter_delivered(origin=Origin(user), letter=row) is None
        drafts.forget(user, opened.row.run)
        return row

    return make


@pytest.fixture
def before_college(reported, step):
    """A dossier whose college is composed and has the report."""
    step(reported, "compose-college", physicians=THREE)
    step(reported, "send-to-college", "ofii-rapporteur")
    return reported


@pytest.fixture
def laid(before_college, deliver):
    """A dossier whose avis waits for three validations."""
    deliver(before_college, "ofii-medecin-1")
    return before_college


def state(row):
    row.refresh_from_db()
    return row.avis_state


def test_three_validations_give_the_avis_and_keep_its_bytes(laid, validate, accounts):
    for username in THREE[:2]:
        validate(laid, username)
        assert state(laid) == "before-college" and not laid.avis.exists()
    passage = validate(laid, THREE[2])
    assert (passage.name, state(laid)) == ("validate-avis", "avis-given")
    avis = laid.avis.get()
    assert dossier_acts.avis_pdf(reader_of(accounts["ofii-secretariat"], laid), avis) == b"%PDF avis"
    assert {row.member.username for row in MemberValidation.objects.filter(letter=avis.letter)} == set(THREE)
    told = JournalEvent.objects.about(laid)
    assert told.filter(act=JournalAct.AVIS_VALIDATED_BY_ONE).count() == 3
    assert told.filter(act=JournalAct.AVIS_VALIDATED).count() == 1


def test_the_avis_goes_on_under_cover_to_the_prefect(laid, validate, step):
    for username in THREE:
        validate(laid, username)
    step(laid, "record-signature")
    step(laid, "submit")
    step(laid, "transmit", "ofii-directeur", way=Way.POST)
    assert state(laid) == "avis-transmitted"


@pytest.mark.parametrize("username", ["ofii-rapporteur", "ofii-medecin-4"])
def test_neither_the_rapporteur_nor_another_physician_validates_or_writes_the_avis(username, laid, validate, accounts):
    with pytest.raises(Refused, match="désigné pour ce dossier"):
        validate(laid, username)
    assert "college" not in offered(accounts[username], laid)
    assert not MemberValidation.objects.exists()


def test_a_physician_validates_once(laid, validate):
    validate(laid, THREE[0])
    with pytest.raises(Refused, match="déjà validé"):
        validate(laid, THREE[0])


def test_who_validates_proved_to_be_there_within_ten_minutes(laid, step):
    late = timezone.now() - timedelta(minutes=10, seconds=1)
    for moment in (None, late):
        with pytest.raises(Refused, match="dix minutes"):
            step(laid, "validate-as-member", THREE[0], authenticated_at=moment)


def test_two_validations_never_make_an_avis_whatever_is_asked(laid, validate):
    for username in THREE[:2]:
        validate(laid, username)
    with pytest.raises(Refused, match="validation d’un des médecins manque"):
        validate(laid, THREE[1], name="validate-avis")
    assert state(laid) == "before-college"


def test_the_rapporteur_among_the_members_is_refused(reported, step):
    with pytest.raises(Refused, match="Le médecin rapporteur ne siège pas au collège"):
        step(reported, "compose-college", physicians=("ofii-rapporteur", *THREE[:2]))
    assert not Composition.objects.exists()


@pytest.mark.parametrize(
    ("physicians", "words"),
    [
        (THREE[:2], "Nommez un collège de trois médecins"),
        ((THREE[0], THREE[0], THREE[1]), "nommé deux fois"),
        ((*THREE, "ofii-medecin-4"), "Nommez un collège de trois médecins"),
        ((*THREE[:2], "medecin"), "Choisissez des médecins de cette autorité"),
        ((*THREE[:2], "ofii-secretariat"), "Choisissez des médecins de cette autorité"),
    ],
)
def test_a_college_that_is_not_sound_is_refused(physicians, words, reported, step):
    with pytest.raises(Refused, match=words):
        step(reported, "compose-college", physicians=physicians)


def test_a_college_is_composed_once_there_is_a_rapporteur(office, dossier_in, step):
    row = dossier_in(office, **SINCE_2017)
    step(row, "register-certificate", mode="by-doctor", sent_on=today())
    with pytest.raises(Refused, match="n’est pas possible"):
        step(row, "compose-college", physicians=THREE)


@pytest.mark.parametrize(("ends", "sound"), [(0, True), (-1, False)])
def test_a_member_is_appointed_on_the_day_of_the_composition(ends, sound, reported, step, ids):
    EmpoweringAct.objects.filter(membership__user__in=ids(THREE[0])).update(ends_on=today() + timedelta(days=ends))
    if sound:
        step(reported, "compose-college", physicians=THREE)
    else:
        with pytest.raises(Refused, match="Non désigné au jour de l’avis"):
            step(reported, "compose-college", physicians=THREE)


def test_an_appointment_that_ended_since_stops_the_validation_of_everybody(laid, validate, ids):
    EmpoweringAct.objects.filter(membership__user__in=ids(THREE[0])).update(ends_on=today() - timedelta(days=1))
    with pytest.raises(Refused, match="Non désigné au jour de l’avis : Charlie"):
        validate(laid, THREE[1])


def test_a_member_is_replaced_with_a_reason_before_the_first_validation_and_not_after(laid, step, validate, deliver):
    others = ("ofii-medecin-4", *THREE[1:])
    with pytest.raises(Refused, match="motif"):
        step(laid, "replace-member", physicians=others)
    with pytest.raises(Refused, match="Aucun médecin n’est changé"):
        step(laid, "replace-member", physicians=THREE, reason="absent")
    step(laid, "replace-member", physicians=others, reason="absent")
    assert [row.reason for row in laid.compositions.all()] == ["", "absent"]
    with pytest.raises(Refused, match="n’est pas d’un médecin désigné"):
        validate(laid, THREE[1])  # the letter is that of a physician who no longer sits
    deliver(laid, THREE[1])
    validate(laid, THREE[1])
    with pytest.raises(Refused, match="la composition ne change plus"):
        step(laid, "replace-member", physicians=THREE, reason="absent")


def test_a_letter_that_names_other_physicians_is_not_validated(before_college, deliver, validate, accounts):
    names = [accounts[name].get_full_name() for name in (*THREE[:2], "ofii-medecin-4")]
    deliver(before_college, THREE[0], names=names)
    with pytest.raises(Refused, match="ne nomme pas les médecins désignés"):
        validate(before_college, THREE[0])


def test_an_avis_written_anew_asks_for_three_validations_again(laid, validate, deliver, accounts):
    """No text lets two physicians decide against the third: they deliberate again."""
    for username in THREE[:2]:
        validate(laid, username)
    deliver(laid, THREE[2], pdf=b"%PDF anew")
    validate(laid, THREE[2])
    assert state(laid) == "before-college"
    for username in THREE[:2]:
        validate(laid, username)
    [avis] = laid.avis.all()
    assert dossier_acts.avis_pdf(reader_of(accounts[THREE[0]], laid), avis) == b"%PDF anew"


def test_a_rectification_is_validated_by_three_with_one_reason_and_names_the_avis_that_stood(
    laid, validate, deliver, step
):
    for username in THREE:
        validate(laid, username)
    first = laid.avis.get()
    step(laid, "replace-member", physicians=(*THREE[:2], "ofii-medecin-4"), reason="appointment-ended")
    now = (*THREE[:2], "ofii-medecin-4")
    deliver(laid, THREE[0], pdf=b"%PDF rectified")
    validate(laid, now[0], "validate-rectification", reason="clerical")
    with pytest.raises(Refused, match="autre motif"):
        validate(laid, now[1], "validate-rectification", reason="new-review")
    for username in now[1:]:
        validate(laid, username, "validate-rectification", reason="clerical")
    assert laid.avis.get(replaces=first)
    assert laid.passages.last().name == "rectify-avis"


def test_only_the_rapporteur_sends_the_report_to_the_college(reported, step):
    with pytest.raises(Refused, match="Seul le médecin rapporteur"):
        step(reported, "send-to-college", THREE[0])
    step(reported, "send-to-college", "ofii-rapporteur")
    assert state(reported) == "before-college"


def test_a_report_is_taken_over_with_a_reason_by_who_does_not_sit(reported, step):
    step(reported, "compose-college", physicians=THREE)
    with pytest.raises(Refused, match="ne siège pas"):
        step(reported, "take-over-report", THREE[0], reason="absent")
    step(reported, "take-over-report", "ofii-medecin-4", reason="absent")
    assert reported.compositions.last().rapporteur.username == "ofii-medecin-4"
    with pytest.raises(Refused, match="Seul le médecin rapporteur"):
        step(reported, "send-to-college", "ofii-rapporteur")


@pytest.mark.parametrize(
    "changes",
    [
        {"rapporteur": 0}, {"rapporteur": 1}, {"rapporteur": 2}, {"second": 0}, {"third": 0}, {"third": 1},
        {"third": None}, {"second": None, "third": None}, {"formation": Formation.PHYSICIAN},
    ],
)  # fmt: skip
def test_the_database_refuses_a_college_that_the_law_refuses(changes, before_college, ids):
    three = ids(*THREE)
    seats = {
        name: None if seat is None else three[seat] if isinstance(seat, int) else seat for name, seat in changes.items()
    }
    stood = before_college.compositions.get()
    row = Composition(
        dossier=before_college, rank=2, formation=seats.pop("formation", Formation.COLLEGE), day=today(),
        rapporteur_id=seats.pop("rapporteur", stood.rapporteur_id), first_id=three[0],
        second_id=seats.pop("second", three[1]), third_id=seats.pop("third", three[2]),
        composed_by=stood.composed_by, role="secretary", at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def test_the_database_refuses_the_validation_of_who_does_not_sit(laid, accounts):
    composition = laid.compositions.get()
    for username in ("ofii-rapporteur", "ofii-medecin-4"):
        with pytest.raises(DatabaseError), transaction.atomic():
            MemberValidation.objects.create(
                composition=composition, letter=laid.pk, pdf_sha256="", member=accounts[username], at=timezone.now()
            )


@pytest.mark.parametrize("table", ["forms_app_composition", "forms_app_membervalidation"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_the_database_refuses_to_change_or_lose_a_composition_or_a_validation(table, statement, laid, validate):
    validate(laid, THREE[0])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    with pytest.raises(TypeError):
        laid.compositions.first().save()
    with pytest.raises(TypeError):
        MemberValidation.objects.update(reason="x")


def test_the_letter_that_waits_is_read_by_those_who_give_the_avis_and_by_nobody_else(laid, accounts, here):
    """C5: before its validation, an avis is its authors' own."""
    for username in THREE:
        reader = reader_of(accounts[username], laid)
        assert dossier_college.deliberated(origin=Origin(accounts[username]), reader=reader) == b"%PDF avis"
    for username in ("ofii-rapporteur", "ofii-medecin-4", "ofii-secretariat"):
        with pytest.raises(policy.Absent):
            dossier_college.deliberated(origin=Origin(accounts[username]), reader=reader_of(accounts[username], laid))
    assert JournalEvent.objects.filter(act=JournalAct.DELIBERATION_READ).count() == 3


def test_the_fiches_of_the_office_are_prefilled_with_who_gives_the_avis_and_the_day_of_the_college(
    before_college, accounts
):
    avis = prefilled(accounts[THREE[1]], before_college, "college")
    assert [avis[name] for name in ("physician_1", "physician_2", "physician_3")] == [
        accounts[name].get_full_name() for name in THREE
    ]
    assert avis["rapporteur"] == accounts["ofii-rapporteur"].get_full_name()
    notice = prefilled(accounts["ofii-secretariat"], before_college, "transmission")
    assert notice["sent_on"] == f"{today():%d/%m/%Y}"
    assert "Iffrig" not in str(notice)


def test_the_day_of_the_certificate_is_not_taken_for_that_of_the_college(reported, accounts):
    assert "sent_on" not in prefilled(accounts["ofii-rapporteur"], reported, "transmission")


@pytest.fixture
def removal(office, dossier_in, step):
    """Function that opens a removal dossier under examination."""

    def make(situation="ucsa", matter=Matter.EXPULSION):
        row = dossier_in(office, matter=matter, situation=situation, **SINCE_2017)
        step(row, "register-certificate", mode="by-doctor", sent_on=today())
        step(row, "begin-examination", "ofii-medecin-1")
        return row

    return make


def test_one_physician_gives_the_avis_of_a_person_who_is_detained(removal, step, deliver, validate):
    row = removal()
    step(row, "compose-college", "ofii-medecin-1", physicians=THREE[:1], formation=Formation.PHYSICIAN)
    deliver(row, THREE[0], key="removal")
    assert validate(row, THREE[0]).name == "validate-avis"
    assert row.avis.get().validated_by.username == THREE[0]
    step(row, "record-signature")
    step(row, "transmit", way=Way.SECURE_MAIL)
    assert state(row) == "avis-transmitted"


def test_the_removal_of_a_free_person_takes_a_college(removal, step, deliver, validate):
    row = removal("free")
    with pytest.raises(Refused, match="un collège"):
        step(row, "compose-college", physicians=THREE[:1], formation=Formation.PHYSICIAN)
    step(row, "compose-college", physicians=THREE)
    deliver(row, THREE[0], key="removal")
    for username in THREE:
        validate(row, username)
    assert state(row) == "avis-given"


def test_a_residence_avis_is_never_that_of_one_physician(reported, step):
    with pytest.raises(Refused, match="un collège de trois médecins"):
        step(reported, "compose-college", physicians=THREE[:1], formation=Formation.PHYSICIAN)


def test_three_months_run_from_the_certificate_and_fifteen_days_from_the_question_to_the_doctor(
    office, dossier_in, step
):
    row = dossier_in(office, **SINCE_2017)
    step(row, "register-certificate", mode="by-doctor", sent_on=today() - timedelta(days=3))
    [held] = dossier_held.hold([row])
    [limit] = dossier_limits.limits(held, today(), today() - timedelta(days=3))
    assert (limit.rule.key, limit.started_on) == ("college-avis", today() - timedelta(days=3))


@pytest.mark.parametrize(("days", "late"), [(15, False), (16, True)])
def test_the_report_goes_on_without_the_doctor_after_fifteen_days(days, late, reported):
    [held] = dossier_held.hold([reported])
    asked = replace_day(held.passages[-1], "ask-doctor", today() - timedelta(days=days))
    known = dossier_facts.facts(replace(held, passages=(*held.passages, asked)), on=today())
    assert known.doctor_silent == late


def replace_day(passage, name, day):
    made = type(passage)(dossier_id=passage.dossier_id, name=name, day=day, actor=passage.actor, at=passage.at)
    return made


def test_lists_cost_the_same_whatever_the_colleges(laid, office, dossier_in, step, accounts, django_assert_num_queries):
    counts = []
    for _ in range(2):
        with django_assert_num_queries(12, exact=False) as seen:
            dossier_lists.todo(policy.memberships(accounts[THREE[0]], on=today()))
        counts.append(len(seen.captured_queries))
        row = dossier_in(office, **SINCE_2017)
        step(row, "register-certificate", mode="by-doctor", sent_on=today())
        step(row, "begin-report", "ofii-rapporteur")
        step(row, "compose-college", physicians=THREE)
    assert counts[0] == counts[1]


def test_a_list_shows_a_physician_what_waits_for_them_and_not_for_another(laid, accounts, validate, step):
    def told(username):
        held = policy.memberships(accounts[username], on=today())
        return [task.label for row in dossier_lists.todo(held).rows for task in row.tasks]

    notice, mine = "Transmission du rapport au collège", "Valider l’avis, pour ma part"
    assert [told(name) for name in (THREE[1], "ofii-medecin-4")] == [[notice, mine], [notice]]
    type(laid.passages.first()).objects.create(
        dossier=laid, rank=99, table="ofii-residence", name="inform-prefecture", source="before-college",
        target="before-college", day=today(), actor=accounts["ofii-secretariat"], role="secretary", at=timezone.now(),
    )  # fmt: skip
    validate(laid, THREE[0])
    assert [told(name) for name in (*THREE, "ofii-medecin-4", "ofii-rapporteur")] == [[], [mine], [mine], [], []]
    laid.refresh_from_db()
    assert laid.for_physician and laid.for_named
    assert {row.user.username for row in laid.awaited.all()} == set(THREE[1:])


def test_a_physician_of_another_office_is_not_of_this_one(reported, accounts, step):
    other = make_authority("ofii-ailleurs", "995", "ofii")
    make_member(accounts, "medecin", other, "physician")
    with pytest.raises(Refused, match="cette autorité"):
        step(reported, "compose-college", physicians=(*THREE[:2], "medecin"))
