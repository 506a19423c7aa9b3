"""What a bilan counts, read from the dossiers of an authority in batches: constant memory, five queries a batch (A-39).

What is sealed is opened here, one value at a time, and leaves as a count. Nothing of a dossier goes further.
"""

import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from forms_app import crypto, enums
from forms_app.bilan.tally import Item
from forms_app.bilan.vocabulary import UNKNOWN
from forms_app.models import Authority, Avis, Dossier, Letter, Passage, Report
from forms_app.rules import deadlines
from forms_app.services.dossiers import avis_answers, dossiers
from forms_app.services.dossiers.dossier_held import VALIDATIONS

BATCH = 500
LONGEST = 60  # signs of a nationality that are read
INQUIRIES = frozenset({"ask-details", "ask-doctor", "ask-elements"})
ARRIVALS = frozenset({"register-report", "register-certificate"})
ANSWERS = {"give-complementary-avis": "complementary", "answer-referral": "answered", "retain-nothing": "nothing"}
ORIGINS = {"send-note": "note", "register-referral": "referral"}
_DOSSIER = ("pk", "person", "matter", "nature", "registered_on")


class Act(NamedTuple):
    """An act of a dossier, of which a bilan reads nothing else: hundreds of thousands are read for a year."""

    dossier_id: uuid.UUID
    rank: int
    name: str
    day: date
    reason: str
    letter: uuid.UUID | None


class Arrival(NamedTuple):
    """A report or a certificate as it arrived."""

    dossier_id: uuid.UUID
    received_on: date
    sent_on: date | None
    author_kind: str


@dataclass
class Case:
    """The rows of one dossier, as a bilan reads them; passages in their order."""

    pk: uuid.UUID
    person: bytes
    matter: str
    nature: str
    registered_on: date
    passages: list[Act] = field(default_factory=list)
    reports: list[Arrival] = field(default_factory=list)
    answers: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Year:
    """The year that a bilan counts, and whether the office gives the avis."""

    number: int
    office: bool

    def holds(self, day: date) -> bool:
        return day.year == self.number


def touched(authority: Authority, year: int) -> QuerySet[Dossier]:
    """Return the dossiers of an authority that a bilan of a year reads: registered in it, or with an act in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    acts = Passage.objects.filter(dossier=OuterRef("pk"), day__range=(first, last))
    return Dossier.objects.filter(Q(registered_on__range=(first, last)) | Q(Exists(acts)), authority=authority)


def batches(authority: Authority, year: int) -> Iterator[list[Case]]:
    """Yield those dossiers with their rows, a batch at a time; five queries each, six where answers are in letters."""
    last, rows = None, touched(authority, year).order_by("pk")
    while True:
        more = rows if last is None else rows.filter(pk__gt=last)
        found = [Case(*row) for row in more.values_list(*_DOSSIER)[:BATCH]]
        if not found:
            return
        _filled({case.pk: case for case in found})
        yield found
        last = found[-1].pk


def _filled(cases: dict[uuid.UUID, Case]) -> None:
    acts = Passage.objects.filter(dossier__in=cases).order_by("rank")
    for act in map(Act._make, acts.values_list(*Act._fields)):
        cases[act.dossier_id].passages.append(act)
    reports = Report.objects.filter(dossier__in=cases).order_by("received_on", "pk")
    for report in map(Arrival._make, reports.values_list(*Arrival._fields)):
        cases[report.dossier_id].reports.append(report)
    missing = {}
    rows = Avis.objects.filter(dossier__in=cases).order_by("validated_at")
    for dossier, letter, payload in rows.values_list("dossier_id", "letter", "answers__payload"):
        if payload is None:
            missing[letter] = dossier
        else:
            cases[dossier].answers[letter] = avis_answers.opened(payload)
    for letter in Letter.objects.filter(pk__in=missing).defer("pdf") if missing else ():
        cases[missing[letter.pk]].answers[letter.pk] = avis_answers.of_letter(letter)


class Spellings:
    """The spellings met of each nationality: one key for those that differ by accents, capitals and spaces alone."""

    def __init__(self):
        self._met: dict[str, Counter] = {}

    def key(self, typed: str) -> str:
        """Return the key of a spelling, and remember it; the unknown for nothing."""
        found = spelled(typed)
        if not found:
            return UNKNOWN
        self._met.setdefault(found, Counter())[" ".join(typed.split())[:LONGEST]] += 1
        return found

    def labels(self) -> dict[str, str]:
        """Return the commonest spelling of each."""
        return {key: min(met, key=lambda one: (-met[one], one)) for key, met in self._met.items()}


def spelled(typed: str) -> str:
    """Return a nationality without accents, capitals nor double spaces."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())[:LONGEST]


def items(case: Case, year: Year, spellings: Spellings) -> Iterator[Item]:
    """Yield what one dossier adds to the bilan of a year."""
    if year.holds(case.registered_on):
        nationality = spellings.key(_nationality(case.person))
        yield Item("requests", {"basis": case.matter, "nature": case.nature or UNKNOWN, "nationality": nationality})
    yield from _avis(case, year)
    yield from _reports(case, year)
    for passage in case.passages:
        if year.holds(passage.day):
            yield from _events(passage)


def _events(passage: Act) -> Iterator[Item]:
    if passage.name in ORIGINS:
        yield Item("circumstances", {"origin": ORIGINS[passage.name]})
    if passage.name in ANSWERS:
        yield Item("answers", {"answer": ANSWERS[passage.name]})
    if passage.name == "file-appeal":
        yield Item("appeals", {"appeal": passage.reason or UNKNOWN})


def _nationality(person: bytes) -> str:
    try:
        return dossiers.unsealed(person).nationality
    except crypto.Unreadable:
        return ""


def _avis(case: Case, year: Year) -> Iterator[Item]:
    given = [passage for passage in case.passages if passage.name in VALIDATIONS and year.holds(passage.day)]
    first = next((passage for passage in case.passages if passage.name == "validate-avis"), None)
    if first is None or not year.holds(first.day):
        return
    found = case.answers.get(given[-1].letter)
    asked = any(passage.name in INQUIRIES and passage.rank < first.rank for passage in case.passages)
    values = {"basis": case.matter, "inquiry": "with-one" if asked else "without"}
    if found is not None:
        values |= {
            "sense": avis_answers.sense_of(found),
            "duration": avis_answers.duration_group(found),
            "travel": avis_answers.travel_of(found),
        }
    start = _start(case, first, year)
    if start is None or start > first.day:
        yield Item("avis", values)
        return
    due = deadlines.due("college-avis" if year.office else "avis", start).day
    values["limit"] = "over" if first.day > due else "within"
    yield Item("avis", values, (first.day - start).days)


def _start(case: Case, first: Act, year: Year) -> date | None:
    """The day from which the three months run, as the dossier says it: the récépissé, the report, the certificate."""
    before = [report for report in case.reports if report.received_on <= first.day]
    if year.office:
        return before[-1].sent_on if before else None
    said = [passage for passage in case.passages if passage.rank < first.rank
            and passage.name in ("count-from-receipt-card", "count-from-report")]  # fmt: skip
    if said and said[-1].name == "count-from-receipt-card":
        return said[-1].day
    return before[-1].received_on if before else None


def _reports(case: Case, year: Year) -> Iterator[Item]:
    """Each report with what followed it, until the next one."""
    ranks = [passage.rank for passage in case.passages if passage.name in ARRIVALS]
    for place, report in enumerate(case.reports):
        if not year.holds(report.received_on):
            continue
        after = ranks[place] if place < len(ranks) else None
        until = ranks[place + 1] if place + 1 < len(ranks) else len(case.passages) + 1
        names = {passage.name for passage in case.passages if after is not None and after < passage.rank < until}
        outcome = "refused" if "ask-new-report" in names else "incomplete" if "ask-details" in names else "accepted"
        yield Item("reports", {"author": report.author_kind or UNKNOWN, "outcome": outcome})


def kind_of(authority: Authority) -> enums.BilanKind:
    """Return which bilan an authority owes."""
    office = authority.kind == enums.Authority.OFII
    return enums.BilanKind.OFII if office else enums.BilanKind.INSTRUCTION
