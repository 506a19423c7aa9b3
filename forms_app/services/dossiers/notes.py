"""The notes that reach a director general from another authority: a note, never the dossier it speaks of (A-10, A-22).

In Paris the médecin chef writes to the director of the ARS Île-de-France. What that director decides is recorded on
the note; the préfecture de police's dossier receives the passage, and nothing of the dossier is shown.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from forms_app import enums, policy
from forms_app.enums import CaseRole, JournalAct, Role
from forms_app.models import Dossier, Membership, Passage, SentLetter
from forms_app.rules import deadlines
from forms_app.rules.workflow import life, machine
from forms_app.rules.workflow.machine import Table, Transition
from forms_app.services.dossiers import dossier_acts, dossier_facts, dossier_letters, dossier_marks
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its director sees it: the letter, where the matter stands, what was recorded, what may be.

    A referral of the préfet that no note came before is shown in the same way: its passage stands for the letter.
    """

    row: SentLetter | Passage
    membership: Membership
    state: str
    passages: tuple
    acts: tuple[Transition, ...]
    limit: deadlines.DueDate | None


def received(held: list[Membership]) -> list[SentLetter]:
    """Return the notes that came from other authorities, the last one first, without their bytes."""
    rows = policy.notes(held).defer("pdf").select_related("dossier__authority", "addressee")
    return list(rows.prefetch_related("dossier__authority__names", "addressee__names").order_by("-kept_at"))


def opened(user, pk: uuid.UUID, *, on: date) -> Note:
    """Return a note of the person's; `Absent` when there is none for them."""
    held = policy.memberships(user, on=on)
    row = policy.notes(held).select_related("dossier__authority", "addressee").filter(pk=pk).first()
    if row is None:
        raise policy.Absent
    return _shown(row, next(one for one in held if policy.directs(one, row)))


def referred(held: list[Membership]) -> list[Passage]:
    """Return the referrals of the préfet in dossiers of Paris without a note, the last of each dossier first."""
    rows = policy.referrals(for_paris(held)).select_related("dossier__authority")
    last = {row.dossier_id: row for row in rows.prefetch_related("dossier__authority__names").order_by("rank")}
    return sorted(last.values(), key=lambda row: row.at, reverse=True)


def opened_referral(user, pk: int, *, on: date) -> Note:
    """Return a referral of the person's; `Absent` when there is none for them."""
    held = for_paris(policy.memberships(user, on=on))
    row = policy.referrals(held).select_related("dossier__authority").filter(pk=pk).first()
    if row is None:
        raise policy.Absent
    same = (one for one in held if one.authority.demonstration == row.dossier.authority.demonstration)
    return _shown(row, next(same))


def for_paris(held: list[Membership]) -> list[Membership]:
    """Return the memberships of directors who give the avis of Paris: those of the ARS Île-de-France (I-2, V-9)."""
    directing = [row for row in held if row.role == CaseRole.DIRECTOR]
    return [
        row for row in directing
        if dossier_letters.director_of_paris(demonstration=row.authority.demonstration) == row.authority
    ]  # fmt: skip


def _shown(row: SentLetter | Passage, membership: Membership) -> Note:
    table = table_of(row.dossier)
    state = row.dossier.humanitarian_state
    passages = tuple(row.dossier.passages.filter(table=table.key).select_related("actor"))
    acts = tuple(one for one in table.leaving(state, Role.DIRECTOR) if not one.unmet(_facts(one)))
    return Note(row, membership, table.state(state).label, passages, acts, _limit(state, passages))


def table_of(dossier: Dossier) -> Table:
    """Return the life of the humanitarian avis of a dossier of before 2017."""
    return life(enums.Authority(dossier.authority.kind), enums.Matter(dossier.matter)).humanitarian


def do(note: Note, name: str, given: Given, origin: Origin):
    """Record what the director did about a note; `Refused` carries French sentences, KeyError an unknown act."""
    return _passed(note.row.dossier_id, note.membership, name, given, origin, note.row)


def refer(dossier: Dossier, membership: Membership, day: date, origin: Origin) -> Passage:
    """Record a referral in a dossier of Paris; a note that had come tells of it, else the passage itself."""
    note = policy.notes([membership]).filter(dossier=dossier).first()
    return _passed(dossier.pk, membership, "register-referral", Given(day), origin, note)


@transaction.atomic
def _passed(pk: uuid.UUID, membership: Membership, name: str, given: Given, origin: Origin, about) -> Passage:
    dossier = Dossier.objects.select_for_update().select_related("authority").get(pk=pk)
    table = table_of(dossier)
    transition = table.transition(name)
    dossier_acts.refuse_unsigned(transition, membership, given)
    known = replace(_facts(transition), sending_recorded=given.way is not None)
    done = machine.apply(table, dossier.humanitarian_state, name, known, Role.DIRECTOR, given.reason)
    before = dossier.passages.count()
    row = dossier_acts.written(dossier, table, done, given, membership, origin, None, before)
    dossier_marks.refresh(dossier)
    act = JournalAct.NOTE_PASSED if isinstance(about, SentLetter) else JournalAct.REFERRAL_PASSED
    journal.record(act, dossier_acts.under(origin, membership), about or row)
    return row


def _facts(transition: Transition):
    """The director's letter is written from the fiche without a dossier: it is not looked for here."""
    found = dossier_facts.Facts(avis_given=True, letters=frozenset({"humanitarian"}))
    return dossier_facts.hoped(found, transition)


def _limit(state: str, passages: tuple) -> deadlines.DueDate | None:
    asked = [row for row in passages if row.name == "register-referral"]
    return deadlines.due("humanitarian", asked[-1].day) if asked and state == "referred" else None


def waiting(held: list[Membership]) -> int:
    """Return how many notes and referrals no director has answered yet."""
    if not any(row.role == CaseRole.DIRECTOR for row in held):
        return 0
    unanswered = policy.notes(held).filter(dossier__humanitarian_state__in=["noted", "referred"])
    referrals = policy.referrals(for_paris(held)).filter(dossier__humanitarian_state="referred")
    return unanswered.count() + referrals.values("dossier").distinct().count()
