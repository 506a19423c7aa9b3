"""A bilan and its tables as values: what a screen shows, a file prints, a freezing keeps (A-39, S1)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

#: Sizes under which a number is hidden: S6 says « < 5 »; no text sets it, so it is the portal's decision (ADR 0019).
THRESHOLD = 5
#: Under this many avis a median would say the delay of somebody: it is not shown.
MEASURED_FROM = 10
MASKED_TOLD = "effectif de moins de cinq, ou masqué pour en protéger un autre"
UNKNOWN_TOLD = "non relevé"
MASKED, TOO_FEW = "masqué", "trop peu d’avis"


class Head(NamedTuple):
    """A row or a column: its key in the frame, its label in French."""

    key: str
    label: str


class Measure(NamedTuple):
    """A number beside the counts of each row, the total last; None where too few stand behind it."""

    key: str
    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by rows, or by rows and columns. A position is (row, column); the last of each is the total.

    A list has no column: its numbers are `row_totals`. A number is None when it is masked (its position is then in
    `masked`) or when the table is not `recorded`: it is then « non relevé », never 0.
    """

    key: str
    title: str
    clause: str
    unit: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    masked: frozenset[tuple[int, int]] = frozenset()
    measures: tuple[Measure, ...] = ()
    note: str = ""
    recorded: bool = True
    rows_of: str = ""
    columns_of: str = ""

    @property
    def is_list(self) -> bool:
        """Tell whether the table has one column of numbers alone."""
        return not self.columns

    @property
    def is_hidden(self) -> bool:
        """Tell whether every number is masked."""
        return self.recorded and len(self.masked) == (len(self.rows) + 1) * (len(self.columns) + 1)

    def value(self, row: int, column: int) -> int | None:
        """Return the number at a position; IndexError outside the table."""
        last_row, last_column = row == len(self.rows), column == len(self.columns)
        if last_row and last_column:
            return self.total
        if last_row:
            return self.column_totals[column]
        return self.row_totals[row] if last_column else self.cells[row][column]

    def is_masked(self, row: int, column: int) -> bool:
        return (row, column) in self.masked

    def told(self, row: int, column: int) -> str:
        """Return a number as a page says it: digits, « masqué » or « non relevé »."""
        if not self.recorded:
            return UNKNOWN_TOLD
        return MASKED if self.is_masked(row, column) else str(self.value(row, column))

    def lines(self) -> Iterator[tuple[Head, tuple[str, ...], tuple[str, ...]]]:
        """Yield each row, the total last: its head, its numbers as told, its measures as told."""
        for row, head in enumerate((*self.rows, Head("total", "Total"))):
            told = tuple(self.told(row, column) for column in range(len(self.columns) + 1))
            yield head, told, tuple(self.told_measure(measure, row) for measure in self.measures)

    def told_measure(self, measure: Measure, row: int) -> str:
        """Return a measure of a row as a page says it: digits, « non relevé », « trop peu d’avis » or « masqué »."""
        if not self.recorded:
            return UNKNOWN_TOLD
        value, whole = measure.values[row], self.value(row, len(self.columns))
        if value is not None:
            return str(value)
        return TOO_FEW if whole is not None and whole < MEASURED_FROM else MASKED


@dataclass(frozen=True, slots=True)
class Bilan:
    """The bilan of one authority over one year. `made_on` is an ISO day; `version` is 0 while it is a draft."""

    authority: str
    name: str
    kind: str
    year: int
    made_on: str
    frame: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()
    version: int = 0

    def table(self, key: str) -> Table | None:
        """Return a table by its key."""
        return next((table for table in self.tables if table.key == key), None)


def as_text(bilan: Bilan) -> str:
    """Return the frozen form of a bilan: one text for one content, whatever made it."""
    found = asdict(bilan)
    for table, row in zip(bilan.tables, found["tables"], strict=True):
        row["masked"] = sorted(map(list, table.masked))
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a frozen form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_text(text: str) -> Bilan:
    """Return the bilan of a frozen form; KeyError, TypeError or ValueError for another text."""
    found = json.loads(text)
    return Bilan(
        **found | {"tables": tuple(map(_table, found["tables"])), "remarks": tuple(found["remarks"])},
    )


def _table(row: dict) -> Table:
    return Table(
        **row
        | {
            "rows": tuple(Head(*each) for each in row["rows"]),
            "columns": tuple(Head(*each) for each in row["columns"]),
            "cells": tuple(map(tuple, row["cells"])),
            "row_totals": tuple(row["row_totals"]),
            "column_totals": tuple(row["column_totals"]),
            "masked": frozenset(map(tuple, row["masked"])),
            "measures": tuple(Measure(key, label, tuple(values)) for key, label, values in row["measures"]),
        }
    )
