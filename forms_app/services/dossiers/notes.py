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
from forms_app.models import Dossier, Membership, SentLetter
from forms_app.rules import deadlines
from forms_app.rules.workflow import life, machine
from forms_app.rules.workflow.machine import Table, Transition
from forms_app.services.dossiers import dossier_acts, dossier_facts, dossier_marks
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its director sees it: the letter, where the matter stands, what was recorded, what may be."""

    row: SentLetter
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
    membership = next(one for one in held if policy.directs(one, row))
    table = table_of(row.dossier)
    state = row.dossier.humanitarian_state
    passages = tuple(row.dossier.passages.filter(table=table.key).select_related("actor"))
    acts = tuple(one for one in table.leaving(state, Role.DIRECTOR) if not one.unmet(_facts(one)))
    return Note(row, membership, table.state(state).label, passages, acts, _limit(state, passages))


def table_of(dossier: Dossier) -> Table:
    """Return the life of the humanitarian avis of a dossier of before 2017."""
    return life(enums.Authority(dossier.authority.kind), enums.Matter(dossier.matter)).humanitarian


@transaction.atomic
def do(note: Note, name: str, given: Given, origin: Origin):
    """Record what the director did about a note; `Refused` carries French sentences, KeyError an unknown act."""
    dossier = Dossier.objects.select_for_update().select_related("authority").get(pk=note.row.dossier_id)
    table = table_of(dossier)
    transition = table.transition(name)
    dossier_acts.refuse_unsigned(transition, note.membership, given)
    known = replace(_facts(transition), sending_recorded=given.way is not None)
    done = machine.apply(table, dossier.humanitarian_state, name, known, Role.DIRECTOR, given.reason)
    before = dossier.passages.count()
    row = dossier_acts.written(dossier, table, done, given, note.membership, origin, None, before)
    dossier_marks.refresh(dossier)
    dossier_marks.refresh(dossier)
    journal.record(JournalAct.NOTE_PASSED, dossier_acts.under(origin, note.membership), note.row)
    return row


def _facts(transition: Transition):
    """The director's letter is written from the fiche without a dossier: it is not looked for here."""
    found = dossier_facts.Facts(avis_given=True, letters=frozenset({"humanitarian"}))
    return dossier_facts.hoped(found, transition)


def _limit(state: str, passages: tuple) -> deadlines.DueDate | None:
    asked = [row for row in passages if row.name == "register-referral"]
    return deadlines.due("humanitarian", asked[-1].day) if asked and state == "referred" else None


def waiting(held: list[Membership]) -> int:
    """Return how many notes no director has answered yet."""
    if not any(row.role == CaseRole.DIRECTOR for row in held):
        return 0
    return policy.notes(held).filter(dossier__humanitarian_state__in=["noted", "referred"]).count()
