"""The series of diagnoses as drawings: one small curve a diagnosis, and two years side by side; its table stands below.

A year that the source lacks is a gap, a damaged one a hollow point: a curve never invents what stands between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from guidance.series import Diagnosis, Series

WIDTH, HEIGHT = 240, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 6, 10, 8
_STEP = 5  # per cent


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    most: int

    def x(self, year: int) -> float:
        return _LEFT + (year - self.first) / (self.last - self.first or 1) * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Decimal) -> float:
        return HEIGHT - _BOTTOM - float(value) / self.most * (HEIGHT - _TOP - _BOTTOM)


def in_french(value: Decimal | None) -> str:
    """Return a percentage as it is read: 12,6 %."""
    return "nc" if value is None else f"{value}".replace(".", ",") + "\u00a0%"


def curves(series: Series) -> list[dict]:
    """Return one drawing a diagnosis, the most frequent of the last year first, all on one scale."""
    values = [cell.value for row in series.rows for cell in row.cells if cell.value is not None]
    scale = _Scale(series.years[0], series.years[-1], -(-int(max(values)) // _STEP) * _STEP or _STEP)
    ordered = sorted(series.rows, key=lambda row: (row.cells[-1].value is None, -(row.cells[-1].value or 0)))
    return [_curve(row, series, scale) for row in ordered]


def _curve(row: Diagnosis, series: Series, scale: _Scale) -> dict:
    points = [(year, cell.value) for year, cell in zip(series.years, row.cells, strict=True) if cell.value is not None]
    damaged = series.damaged
    runs = list(_runs(points))
    (first, low), (last, high) = points[0], points[-1]
    return {
        "name": row.name,
        "box": f"0 0 {WIDTH} {HEIGHT}",
        "said": f"{row.name} : {in_french(low)} en {first}, {in_french(high)} en {last}.",
        "first": (first, in_french(low)),
        "last": (last, in_french(high)),
        "base": f"M{_LEFT} {HEIGHT - _BOTTOM}H{WIDTH - _RIGHT}",
        "lines": [_path(run, scale) for run in runs if len(run) > 1],
        "dots": [
            {"x": f"{scale.x(year):.1f}", "y": f"{scale.y(value):.1f}", "hollow": year in damaged}
            for year, value in points
        ],
    }


def _runs(points: list[tuple[int, Decimal]]) -> Iterator[list[tuple[int, Decimal]]]:
    """Yield the points of years that follow each other without a gap."""
    numbered = enumerate(points)
    for _, run in groupby(numbered, key=lambda pair: pair[1][0] - pair[0]):
        yield [point for _, point in run]


def _path(run: list[tuple[int, Decimal]], scale: _Scale) -> str:
    return "M" + "L".join(f"{scale.x(year):.1f} {scale.y(value):.1f}" for year, value in run)


def compared(series: Series, year: int, other: int) -> list[dict]:
    """Return the diagnoses by frequency in a year, each with its share, that of another year and the difference."""
    pairs = zip(series.rows, series.of(year), series.of(other), strict=True)
    rows = [_pair(row.name, now.value, then.value) for row, now, then in pairs]
    return sorted(rows, key=lambda row: (row["now"] is None, -(row["now"] or 0)))


def _pair(name: str, now: Decimal | None, then: Decimal | None) -> dict:
    change = None if now is None or then is None else now - then
    sign = "" if not change else "+\u00a0" if change > 0 else "−\u00a0"
    return {
        "name": name,
        "now": now,
        "now_said": in_french(now),
        "then_said": in_french(then),
        "change": "" if change is None else f"{sign}{abs(change)}".replace(".", ","),
        "bar": f"{float(now or 0):.1f}",
        "mark": None if then is None else f"{float(then):.1f}",
    }
