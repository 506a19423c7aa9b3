"""What the pages of the reference library show: standings, the two tables with their empty cells, the records."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, Max, Value, When
from django.urls import reverse
from django.utils import timezone

from guidance import coverage
from guidance.enums import CoverageScope, SourceKind, Verdict
from guidance.models import Clause, Reference, SectionPage, TextPage
from guidance.models.references import REPLACED

ANY = ""  # the column of what is about every pathology, and the row of what covers every country
_UNSTATED = "?"
STATES = {**dict(Verdict.choices), REPLACED: "remplacée"}
_LOOKS = {
    Verdict.TO_CHECK: ("warn", "clock", "À vérifier"),
    Verdict.ALIVE: ("ok", "check", "Vérifiée"),
    Verdict.MOVED: ("warn", "right", "A changé d’adresse"),
    Verdict.LOGIN: ("info", "lock", "Demande un compte"),
    Verdict.CHANGED: ("warn", "compare", "Contenu changé"),
    Verdict.DEAD: ("late", "stop", "Lien rompu"),
    REPLACED: ("info", "compare", "Remplacée"),
}
#: What a cell says first: what most needs somebody's eye.
_WORST_FIRST = (Verdict.DEAD, Verdict.TO_CHECK, Verdict.CHANGED, Verdict.MOVED, Verdict.LOGIN, REPLACED, Verdict.ALIVE)


@dataclass
class Cell:
    """How many references stand at a place of a table, how, and when one was last checked."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    checked_on: object = None
    query: str = ""

    def add(self, state: str, count: int, checked_on) -> None:
        self.counts[state] += count
        self.checked_on = max(filter(None, (self.checked_on, checked_on)), default=None)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def look(self) -> dict:
        """The worst standing of the cell: its sign, its kind and its name."""
        state = next(state for state in _WORST_FIRST if self.counts.get(state))
        return {**look_of(state), "count": self.counts[state]}


def look_of(state: str) -> dict:
    """Return how a standing is shown: a sign and a word, never a colour alone."""
    kind, icon, label = _LOOKS[state]
    return {"kind": kind, "icon": icon, "label": label}


def counts() -> dict:
    """Return how many references there are, to check, and dead."""
    found = dict(Reference.objects.with_state().values_list("state").annotate(Count("pk")).order_by())
    return {"all": sum(found.values()), "to_check": found.get("to-check", 0), "dead": found.get("dead", 0)}


def overview(references) -> dict:
    """Return the table of countries and families of pathologies, from a queryset of references; one query."""
    family = Case(*_family_cases(), default=Value(ANY))
    rows = references.with_state().annotate(family=family)
    rows = rows.values_list("scope", "covered_countries__code", "family", "state")
    cells: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for scope, country, column, state, count, checked in rows.annotate(
        n=Count("pk", distinct=True), checked=Max("checked_on")
    ).order_by():
        cells[_row_of(scope, country)][column].add(state, count, checked)
    columns = {ANY: "Toutes pathologies", **coverage.families()}
    names = {ANY: "Tous pays", _UNSTATED: "Pays que la source ne liste pas"}
    named = {code: name for code, name in coverage.countries().items() if code in cells}
    shown = {**{key: names[key] for key in (ANY, _UNSTATED) if key in cells}, **named}
    return {
        "columns": list(columns.values()),
        "rows": [
            {
                "code": key if key in named else "",
                "name": name,
                "cells": [_placed(cells[key][column], _asked(key, column), title) for column, title in columns.items()],
            }
            for key, name in shown.items()
        ],
        "without": len(coverage.countries()) - len(named),
    }


def _family_cases() -> list[When]:
    codes = defaultdict(list)
    for group, family in coverage.family_of().items():
        codes[family].append(group)
    return [When(covered_groups__code__in=groups, then=Value(family)) for family, groups in codes.items()]


def _row_of(scope: str, country: str | None) -> str:
    if scope == CoverageScope.LISTED:
        return country or _UNSTATED
    return ANY if scope == CoverageScope.EVERYWHERE else _UNSTATED


def _asked(row: str, column: str) -> dict:
    """The filters that show what stands in a cell of the overview."""
    place = {"pays": row} if row not in (ANY, _UNSTATED) else {"etendue": "tous" if row == ANY else "non-precise"}
    return place | ({"famille": column} if column else {"famille": "toutes"})


def _placed(cell: Cell, query: dict, column: str) -> dict:
    return {"cell": cell if cell.total else None, "query": query, "column": column}


def by_source(references) -> dict:
    """Return the table of groups of pathologies and kinds of source, every group shown; one query."""
    rows = references.with_state().values_list("covered_groups__code", "kind", "state")
    cells: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for group, kind, state, count, checked in rows.annotate(
        n=Count("pk", distinct=True), checked=Max("checked_on")
    ).order_by():
        cells[group or ANY][kind].add(state, count, checked)
    groups = {ANY: "Toutes pathologies", **coverage.groups()}
    return {
        "columns": [label.capitalize() for _, label in SourceKind.choices],
        "rows": [
            {
                "code": code,
                "name": name,
                "cells": [
                    _placed(cells[code][kind], {"groupe": code or "toutes", "nature": kind}, label)
                    for kind, label in SourceKind.choices
                ],
            }
            for code, name in groups.items()
        ],
    }


def records(references: list[Reference]) -> list[dict]:
    """Return what a list shows of each reference; `told()` has read all that they need but the open clauses."""
    places = open_clauses({one.label for row in references for one in row.citations.all() if one.label})
    today = timezone.localdate()
    return [record(row, places, today) for row in references]


def record(row: Reference, places: set, today) -> dict:
    """Return one reference as a list shows it."""
    state = standing(row, today)
    return {
        "row": row,
        "url": reverse("guidance:reference", args=[row.slug]),
        "look": look_of(state),
        "state": state,
        "countries": countries_of(row),
        "groups": [str(group) for group in row.covered_groups.all()],
        "citations": [citation(one) for one in row.citations.all() if is_open(one, places)],
        "past": bool(row.next_check_on and row.next_check_on < today),
    }


def standing(row: Reference, today) -> str:
    """Return the same state as `with_state` for one row at hand."""
    if row.replaced_by_id:
        return REPLACED
    past = row.next_check_on and row.next_check_on < today
    return Verdict.TO_CHECK if past else row.status


def countries_of(row: Reference) -> str:
    """Return the countries a reference covers, in French; twelve by name, the others by their number."""
    if row.scope != CoverageScope.LISTED:
        return row.get_scope_display().capitalize()
    names = sorted((str(country) for country in row.covered_countries.all()), key=coverage.folded)
    more = len(names) - 12
    return ", ".join(names[:12]) + (f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else "")


def open_clauses(labels: set[str]) -> set[tuple[str, str]]:
    """Return the (path of the text, label) of those that anybody may read: no reserved clause is announced."""
    sections = SectionPage.objects.published().public()
    found = Clause.objects.filter(label__in=labels, section__in=sections).values_list("edition__path", "label")
    return {(path[: -TextPage.steplen], label) for path, label in found}


def is_open(one, places: set) -> bool:
    """Tell whether a clause may be announced to everybody."""
    return not one.label or (one.text is not None and (one.text.path, one.label) in places)


def citation(one) -> dict:
    """Return a clause that names a reference, with the address as it prints it."""
    known = one.text is not None and one.label
    return {
        "printed": one.printed,
        "label": one.label,
        "text": one.text.title if one.text else "",
        "url": reverse("guidance:clause", args=[one.text.slug, one.label]) if known else "",
    }
