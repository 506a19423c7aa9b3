"""What a screen shows of dossiers: rows of lists, tasks, and one page; only what the policy opens is filled in."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from forms_app import enums, policy
from forms_app.enums import CaseRole, Compartment
from forms_app.models import Avis, Dossier, Passage, Report
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import Standing
from forms_app.rules.workflow import TABLES
from forms_app.rules.workflow.machine import Transition
from forms_app.services import dossier_acts, dossier_around, dossier_facts, dossier_fiches
from forms_app.services.clause_links import cited
from forms_app.services.dossier_acts import ROLES
from forms_app.services.dossiers import Person, person_of

PER_PAGE = 50


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
        days = f"{abs(self.left)} jour{'s' if abs(self.left) > 1 else ''}"
        return f"dépassé de {days}" if self.late else f"dans {days}"


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier in a list: a reference, initials, a state, the next limit, what its reader may do; no name."""

    dossier: Dossier
    state: str
    limit: Limit | None
    acts: tuple[str, ...] = ()


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
    acts: tuple[Transition, ...]
    fiches: tuple
    others: tuple
    rectify: tuple
    warnings: tuple[str, ...]
    person: Person | None = None
    reports: tuple[tuple[Report, str], ...] = field(default=())
    avis: tuple[Avis, ...] = ()
    medical: bool = False
    direction: bool = False
    around: dossier_around.Around = dossier_around.Around()


def rows_of(dossiers: QuerySet[Dossier], held: list, *, on: date, acts: bool = False) -> list[Row]:
    """Return the rows of a list; a fixed number of queries, however many rows."""
    found = list(dossiers.select_related("authority").prefetch_related("reports", "authority__names"))
    return [_row(one, held, on, acts) for one in dossier_facts.hold(found)]


def _row(one: dossier_facts.Held, memberships: list, on: date, acts: bool) -> Row:
    state = dossier_facts.tables_of(one.dossier).avis.state(one.dossier.avis_state).label
    near = _limits(one, on)
    told: tuple[str, ...] = ()
    if acts:
        own = tuple(row for row in memberships if policy.same_authority(row, one.dossier))
        told = _next(policy.Reader(one.dossier, own), one, on)
    return Row(one.dossier, state, near[0] if near else None, told)


def _limits(one: dossier_facts.Held, on: date) -> list[Limit]:
    reports = sorted(one.dossier.reports.all(), key=lambda report: (report.received_on, report.pk))
    last = reports[-1] if reports else None
    due = dossier_facts.limits(one, last.received_on if last else None, last.sent_on if last else None)
    return [Limit(limit, deadlines.standing(limit, on), (limit.day - on).days) for limit in due]


#: Acts that move a dossier on: what a to-do list says. The rest may be done, and waits for nobody.
_FORWARD = frozenset({
    "register-report", "register-certificate", "begin-review", "begin-report", "begin-examination", "validate-avis",
    "record-signature", "submit", "transmit", "register-details", "register-elements", "end-commission",
})  # fmt: skip


#: Fiches that the procedure expects in the state that offers them; the others are the physician's choice.
EXPECTED = frozenset({"receipt", "avis", "college", "removal", "transmission"})


def _next(reader: policy.Reader, one: dossier_facts.Held, on: date) -> tuple[str, ...]:
    """What waits for this reader, in French: the fiches to send first, then the acts that move the dossier on."""
    kind = enums.Authority(one.dossier.authority.kind)
    expected = [fiche for fiche in dossier_fiches.offered(reader, one, on=on) if fiche.key in EXPECTED]
    sent = [f"Fiche {fiche.number(kind)} : {fiche.title}" if fiche.number(kind) else fiche.title for fiche in expected]
    known = dossier_facts.facts(one, on=on)
    ready = [act.label for act in _possible(reader, one, known) if act.name in _FORWARD and not _done(act, known)]
    return (*sent, *ready)


def _done(act: Transition, known) -> bool:
    return act.name == "record-signature" and known.signed_by_hand


def _possible(reader: policy.Reader, one: dossier_facts.Held, known) -> list[Transition]:
    found: dict[str, Transition] = {}
    for table, state in dossier_facts.states_of(one.dossier):
        for role in sorted(reader.roles & set(ROLES)):
            for act in table.leaving(state, ROLES[CaseRole(role)]):
                if not act.unmet(dossier_facts.hoped(known, act)):
                    found[act.name] = act
    return list(found.values())


def todo(user, *, on: date) -> list[Row]:
    """Return the dossiers that wait for this person, overdue first, then by due date, then by reference."""
    held = policy.memberships(user, on=on)
    living = policy.visible(held).exclude(avis_state__in=["closed", "closed-without-avis"])
    rows = [row for row in rows_of(living, held, on=on, acts=True) if row.acts]
    return sorted(rows, key=lambda row: (row.limit.due.day if row.limit else date.max, str(row.dossier)))


def card(reader: policy.Reader, *, on: date) -> Card:
    """Return one dossier as the reader may see it."""
    one = dossier_facts.hold([reader.dossier])[0]
    known = dossier_facts.facts(one, on=on)
    possible = _possible(reader, one, known)
    offered = dossier_fiches.offered(reader, one, on=on)
    avis = tuple(reader.dossier.avis.defer("pdf").select_related("validated_by", "replaces"))
    return Card(
        dossier=reader.dossier,
        states=tuple(_states(one)),
        limits=tuple(_limits(one, on)),
        lines=tuple(map(line_of, one.passages)) if _tells_all(reader) else tuple(_outward(one)),
        acts=tuple(possible),
        fiches=tuple(fiche for fiche in offered if fiche.key in EXPECTED),
        others=tuple(fiche for fiche in offered if fiche.key not in EXPECTED),
        rectify=tuple(dossier_fiches.rectifying(reader, one)),
        warnings=tuple(dict.fromkeys(words for act in possible for words in act.warnings(known))),
        person=person_of(reader) if reader.reads(Compartment.IDENTITY) else None,
        reports=tuple(_reports(reader)) if reader.reads(Compartment.REPORT) else (),
        avis=avis if reader.reads(Compartment.AVIS) else (),
        medical=reader.reads(Compartment.MEDICAL),
        direction=reader.reads(Compartment.DIRECTOR),
        around=dossier_around.around(reader),
    )


def _tells_all(reader: policy.Reader) -> bool:
    """The exchanges with doctors are the medical service's: the director sees what concerns him."""
    return reader.reads(Compartment.REPORT)


def _outward(one: dossier_facts.Held) -> list[Line]:
    return [line_of(row) for row in one.passages if row.name in _SHOWN or row.role == CaseRole.DIRECTOR]


_SHOWN = frozenset({"validate-avis", "rectify-avis", "record-signature", "submit", "transmit", "send-note", "close"})


def _states(one: dossier_facts.Held):
    for number, (table, state) in enumerate(dossier_facts.states_of(one.dossier)):
        if number == 0 or state != table.initial.slug:
            yield table.label, table.state(state).label


def line_of(row: Passage) -> Line:
    """Return a passage as a timeline tells it."""
    act = TABLES[row.table].transition(row.name)
    reason = next((one.label for one in act.reasons if one.slug == row.reason), "")
    return Line(row, act.label, reason, cited(act.basis.clauses))


def _reports(reader: policy.Reader):
    for report in reader.dossier.reports.all():
        yield report, dossier_acts.author_of(reader, report)
