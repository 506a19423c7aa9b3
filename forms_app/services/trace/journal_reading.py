"""The journal as it is read: that of an authority by who audits it, that of a dossier by its physicians (C3, C4).

Rows say who, when, under which role, and what; a dossier is named by its reference, and nothing it holds is shown.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_app.enums import CaseRole, JournalAct
from forms_app.models import Authority, Avis, Dossier, JournalEvent, SentLetter

PER_PAGE = 50
MOST_EXPORTED = 20_000
COLUMNS = ("ligne", "le", "personne", "au titre de", "acte", "dossier", "issue", "provenance")
#: Rows of other tables that belong to a dossier: the journal names them by their own key.
_PARTS = {"avis": Avis, "sentletter": SentLetter}
_DOSSIER = "dossier"
_ACTS = dict(JournalAct.choices)
_ROLES = dict(CaseRole.choices)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; an empty field asks nothing."""

    dossier: str = ""
    person: int | None = None
    first: date | None = None
    last: date | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown. `source` stands for the address: two acts from one place look alike."""

    number: int
    at: datetime
    person: str
    role: str
    act: str
    dossier: str
    result: str
    source: str

    def cells(self) -> tuple:
        moment = f"{timezone.localtime(self.at):%d/%m/%Y %H:%M:%S}"
        return (self.number, moment, self.person, self.role, self.act, self.dossier, self.result, self.source)


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of the journal; `after` is the number that the next page starts below, None on the last."""

    lines: tuple[Line, ...]
    after: int | None


def of_authority(authority: Authority, asked: Asked) -> QuerySet[JournalEvent]:
    """Return the rows of what was done under the roles of an authority, filtered, the last one first."""
    rows = JournalEvent.objects.filter(authority=authority.code)
    if asked.dossier:
        rows = rows.filter(_about(_referenced(authority, asked.dossier)))
    if asked.person:
        rows = rows.filter(actor=asked.person)
    if asked.act:
        rows = rows.filter(act=asked.act)
    if asked.first:
        rows = rows.filter(at__gte=_midnight(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    return rows.order_by("-number")


def of_dossier(dossier: Dossier) -> QuerySet[JournalEvent]:
    """Return the rows about a dossier, its avis and the letters that left it, the last one first."""
    return JournalEvent.objects.filter(_about(dossier.pk)).order_by("-number")


def sliced(rows: QuerySet[JournalEvent], after: int | None = None) -> Slice:
    """Return a page by key, below a number when one is given. A fixed number of queries."""
    below = rows.filter(number__lt=after) if after else rows
    found = list(below.select_related("actor")[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    shown = found[:PER_PAGE]
    return Slice(tuple(lines(shown)), shown[-1].number if more else None)


def exported(rows: QuerySet[JournalEvent]) -> list[tuple] | None:
    """Return the cells of every row, the head first; None when there are more than `MOST_EXPORTED`."""
    found = list(rows.select_related("actor")[: MOST_EXPORTED + 1])
    if len(found) > MOST_EXPORTED:
        return None
    return [COLUMNS, *(line.cells() for line in lines(found))]


def lines(rows: Iterable[JournalEvent]) -> list[Line]:
    """Return rows as they are shown; the references of their dossiers come in a fixed number of queries."""
    rows = list(rows)
    known = _references(rows)
    return [
        Line(
            number=row.number,
            at=row.at,
            person=(row.actor.get_full_name() or row.actor.get_username()) if row.actor else "le portail",
            role=_ROLES.get(row.role, ""),
            act=_ACTS.get(row.act, row.act),
            dossier=known.get((row.object_type, row.object_id), ""),
            result=row.get_result_display(),
            source=row.source[:6],
        )
        for row in rows
    ]


def _references(rows: list[JournalEvent]) -> dict[tuple[str, str], str]:
    found = {}
    for model in (_DOSSIER, *_PARTS):
        keys = {row.object_id for row in rows if row.object_type == model}
        found |= {(model, key): reference for key, reference in _named(model, keys)}
    return found


def _named(model: str, keys: set[str]) -> Iterable[tuple[str, str]]:
    """The references of the dossiers of rows, a piece at a time: a database takes so many values in one question."""
    place = "" if model == _DOSSIER else "dossier__"
    wanted = [uuid.UUID(key) for key in sorted(keys)]
    for start in range(0, len(wanted), 500):
        rows = (_PARTS.get(model) or Dossier).objects.filter(pk__in=wanted[start : start + 500])
        for key, year, number in rows.values_list("pk", f"{place}year", f"{place}number"):
            yield str(key), f"{year}-{number:05d}"


def _referenced(authority: Authority, reference: str) -> uuid.UUID | None:
    year, _, number = reference.partition("-")
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 9):
        return None
    rows = Dossier.objects.filter(authority=authority, year=int(year), number=int(number))
    return rows.values_list("pk", flat=True).first()


def _about(dossier: uuid.UUID | None) -> Q:
    """The rows about a dossier and its parts; none when there is no such dossier."""
    if dossier is None:
        return Q(number=0)
    found = Q(object_type=_DOSSIER, object_id=str(dossier))
    for name, model in _PARTS.items():
        keys = [str(key) for key in model.objects.filter(dossier=dossier).values_list("pk", flat=True)]
        found |= Q(object_type=name, object_id__in=keys)
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
