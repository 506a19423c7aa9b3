"""The acts on a dossier: each under a membership, in one transaction, as a passage that never changes, journaled."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.crypto import Family
from forms_app.enums import CaseRole, JournalAct
from forms_app.models import Avis, Dossier, DossierRun, Letter, Membership, Passage, Report
from forms_app.rules.vocabulary import AuthorKind
from forms_app.rules.workflow import machine
from forms_app.rules.workflow.machine import Refused, Table, Transition
from forms_app.services.dossiers import (
    avis_answers,
    diagnoses,
    dossier_college,
    dossier_facts,
    dossier_held,
    dossier_letters,
    dossier_marks,
)
from forms_app.services.dossiers.dossier_held import (
    AVIS_OF_OFFICE,
    COMPOSING,
    OWN_VALIDATIONS,
    PROVED,
    REPORTING,
    ROLES,
    VALIDATIONS,
    Given,
    Held,
)
from forms_app.services.fiches import letters
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

FRESH = timedelta(minutes=10)  # how recently who validates proved to be there
#: The act that gives an avis for the first time: it is counted then, and a rectification is not.
FIRST_AVIS = "validate-avis"
HUMANITARIAN_AVIS = frozenset({"give-complementary-avis", "answer-referral"})
ARRIVALS = frozenset({"register-report", "register-certificate"})
_MEMBER_ROLES = {role: member for member, role in ROLES.items()}
FUTURE = "Cette date est à venir."
NOT_FRESH = "Confirmez votre identité : la validation la demande depuis moins de dix minutes."
NO_DELEGATION = "Aucun acte en vigueur ce jour ne vous permet de transmettre : prise de fonctions ou délégation."
NO_SIGNATURE = "Aucun acte en vigueur ce jour ne vous permet de signer cet avis : prise de fonctions ou délégation."
SEVERAL = "Plusieurs avis attendent : validez le dernier."


def table_and_transition(dossier: Dossier, name: str) -> tuple[Table, Transition]:
    """Return the table that holds an act of a dossier, and the act; KeyError when none does."""
    for table, _state in dossier_held.states_of(dossier):
        for transition in table.transitions:
            if transition.name == name:
                return table, transition
    raise KeyError(name)


def acting(reader: policy.Reader, transition: Transition) -> Membership | None:
    """Return the membership under which the reader may do an act; None when no role of theirs does it."""
    return reader.acting(_MEMBER_ROLES[role] for role in transition.roles)


@transaction.atomic
def do(*, origin: Origin, reader: policy.Reader, name: str, given: Given, authenticated_at: datetime | None = None):
    """Do an act and return its passage. `Refused` carries French sentences; KeyError for an unknown act.

    An avis is validated by who proved to be there less than ten minutes ago, and its letter is kept with it. At the
    OFII, the validation of the last physician gives the avis in the same act.
    """
    dossier = Dossier.objects.select_for_update().select_related("authority").get(pk=reader.dossier.pk)
    table, transition = table_and_transition(dossier, name)
    membership = acting(reader, transition)
    if membership is None:
        raise Refused("Votre rôle ne permet pas cet acte.")
    _refuse_early(transition, given, membership, authenticated_at)
    row = _done(dossier, table, transition, given, membership, origin)
    if name in OWN_VALIDATIONS and _is_complete(dossier):
        return _done(dossier, table, table.transition(OWN_VALIDATIONS[name]), given, membership, origin)
    return row


def _done(dossier, table: Table, transition: Transition, given: Given, membership: Membership, origin: Origin):
    """Pass one transition with what it brings: a reception, a composition, a validation, an avis."""
    held, name = dossier_held.hold([dossier])[0], transition.name
    found = dossier_facts.facts(held, on=given.day, user_id=membership.user_id)
    known = dossier_facts.with_given(found, transition, given, membership)
    state = getattr(dossier, dossier_held.column_of(dossier, table))
    if "composition-sound" in transition.guards and transition in table.leaving(state):
        dossier_college.refuse_unsound(held, transition, given)
        known = replace(known, composition_sound=found.composed or name in COMPOSING)
    done = machine.apply(table, state, name, known, ROLES[CaseRole(membership.role)], given.reason)
    letter = next((one for one in reversed(held.letters) if one.fiche == transition.fiche), None)
    carried = None if name in OWN_VALIDATIONS else letter
    row = written(dossier, table, done, given, membership, origin, carried, len(held.passages))
    if name in VALIDATIONS:
        _validated(held, letter, origin, membership)
    elif carried is not None:
        dossier_letters.keep(row, carried)
    _brought(held, row, given, membership, origin)
    dossier_marks.refresh(dossier)
    journal.record(_journaled(name), under(origin, membership), dossier)
    return row


def _brought(held: Held, row: Passage, given: Given, membership: Membership, origin: Origin) -> None:
    """Write what an act brings beside its passage."""
    if row.name in ARRIVALS:
        _received(held.dossier, given, origin)
    if row.name in COMPOSING:
        dossier_college.compose(held.dossier, held, given, origin, membership)
    if row.name in REPORTING:
        dossier_college.keep_apart(held, row, origin, membership)
    if row.name in OWN_VALIDATIONS:
        dossier_college.validate(held, given, origin)
    if row.name == FIRST_AVIS:
        diagnoses.count(held.dossier.authority, given.group)


def _is_complete(dossier: Dossier) -> bool:
    return dossier_facts.facts(dossier_held.hold([dossier])[0], on=timezone.localdate()).all_validated


def gives_first_avis(reader: policy.Reader, name: str) -> bool:
    """Tell whether this act, done by this person, would give the first avis of the dossier: the last physician's."""
    if name == FIRST_AVIS:
        return True
    if OWN_VALIDATIONS.get(name) != FIRST_AVIS:
        return False
    held = dossier_held.hold([reader.dossier])[0]
    done = {row.member_id for row in held.validated_by} | {reader.user_id}
    return held.composition is not None and done >= set(held.composition.member_ids)


def _journaled(name: str) -> JournalAct:
    if name in VALIDATIONS:
        return JournalAct.AVIS_VALIDATED
    if name in OWN_VALIDATIONS:
        return JournalAct.AVIS_VALIDATED_BY_ONE
    return JournalAct.COLLEGE_COMPOSED if name in COMPOSING else JournalAct.DOSSIER_PASSED


def arrival_of(dossier: Dossier) -> str:
    """Return the name of the act by which the first piece arrives: a report, or since 2017 a certificate."""
    table = dossier_held.tables_of(dossier).avis
    return next(one.name for one in table.leaving(table.initial.slug) if one.name in ARRIVALS)


def under(origin: Origin, membership: Membership) -> Origin:
    """Return the origin of an act as done under a membership."""
    return replace(origin, role=membership.role, authority=membership.authority.code)


def _refuse_early(transition: Transition, given: Given, membership: Membership, authenticated_at) -> None:
    today = membership.authority.today
    if given.day > today or (given.sent_on and given.sent_on > today):
        raise Refused(FUTURE)
    if transition.name in PROVED and not is_fresh(authenticated_at):
        raise Refused(NOT_FRESH)
    if transition.name == "transmit" and membership.role == CaseRole.DIRECTOR:
        allowed = Membership.objects.may_transmit(membership.authority, today)
        if not allowed.filter(pk=membership.pk).exists():
            raise Refused(NO_DELEGATION)
    refuse_unsigned(transition, membership, given)


def refuse_unsigned(transition: Transition, membership: Membership, given: Given) -> None:
    """Refuse a director's avis of somebody whom no act entitles to sign it today (A-36, A-37), and any future day."""
    today = membership.authority.today
    if given.day > today:
        raise Refused(FUTURE)
    if transition.name in HUMANITARIAN_AVIS:
        allowed = Membership.objects.may_sign_humanitarian(membership.authority, today)
        if not allowed.filter(pk=membership.pk).exists():
            raise Refused(NO_SIGNATURE)


def is_fresh(at: datetime | None) -> bool:
    """Tell whether a person proved who they are recently enough to validate."""
    return at is not None and timezone.now() - at <= FRESH


def written(dossier, table, done, given, membership, origin, letter, before: int) -> Passage:
    """Write the passage of an act that the table allowed, and the state it leads to; `before` passages stand."""
    row = Passage.objects.create(
        dossier=dossier,
        rank=before + 1,
        table=table.key,
        name=done.transition.name,
        source=done.source,
        target=done.target,
        reason=done.reason.slug if done.reason else "",
        day=given.day,
        mode=given.mode or "",
        way=given.way or "",
        letter=letter.pk if letter else None,
        fiche=done.transition.fiche,
        actor=origin.actor,
        role=membership.role,
        at=timezone.now(),
    )
    column = dossier_held.column_of(dossier, table)
    setattr(dossier, column, done.target)
    dossier.save(update_fields=[column])
    return row


def _received(dossier: Dossier, given: Given, origin: Origin) -> Report:
    author = json.dumps({"name": given.author}).encode()
    return Report.objects.create(
        dossier=dossier,
        received_on=given.day,
        mode=given.mode,
        sealed=given.sealed,
        sent_on=given.sent_on,
        author_kind=AuthorKind(given.author_kind) if given.author_kind else "",
        author=crypto.seal_in(Family.REPORT, author),
        supply_joined=given.supply_joined,
        recorded_by=origin.actor,
    )


def author_of(reader: policy.Reader, report: Report) -> str:
    """Return who wrote a report, as recorded; `Absent` when the reception of reports is not open to the reader."""
    reader.require(policy.Compartment.REPORT)
    return json.loads(crypto.unseal_in(Family.REPORT, report.author))["name"]


def _validated(held: Held, letter: Letter, origin: Origin, membership: Membership) -> Avis:
    """Keep the bytes of the letter with the dossier; a rectification names the avis that stood (V-4).

    Where several give one avis, each has validated this letter before.
    """
    dossier = held.dossier
    if letter.author_id != origin.actor.pk and letter.fiche not in AVIS_OF_OFFICE:
        raise Refused("Cette lettre est d’un autre médecin : chacun valide son avis.")
    pdf = letters.open_pdf(letter)
    standing = Avis.objects.filter(dossier=dossier, replaced_by=None).order_by("validated_at").last()
    avis = Avis.objects.create(
        dossier=dossier,
        letter=letter.pk,
        pdf=crypto.seal_in(Family.AVIS, pdf),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        replaces=standing,
        validated_by=origin.actor,
        role=membership.role,
        validated_at=timezone.now(),
    )
    avis_answers.keep(avis, letter)
    return avis


def avis_pdf(reader: policy.Reader, avis: Avis) -> bytes:
    """Return the bytes that were validated; `Absent` when avis are not open to the reader, or it is another's.

    `Unreadable` when they are not those whose digest was locked at the validation: nothing else is ever shown.
    """
    reader.require(policy.Compartment.AVIS)
    if avis.dossier_id != reader.dossier.pk:
        raise policy.Absent
    pdf = crypto.unseal_in(Family.AVIS, avis.pdf)
    if hashlib.sha256(pdf).hexdigest() != avis.pdf_sha256:
        raise crypto.Unreadable("not the bytes that were validated")
    return pdf


@transaction.atomic
def letter_delivered(*, origin: Origin, letter: Letter) -> Passage | None:
    """Carry the act of a letter that leaves, when its fiche was begun from a dossier; None when nothing follows.

    An avis waits for its validation. An act that the table refuses now is left to be done from the dossier.
    """
    run = DossierRun.objects.filter(run=letter.run, started_by=origin.actor).first()
    if run is None:
        return None
    dossier_marks.refresh(run.dossier)  # the letter itself changes what waits, whether or not its act is done now
    try:
        reader = policy.opened(origin.actor, run.dossier_id, on=timezone.localdate())
        for table, state in dossier_held.states_of(reader.dossier):
            for transition in table.leaving(state):
                if transition.fiche == letter.fiche and transition.name not in PROVED and not transition.reasons:
                    given = Given(reader.dossier.authority.today)
                    return do(origin=origin, reader=reader, name=transition.name, given=given)
    except (Refused, policy.Absent, PermissionDenied):
        return None
    return None
