"""Two hundred synthetic dossiers in three fictitious authorities, in every state: nobody here exists."""

import hashlib
import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from forms_app import crypto, documents, enums, fiches
from forms_app.crypto import Family
from forms_app.enums import ActKind, CaseRole, Way
from forms_app.letters import compose, model_key
from forms_app.models import (
    Authority,
    AuthorityName,
    Avis,
    Dossier,
    EmpoweringAct,
    Membership,
    Passage,
    Prefecture,
    Report,
)
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.rules.workflow import machine
from forms_app.rules.workflow.facts import Facts
from forms_app.services.demo import demonstration, demonstration_around, demonstration_office
from forms_app.services.dossiers import dossier_acts, dossier_held, dossier_marks, dossiers
from forms_app.services.dossiers.dossier_acts import ROLES
from forms_app.services.fiches import models
from forms_app.services.trace.journal import Origin

PP, OFII = "pp-essai", "ofii-essai"
_FAMILIES = (
    "Abara", "Benkhir", "Castelo Vidal", "Dembarou", "Eslimani", "Fofanou", "Gueyrane", "Hovsepi", "Ibramov", "Jovanek",
    "Kessari", "Lukanda", "Mbokola", "Nazarel", "Ouedran", "Petrovar", "Qasimi-Rad", "Rahimo", "Sarkissov", "Tran Thuy",
)  # fmt: skip
_GIVEN = ("Amina", "Bakary", "Clara", "Daouda", "Elena", "Farid", "Gayané", "Hamid", "Irina", "Joseph")
_COUNTRIES = ("Algérie", "Arménie", "Cameroun", "Géorgie", "Guinée", "Mali", "Maroc", "Viêt Nam")
#: Acts of a dossier with the days since the arrival of the report; the story of each is told once.
_STORIES: tuple[tuple[tuple[str, int], ...], ...] = (
    (),
    (("register-report", 0),),
    (("register-report", 0), ("notify-prefecture", 0)),
    (("register-report", 0), ("notify-prefecture", 1), ("begin-review", 3)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 4), ("ask-details", 5), ("remind-doctor", 25)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 6), ("validate-avis", 30)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 2), ("validate-avis", 20),
     ("record-signature", 20), ("submit", 21)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 2), ("validate-avis", 20),
     ("record-signature", 20), ("submit", 21), ("transmit", 23)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 2), ("validate-avis", 20),
     ("record-signature", 20)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 4), ("ask-details", 5),
     ("register-details", 30)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 2), ("validate-avis", 20),
     ("record-signature", 20), ("submit", 21), ("transmit", 23), ("close", 60)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 3), ("close-without-avis", 40)),
    (("register-report", 0), ("notify-prefecture", 0), ("begin-review", 3), ("summon-commission", 9)),
)  # fmt: skip
#: The reason of the acts that ask for one.
_REASONS = {"close-without-avis": "withdrawn"}
#: How long ago each report arrived, in days: some avis are late, some due these days.
_AGES = (2, 40, 88, 95, 60, 91, 30, 75, 120, 10)
#: The account that acts under a role.
ACTORS = {CaseRole.PHYSICIAN: "medecin", CaseRole.SECRETARY: "secretariat", CaseRole.DIRECTOR: "directeur"}
#: Every guard of an act is met: what is shown is the life of a dossier, not its obstacles.
AMPLE = Facts(
    letters=frozenset(fiche.key for fiche in fiches.FICHES),
    reception_mode=ReceptionMode.BY_DOCTOR,
    signatory_identified=True,
    signatory_designated=True,
    signed_by_hand=True,
    sending_recorded=True,
    certificate_dated=True,
    rapporteur_named=True,
    is_rapporteur=True,
    uncomposed=True,
    composed=True,
    composition_open=True,
    composition_sound=True,
    sits=True,
    stands_apart=True,
    own_validation_missing=True,
    all_validated=True,
)


@transaction.atomic
def fill(accounts: dict) -> int:
    """Create the dossiers once, and return how many there are; `accounts` are those of the demonstration."""
    if Dossier.objects.filter(authority__demonstration=True).exists():
        return Dossier.objects.filter(authority__demonstration=True).count()
    places = (
        (Authority.objects.get(code=demonstration.CODE), 100, "35"),
        (make_authority(PP, enums.Authority.PP, "Préfecture de police d’Essai, service médical", "992"), 60, "75"),
        (make_authority(OFII, enums.Authority.OFII, "OFII, direction territoriale d’Essai", "993"), 40, "69"),
    )
    _members(accounts, places)
    demonstration_office.people(accounts, places[-1][0])
    number = 0
    for authority, count, residence in places:
        files = _Files(authority, accounts)
        for rank in range(count):
            _dossier(files, residence, rank, number)
            number += 1
    while dossier_marks.refresh_old():
        pass
    demonstration_around.Around(accounts, places[0][0], places[1][0]).fill()
    return number


def make_authority(code: str, kind: str, name: str, department: str) -> Authority:
    """Create a fictitious authority with its préfecture; one of before 2017 is shown on its own day."""
    row = Authority.objects.create(
        code=code,
        kind=kind,
        on_call="Astreinte fictive, 01 99 00 00 01",
        demonstration=True,
        shown_on=None if kind == enums.Authority.OFII else demonstration.SHOWN_ON,
    )
    AuthorityName.objects.create(authority=row, name=name, source="fictive")
    Prefecture.objects.create(
        code=department,
        name=f"Préfecture d’Essai ({department})",
        authority=row,
        address=f"1 place fictive\n{department}00 Essai",
    )
    return row


def _members(accounts: dict, places: tuple) -> None:
    """The physician and the secretary also serve Paris and the office: one account shows every service."""
    for authority, _, _ in places[1:]:
        for role in (CaseRole.PHYSICIAN, CaseRole.SECRETARY):
            member = Membership.objects.create(
                user=accounts[ACTORS[role]],
                role=role,
                authority=authority,
                starts_on=demonstration.SINCE,
                proposed_by=accounts["administrateur"],
                proposed_at=timezone.now(),
                confirmed_by=accounts["administratrice"],
                confirmed_at=timezone.now(),
            )
            if role == CaseRole.PHYSICIAN:
                _empower(member, authority, accounts)


def _empower(member: Membership, authority: Authority, accounts: dict) -> None:
    office = authority.kind == enums.Authority.OFII
    EmpoweringAct.objects.create(
        membership=member,
        kind=ActKind.APPOINTMENT if office else ActKind.DESIGNATION,
        reference="ESSAI-2014-07",
        signed_on=member.starts_on,
        signatory="Signataire fictif",
        starts_on=member.starts_on,
        ends_on=member.ends_on,
        recorded_by=accounts["administrateur"],
    )


class _Files:
    """An authority while its dossiers are made: who acts, and the one printed avis that they share."""

    def __init__(self, authority: Authority, accounts: dict):
        self.authority, self.accounts = authority, accounts
        self.member = Membership.objects.select_related("authority").get(
            authority=authority, user=accounts["secretariat"]
        )
        self.office = demonstration_office.Office(accounts, authority)
        self.prefectures = list(authority.prefectures.order_by("code"))

    @cached_property
    def avis(self) -> bytes:
        """The printed fiche 3, its boxes and dates left empty: a demonstration gives no avis."""
        fiche, kind = fiches.get("avis"), enums.Authority(self.authority.kind)
        answers = {"signatory_name": self.accounts["medecin"].get_full_name()}
        model, told = models.standing(model_key(fiche, kind, answers), self.authority.today)
        made = compose(fiche, answers, model, authority=kind, **told)
        return documents.render_letter(documents.Frozen(made, self.authority.today, "", uuid.uuid4().hex))


def _dossier(files: _Files, residence: str, rank: int, number: int) -> None:
    authority, accounts, today = files.authority, files.accounts, files.authority.today
    office = authority.kind == enums.Authority.OFII
    arrived = today - timedelta(days=_AGES[number % len(_AGES)])
    held = office and demonstration_office.is_removal(rank)
    asked = dossiers.Request(
        prefecture_id=files.prefectures[rank % len(files.prefectures)].pk,
        matter=enums.Matter.EXPULSION if held else enums.Matter.RESIDENCE,
        situation="ucsa" if held else "free",
        nature=enums.Nature.FIRST if rank % 3 else enums.Nature.RENEWAL,
        registered_on=arrived - timedelta(days=20) if office else arrived - timedelta(days=5 + number % 20),
        residence=residence,
    )
    origin = Origin(accounts["secretariat"], "demo_dossiers", files.member.role, authority.code)
    row = dossiers.open_dossier(origin=origin, membership=files.member, person=person(number), asked=asked)
    steps = demonstration_office.story(rank) if office else _STORIES[rank % len(_STORIES)]
    for name, after, *who in steps:
        day = min(arrived + timedelta(days=after), today)
        if not (authority.kind == enums.Authority.PP and name == "submit"):
            _pass(files, row, name, day, *who)


def person(number: int) -> dossiers.Person:
    """Return a person who does not exist, the same for a number."""
    woman = number % 2 == 0
    return dossiers.Person(
        family=_FAMILIES[number % len(_FAMILIES)],
        given=_GIVEN[(number * 3 + number // 20) % len(_GIVEN)],
        civility="madame" if woman else "monsieur",
        birth=_born(number),
        birth_place="Ville d’Essai",
        nationality="",
        country=_COUNTRIES[number % len(_COUNTRIES)],
        address=f"{1 + number} rue de l’Essai, 99000 Essai",
    )


def _born(number: int) -> str:
    """A whole date, or the year alone that some papers give."""
    if number % 7 == 0:
        return str(1950 + number % 40)
    return f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1945 + number % 50}"


def _pass(files: _Files, row: Dossier, name: str, day: date, who: str = "") -> None:
    table, act = dossier_acts.table_and_transition(row, name)
    order = (CaseRole.SECRETARY, CaseRole.PHYSICIAN, CaseRole.DIRECTOR)
    role = next(one for one in order if ROLES[one] in act.roles)
    column = dossier_held.column_of(row, table)
    known = replace(AMPLE, notified=False)
    done = machine.apply(table, getattr(row, column), name, known, ROLES[role], _REASONS.get(name, ""))
    actor = files.accounts[who or ACTORS[role]]
    files.office.beside(row, name, day, who)
    letter = _letter(files, row, act, day)
    Passage.objects.create(
        dossier=row, rank=row.passages.count() + 1, table=table.key, name=name, source=done.source, target=done.target,
        reason=_REASONS.get(name, ""), day=day,
        mode=ReceptionMode.BY_DOCTOR if "reception-mode-known" in act.guards else "",
        way=Way.POST if "sending-recorded" in act.guards else "", letter=letter, fiche=act.fiche, actor=actor,
        role=role, at=timezone.now(),
    )  # fmt: skip
    setattr(row, column, done.target)
    row.marks_version = 0  # written for all at the end
    row.save(update_fields=[column, "marks_version"])
    if name in dossier_acts.ARRIVALS:
        _report(row, day, actor)
    if name in dossier_held.VALIDATIONS:
        _avis(files, row, letter, day, actor)


def _letter(files: _Files, row: Dossier, act, day: date) -> uuid.UUID | None:
    """The letter that an act carries; the validation of one physician carries none, the last gives their avis."""
    if not act.fiche or act.name in dossier_held.OWN_VALIDATIONS:
        return None
    if act.fiche in dossier_held.AVIS_OF_OFFICE:
        return files.office.letter(row, day).pk
    return uuid.uuid4()


def _report(row: Dossier, day: date, actor) -> None:
    author = crypto.seal_in(Family.REPORT, b'{"name": "Kerdoncuff-Essai"}')
    sent = day if row.authority.kind == enums.Authority.OFII else None
    Report.objects.create(
        dossier=row, received_on=day, mode=ReceptionMode.BY_DOCTOR, sent_on=sent, author_kind="hospital", author=author,
        recorded_by=actor,
    )  # fmt: skip


def _avis(files: _Files, row: Dossier, letter: uuid.UUID, day: date, actor) -> None:
    if row.authority.kind == enums.Authority.OFII:
        _frozen, pdf = files.office.printed("college" if row.matter == enums.Matter.RESIDENCE else "removal")
    else:
        pdf = files.avis
    Avis.objects.create(
        dossier=row, letter=letter, pdf=crypto.seal_in(Family.AVIS, pdf),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(), validated_by=actor, role=CaseRole.PHYSICIAN,
        validated_at=timezone.make_aware(datetime.combine(day, time(10))),
    )  # fmt: skip
