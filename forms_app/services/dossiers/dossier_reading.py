"""What a screen shows of dossiers: rows of lists, tasks, and one page; only what the policy opens is filled in."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse

from forms_app import fiches, policy
from forms_app.enums import Authority, CaseRole, Compartment
from forms_app.models import Avis, Dossier, Passage, Report
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import Standing
from forms_app.rules.workflow import TABLES
from forms_app.rules.workflow.machine import Transition
from forms_app.services.doctrine.clause_links import cited
from forms_app.services.dossiers import (
    dossier_around,
    dossier_author,
    dossier_college,
    dossier_due,
    dossier_facts,
    dossier_fiches,
    dossier_held,
    dossier_marks,
    dossier_waiting,
)
from forms_app.services.dossiers.dossiers import Person, person_of
from guidance.dates import days


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit that runs, and where the day stands before it."""

    due: deadlines.DueDate
    standing: Standing
    left: int

    @property
    def clauses(self) -> tuple[tuple[str, str], ...]:
        return cited(self.due.rule.basis.clauses)

    @property
    def late(self) -> bool:
        return self.standing == Standing.OVERDUE

    @property
    def told(self) -> str:
        """The distance in French."""
        if self.left == 0:
            return "aujourd’hui"
        away = days(abs(self.left))
        return f"dépassé de {away}" if self.late else f"dans {away}"


@dataclass(frozen=True, slots=True)
class Task:
    """What waits for a reader in a dossier: a fiche to begin or an act to do, what asks for it, and by when.

    `limit` is the time limit that it answers; without one, `silence` tells in French that the texts give none.
    """

    label: str
    clauses: tuple[tuple[str, str], ...]
    fiche: str = ""
    act: str = ""
    summary: str = ""
    limit: Limit | None = None
    silence: str = ""

    @property
    def verb(self) -> str:
        """What a button says: the first word of an act, which is its verb."""
        return "Remplir" if self.fiche else self.label.partition(" ")[0]

    @property
    def object(self) -> str:
        """What a button says after its verb, to who does not see the row it stands in."""
        return f" : {fiches.get(self.fiche).title}" if self.fiche else self.label.removeprefix(self.verb)


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier in a list: a reference, initials, a state, the next limit, what its reader may do; no name of a person.

    `awaited` are the others for whom it waits: roles, or the physicians named for it.
    """

    dossier: Dossier
    state: str
    limit: Limit | None
    tasks: tuple[Task, ...] = ()
    awaited: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse("dossiers:page", args=[self.dossier.pk])

    @property
    def limit_of_others(self) -> str:
        """What the nearest limit is for when it is not that of the reader's first task; empty otherwise."""
        if not self.tasks or not self.limit or self.tasks[0].limit == self.limit:
            return ""
        return self.limit.due.rule.what


@dataclass(frozen=True, slots=True)
class Line:
    """One passage as the timeline tells it."""

    passage: Passage
    label: str
    reason: str
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One dossier as one person may see it: what is closed to them is empty here, whatever a template asks."""

    dossier: Dossier
    states: tuple[tuple[str, str], ...]
    limits: tuple[Limit, ...]
    lines: tuple[Line, ...]
    tasks: tuple[Task, ...]
    acts: tuple[Transition, ...]
    others: tuple
    rectify: tuple
    warnings: tuple[str, ...]
    awaited: tuple[str, ...] = ()
    person: Person | None = None
    reports: tuple[tuple[Report, str], ...] = field(default=())
    avis: tuple[Avis, ...] = ()
    medical: bool = False
    access: bool = False
    direction: bool = False
    college: dossier_college.Seated | None = None
    registered: bool = False
    around: dossier_around.Around = dossier_around.Around()

    @property
    def days(self) -> list:
        """The authority, when it is shown on another day than the present one."""
        return [self.dossier.authority] if self.dossier.authority.shown_on else []


def rows_of(dossiers: QuerySet[Dossier], held: list, *, acts: bool = False) -> list[Row]:
    """Return the rows of a list, each before the day of its authority; a fixed number of queries, however many."""
    return rows_among(list(dossiers.select_related("authority").prefetch_related("authority__names")), held, acts=acts)


def rows_among(dossiers: list[Dossier], held: list, *, acts: bool = False) -> list[Row]:
    """Return the rows of dossiers already read with their authority, in the order given."""
    prefetch_related_objects(dossiers, "reports")
    return [_row(one, held, acts) for one in dossier_held.hold(dossiers)]


def _row(one: dossier_held.Held, memberships: list, acts: bool) -> Row:
    on = one.dossier.authority.today
    state = dossier_held.tables_of(one.dossier).avis.state(one.dossier.avis_state).label
    running = dossier_waiting.running(one)
    own = tuple(row for row in memberships if policy.same_authority(row, one.dossier))
    reader = policy.Reader(one.dossier, own)
    tasks = tuple(_tasks(reader, one, on, running)) if acts else ()
    return Row(one.dossier, state, _standing(running[0], on) if running else None, tasks, _awaited(reader, one))


_ANY_PHYSICIAN = "un médecin"
_AWAITED = {
    "for_secretary": (CaseRole.SECRETARY, "le secrétariat"),
    "for_physician": (CaseRole.PHYSICIAN, _ANY_PHYSICIAN),
    "for_director": (CaseRole.DIRECTOR, "le directeur général"),
}


def _awaited(reader: policy.Reader, one: dossier_held.Held) -> tuple[str, ...]:
    """For whom a dossier waits beside its reader: roles, and the physicians by whom something of their own is due."""
    named = _named(reader, one) if one.dossier.authority.kind == Authority.OFII else ()
    flags = {flag: pair for flag, pair in _AWAITED.items() if getattr(one.dossier, flag)}
    roles = [words for role, words in flags.values() if role not in reader.roles]
    return (*(words for words in roles if not (named and words == _ANY_PHYSICIAN)), *named)


def _named(reader: policy.Reader, one: dossier_held.Held) -> tuple[str, ...]:
    if not reader.reads(Compartment.COLLEGE):
        return ()
    known = list(one.composition.members) if one.composition else []
    known += [one.rapporteur] if one.rapporteur and reader.reads(Compartment.REPORT) else []
    waiting = dossier_marks.awaited(one) - {reader.user_id}
    return tuple(user.get_full_name() for user in known if user.pk in waiting)


def _tasks(reader: policy.Reader, one: dossier_held.Held, on: date, running: list[deadlines.DueDate]):
    for waits in dossier_waiting.waits(reader.roles, one, on=on, user_id=reader.user_id):
        due = dossier_due.limit_of(waits, running)
        limit = _standing(due, on) if due else None
        yield Task(waits.label, cited(waits.clauses), waits.fiche, waits.act, limit=limit)


def _dated_tasks(reader: policy.Reader, one: dossier_held.Held, on: date) -> list[Task]:
    """What waits for a reader with its time limits, the nearest first; what has none keeps its place at the end."""
    running, found = dossier_waiting.running(one), []
    for waits in dossier_waiting.waits(reader.roles, one, on=on, user_id=reader.user_id):
        due = dossier_due.limit_of(waits, running)
        silence = "" if due else dossier_due.silence_of(waits, one)
        summary = fiches.get(waits.fiche).summary if waits.fiche else ""
        limit = _standing(due, on) if due else None
        found.append(Task(waits.label, cited(waits.clauses), waits.fiche, waits.act, summary, limit, silence))
    return sorted(found, key=lambda task: task.limit.due.day if task.limit else date.max)


def _limits(one: dossier_held.Held, on: date) -> list[Limit]:
    return [_standing(due, on) for due in dossier_waiting.running(one)]


def _standing(due: deadlines.DueDate, on: date) -> Limit:
    return Limit(due, deadlines.standing(due, on), (due.day - on).days)


def card(reader: policy.Reader, *, on: date) -> Card:
    """Return one dossier as the reader may see it."""
    one = dossier_held.hold([reader.dossier])[0]
    known = dossier_facts.facts(one, on=on, user_id=reader.user_id)
    possible = dossier_waiting.possible(reader.roles, one, on=on, user_id=reader.user_id)
    tasks = _dated_tasks(reader, one, on)
    waiting = {task.fiche or task.act for task in tasks}
    offered = dossier_fiches.offered(reader, one, on=on)
    avis = tuple(reader.dossier.avis.defer("pdf").select_related("validated_by", "replaces"))
    names = dossier_college.names_by_letter(one)
    for each in avis:
        each.names = names.get(each.letter) or each.validated_by.get_full_name()
    return Card(
        dossier=reader.dossier,
        states=tuple(_states(one)),
        limits=tuple(_limits(one, on)),
        lines=tuple(map(line_of, one.passages)) if _tells_all(reader) else tuple(_outward(one)),
        tasks=tuple(tasks),
        awaited=_awaited(reader, one),
        acts=tuple(act for act in possible if act.name not in waiting),
        others=tuple(fiche for fiche in offered if fiche.key not in waiting),
        rectify=tuple(dossier_fiches.rectifying(reader, one)),
        warnings=tuple(dict.fromkeys(words for act in possible for words in act.warnings(known))),
        person=person_of(reader) if reader.reads(Compartment.IDENTITY) else None,
        reports=tuple(_reports(reader)) if reader.reads(Compartment.REPORT) else (),
        avis=avis if reader.reads(Compartment.AVIS) else (),
        medical=reader.reads(Compartment.MEDICAL),
        access=reader.reads(Compartment.ACCESS),
        direction=reader.reads(Compartment.DIRECTOR),
        college=dossier_college.seated(reader, one),
        registered=reader.reads(Compartment.REPORT) and reader.dossier.authority.kind != Authority.OFII,
        around=dossier_around.around(reader, one),
    )


def _tells_all(reader: policy.Reader) -> bool:
    """The exchanges with doctors are the medical service's: the director sees what concerns him."""
    return reader.reads(Compartment.REPORT)


def _outward(one: dossier_held.Held) -> list[Line]:
    return [line_of(row) for row in one.passages if row.name in _SHOWN or row.role == CaseRole.DIRECTOR]


_SHOWN = frozenset({
    "validate-avis", "rectify-avis", "validate-as-member", "validate-rectification", "record-signature", "submit",
    "transmit", "send-note", "close",
})  # fmt: skip


def _states(one: dossier_held.Held):
    for number, (table, state) in enumerate(dossier_held.states_of(one.dossier)):
        if number == 0 or state != table.initial.slug:
            yield table.label, table.state(state).label


def line_of(row: Passage) -> Line:
    """Return a passage as a timeline tells it."""
    act = TABLES[row.table].transition(row.name)
    reason = next((one.label for one in act.reasons if one.slug == row.reason), "")
    return Line(row, act.label, reason, cited(act.basis.clauses))


def _reports(reader: policy.Reader):
    for report in reader.dossier.reports.all():
        report.told = dossier_author.told(reader, report)
        yield report, report.told.name
