"""The printed series of diagnoses: cells read as numbers, years that lack, years that the source damaged (B-22, T9).

A printed cell stays beside the number read from it; nothing is corrected and no gap is filled.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_PERCENT = re.compile(r"(\d{1,3})(?:,(\d))?\s*%")
NOT_COLLECTED = "nc"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value; `value` is in per cent of the requests of the year, None when the source gives none."""

    printed: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One row of the series, its cells in the order of the years."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The table of annexe III: `years` are those printed, oldest first."""

    years: tuple[int, ...]
    rows: tuple[Diagnosis, ...]

    @property
    def lacking(self) -> tuple[int, ...]:
        """The years between the first and the last that the table does not hold."""
        return tuple(year for year in range(self.years[0], self.years[-1] + 1) if year not in self.years)

    @property
    def damaged(self) -> tuple[int, ...]:
        """The years whose values all end in the same decimal: no survey does that, a broken column does."""
        return tuple(year for year in self.years if self._is_damaged(year))

    def total(self, year: int) -> Decimal:
        """Return the sum of what is printed for a year, in per cent."""
        return sum((cell.value for cell in self.of(year) if cell.value is not None), Decimal())

    def of(self, year: int) -> tuple[Cell, ...]:
        """Return the cells of a year, in the order of the rows; ValueError when it is not printed."""
        place = self.years.index(year)
        return tuple(row.cells[place] for row in self.rows)

    def _is_damaged(self, year: int) -> bool:
        decimals = {cell.printed.partition(",")[2] for cell in self.of(year) if cell.value is not None}
        return len(self.rows) > 1 and len(decimals) == 1


def read(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Series:
    """Return the series of a printed table; ValueError for a heading that is no year or a cell of another form."""
    years = tuple(int(year) for year in header[1:])
    if list(years) != sorted(set(years)) or not years:
        raise ValueError("years out of order")
    return Series(years, tuple(_row(row, len(years)) for row in rows))


def _row(row: Sequence[str], width: int) -> Diagnosis:
    name, *cells = row
    if len(cells) != width:
        raise ValueError(f"{name}: {len(cells)} cells for {width} years")
    return Diagnosis(name, tuple(map(_cell, cells)))


def _cell(printed: str) -> Cell:
    if printed.strip() == NOT_COLLECTED:
        return Cell(printed, None)
    found = _PERCENT.fullmatch(printed.strip())
    if found is None:
        raise ValueError(f"no share: {printed!r}")
    return Cell(printed, Decimal(f"{found[1]}.{found[2] or 0}"))
