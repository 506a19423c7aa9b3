"""Counting one thing at a time, in constant memory: what a frame asks, and nothing that names a dossier (S1, S3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forms_app.bilan.frame import OTHERS, Frame, Line, TableFrame
from forms_app.bilan.shape import MEASURED_FROM, THRESHOLD, Head, Measure
from forms_app.bilan.vocabulary import UNKNOWN, UNKNOWN_LABEL

#: The column of a table that has none.
ALONE = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to count: its population, its value in each dimension, and the days of an avis."""

    population: str
    values: Mapping[str, str]
    days: int | None = None


@dataclass
class Count:
    """What one table has counted: numbers by row and column, days by row."""

    cells: Counter = field(default_factory=Counter)
    days: dict[str, Counter] = field(default_factory=dict)


class Tally:
    """The counts of a frame, added to item by item."""

    def __init__(self, frame: Frame):
        self.frame = frame
        self.counts = {table.key: Count() for table in frame.tables}
        self._places = {table.key: (_place(table.row_lines), _place(table.column_lines)) for table in frame.tables}
        self._tables: dict[str, list[TableFrame]] = {}
        for table in frame.tables:
            self._tables.setdefault(table.population, []).append(table)

    def add(self, item: Item, times: int = 1) -> None:
        """Count an item, or several alike."""
        for table in self._tables.get(item.population, ()):
            rows, columns = self._places[table.key]
            row = _line(rows, item.values.get(table.rows, UNKNOWN))
            column = _line(columns, item.values.get(table.columns, UNKNOWN)) if table.columns else ALONE
            count = self.counts[table.key]
            count.cells[row, column] += times
            if table.measured and item.days is not None:
                count.days.setdefault(row, Counter())[item.days] += times

    def total(self, table: TableFrame) -> int:
        """Return how many things a table counted."""
        return sum(self.counts[table.key].cells.values())


def _place(lines: Iterable[Line]) -> dict[str, str]:
    return {value: line.key for line in lines for value in line.values}


def _line(places: Mapping[str, str], value: str) -> str:
    """The line of a value; an open dimension has lines that no frame names, and the unknown its own."""
    return places.get(value, value or UNKNOWN)


@dataclass(frozen=True, slots=True)
class Grid:
    """The true numbers of a table, before anything is hidden: rows, columns, cells in their order."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[int, ...], ...]


def grid(table: TableFrame, count: Count, labels: Mapping[str, str] | None = None) -> Grid:
    """Return the numbers of a table; `labels` names the values of an open dimension, in the order to show."""
    dimension = table.of.dimension(table.rows)
    heads = [Head(line.key, line.label) for line in table.row_lines]
    if dimension.open:
        named = {head.key for head in heads}
        labels = labels or {}
        rest = {row for row, _ in count.cells if row not in named and row != UNKNOWN}
        shown = [*labels, *sorted(rest - labels.keys())]
        heads += [Head(key, labels.get(key, key)) for key in shown if key not in named]
    columns = [Head(line.key, line.label) for line in table.column_lines]
    rows = _with_unknown(heads, {row for row, _ in count.cells})
    columns = _with_unknown(columns, {column for _, column in count.cells}) if table.columns else (Head(ALONE, ""),)
    cells = tuple(tuple(count.cells[row.key, column.key] for column in columns) for row in rows)
    return Grid(rows, columns, cells)


def _with_unknown(heads: list[Head], met: set[str]) -> tuple[Head, ...]:
    return (*heads, Head(UNKNOWN, UNKNOWN_LABEL)) if UNKNOWN in met else tuple(heads)


def gathered(found: Grid) -> Grid:
    """Return an open list with its small rows gathered under « autres »: a rare value names a person by itself."""
    rows = sorted(zip(found.rows, found.cells, strict=True), key=lambda pair: (-sum(pair[1]), pair[0].label))
    rows = [pair for pair in rows if sum(pair[1])]
    kept = [pair for pair in rows if sum(pair[1]) >= THRESHOLD]
    small = sum(sum(pair[1]) for pair in rows if sum(pair[1]) < THRESHOLD)
    while 0 < small < THRESHOLD and kept:
        small += sum(kept.pop()[1])
    known = sorted(kept, key=lambda pair: pair[0].key == UNKNOWN)
    heads = [pair[0] for pair in known]
    cells = [pair[1] for pair in known]
    if small:
        heads.append(Head(OTHERS, "autres"))
        cells.append((small,))
    return Grid(tuple(heads), found.columns, tuple(cells))


def measures(table: TableFrame, count: Count, rows: Iterable[Head]) -> tuple[Measure, ...]:
    """Return the median and the ninetieth percentile of the days, by row and over all; None under ten avis."""
    if not table.measured:
        return ()
    whole: Counter = sum(count.days.values(), Counter())
    days = [*(count.days.get(row.key, Counter()) for row in rows), whole]
    named = (("median", "délai médian, en jours", 50), ("p90", "neuf avis sur dix, en jours", 90))
    return tuple(Measure(key, label, tuple(percentile(each, rank) for each in days)) for key, label, rank in named)


def percentile(days: Counter, rank: int) -> int | None:
    """Return the smallest number of days within which `rank` per cent of the avis were given; None under ten."""
    total = sum(days.values())
    if total < MEASURED_FROM:
        return None
    reached, wanted = 0, -(-total * rank // 100)
    for day in sorted(days):
        reached += days[day]
        if reached >= wanted:
            return day
    raise AssertionError("the last day reaches the whole")
