"""The tables of a bilan from what was counted: totals, what is hidden, what was never written down (A-39, S1, S6)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from forms_app.bilan import masking
from forms_app.bilan.frame import TableFrame
from forms_app.bilan.measured import OVER, WITHIN, Sums, kept
from forms_app.bilan.shape import Head, Measure, Table
from forms_app.bilan.tally import ALONE, Count, Grid, Tally, gathered, grid, measures
from forms_app.bilan.vocabulary import UNKNOWN, UNKNOWN_LABEL


def tables(tally: Tally, *, unrecorded: Collection[str] = (), labels: Mapping[str, Mapping[str, str]] | None = None):
    """Return the tables of a frame in its order. `unrecorded` names populations of which nothing is known.

    `labels` gives, by dimension, the names of the values of an open one, in the order to show.
    """
    return tuple(_table(tally, table, unrecorded, (labels or {}).get(table.rows)) for table in tally.frame.tables)


def _table(tally: Tally, table: TableFrame, unrecorded: Collection[str], labels) -> Table:
    count = tally.counts[table.key]
    found = grid(table, count, labels)
    if table.of.dimension(table.rows).telling:
        found = gathered(found)
    shown = Table(
        table.key, table.title, table.clause, table.of.unit, found.rows, (), (), (), (), None,
        note=" ".join(filter(None, (table.of.counted, table.note))), rows_of=table.rows, columns_of=table.columns,
    )  # fmt: skip
    if table.population in unrecorded or _is_all_unknown(found):
        return _unrecorded(shown, found)
    if table.columns and _columns_unknown(found):
        label = table.of.dimension(table.columns).label
        shown = replace(shown, note=f"{shown.note} {label.capitalize()} : {UNKNOWN_LABEL}.", columns_of="")
        found = Grid(found.rows, (Head(ALONE, ""),), tuple((sum(row),) for row in found.cells))
    return _masked(shown, found, measures(table, count, found.rows), _sizes(count, found.rows))


def _sizes(count: Count, rows: tuple[Head, ...]) -> tuple[int, ...]:
    """How many avis are measured in each row, and in all."""
    return (*(count.days[row.key].total() if row.key in count.days else 0 for row in rows),
            sum(days.total() for days in count.days.values()))  # fmt: skip


def _is_all_unknown(found: Grid) -> bool:
    total = sum(map(sum, found.cells))
    lost = sum(sum(cells) for head, cells in zip(found.rows, found.cells, strict=True) if head.key == UNKNOWN)
    return total > 0 and lost == total


def _columns_unknown(found: Grid) -> bool:
    total = sum(map(sum, found.cells))
    return total > 0 and found.columns[-1].key == UNKNOWN and sum(row[-1] for row in found.cells) == total


def _unrecorded(shown: Table, found: Grid) -> Table:
    columns = () if found.columns[0].key == ALONE else found.columns
    rows = found.rows
    return replace(
        shown,
        rows=rows,
        columns=columns,
        cells=tuple((None,) * len(columns) for _ in rows),
        row_totals=(None,) * len(rows),
        column_totals=(None,) * len(columns),
        recorded=False,
    )


def _masked(shown: Table, found: Grid, measured: tuple[Measure, ...], sizes: tuple[int, ...]) -> Table:
    columns = () if found.columns[0].key == ALONE else found.columns
    rows, width = len(found.rows), len(columns)
    values = masking.with_totals(found.cells, width)
    hidden = masking.hidden(values, rows, width)
    measured = tuple(_without_hidden(measure, hidden, width) for measure in measured)
    heads = [head.key for head in columns]
    if measured and {WITHIN, OVER} <= set(heads):
        sums = Sums(values, hidden, rows, width, heads.index(WITHIN), heads.index(OVER))
        measured = kept(measured, sizes, sums)

    def told(row: int, column: int) -> int | None:
        return None if (row, column) in hidden else values[row, column]

    return replace(
        shown,
        rows=found.rows,
        columns=columns,
        cells=tuple(tuple(told(row, column) for column in range(width)) for row in range(rows)),
        row_totals=tuple(told(row, width) for row in range(rows)),
        column_totals=tuple(told(rows, column) for column in range(width)),
        total=told(rows, width),
        masked=hidden,
        measures=measured,
    )


def _without_hidden(measure: Measure, hidden: frozenset, width: int) -> Measure:
    """A delay beside a hidden number would say that it is not small: it goes with it."""
    values = (None if (row, width) in hidden else value for row, value in enumerate(measure.values))
    return measure._replace(values=tuple(values))
