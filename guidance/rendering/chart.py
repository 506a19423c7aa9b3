"""The chart of the ceiling of one person: steps over the years, as coordinates; its table stands on the same page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guidance.amounts.figures import euros, plain
from guidance.amounts.periods import Period
from guidance.dates import in_words

_STEP = 1_000


@dataclass(frozen=True)
class Frame:
    """Size of a drawing in its own units, its margins, and which years it names."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    years: int
    marks: int


FRAMES = (
    Frame("wide", 1136, 300, 62, 16, 18, 34, 2, 4),
    Frame("narrow", 358, 260, 58, 8, 18, 34, 4, 7),
)


def charts(periods: Sequence[Period]) -> dict | None:
    """Return the two drawings of a series and the sentence that says them; None when no amount is known."""
    ordered = sorted(periods, key=lambda period: period.starts)
    known = [period for period in ordered if period.known and "one" in period.figures]
    if not known:
        return None
    return {"drawings": [_drawing(ordered, known, frame) for frame in FRAMES], "said": _said(ordered, known)}


def _said(ordered: list[Period], known: list[Period]) -> str:
    first, last = known[0], known[-1]
    words = (
        f"Plafond annuel pour une personne seule : {_amount(first)} au {in_words(first.starts)}, "
        f"{_amount(last)} au {in_words(last.starts)}."
    )
    pending = [period for period in ordered if not period.known]
    if pending:
        words += f" Le barème du {in_words(pending[-1].starts)} n’est pas confirmé."
    return f"{words} Les valeurs sont dans le tableau qui suit."


def _amount(period: Period) -> str:
    return euros(period.figures["one"].value)


class _Scale:
    """Where a day and an amount fall in a frame."""

    def __init__(self, ordered: list[Period], known: list[Period], frame: Frame):
        values = [period.figures["one"].value for period in known]
        self.low = int(min(values)) // _STEP * _STEP
        self.high = -(-int(max(values)) // _STEP) * _STEP or _STEP
        self.first = ordered[0].starts
        self.last = date(ordered[-1].starts.year + 1, 1, 1)
        self.frame = frame

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.frame.left + share * (self.frame.width - self.frame.left - self.frame.right)

    def y(self, value: Decimal) -> float:
        share = float(value - self.low) / (self.high - self.low)
        return self.frame.height - self.frame.bottom - share * (self.frame.height - self.frame.top - self.frame.bottom)


def _drawing(ordered: list[Period], known: list[Period], frame: Frame) -> dict:
    scale = _Scale(ordered, known, frame)
    return {
        "name": frame.name,
        "box": f"0 0 {frame.width} {frame.height}",
        "ends": (str(frame.left), str(frame.width - frame.right)),
        "levels": _levels(scale),
        "years": _years(scale),
        "line": _steps(ordered, scale),
        "pending": _pending(ordered, known, scale),
        "dots": [_dot(period, index, known, scale) for index, period in enumerate(known)],
    }


def _steps(ordered: list[Period], scale: _Scale) -> str:
    """A path of steps; it stops where a period is not confirmed, and starts again after it."""
    parts, down = [], False
    for period, after in zip(ordered, [*ordered[1:], None], strict=True):
        if not period.known:
            down = False
            continue
        height = scale.y(period.figures["one"].value)
        parts.append(f"V{height:.1f}" if down else f"M{scale.x(period.starts):.1f} {height:.1f}")
        parts.append(f"H{scale.x(after.starts if after else scale.last):.1f}")
        down = True
    return "".join(parts)


def _pending(ordered: list[Period], known: list[Period], scale: _Scale) -> dict | None:
    if ordered[-1].known:
        return None
    height = scale.y(known[-1].figures["one"].value)
    end = scale.x(scale.last)
    path = f"M{scale.x(ordered[-1].starts):.1f} {height:.1f}H{end:.1f}"
    return {"path": path, "x": f"{end:.1f}", "y": f"{height + 22:.1f}", "label": "non confirmé"}


def _dot(period: Period, index: int, known: list[Period], scale: _Scale) -> dict:
    """A point of the line; one in a few is named, the first and the last always."""
    value = period.figures["one"].value
    last = len(known) - 1
    named = index in (0, last) or (index % scale.frame.marks == 0 and last - index >= scale.frame.marks - 1)
    anchor = "start" if index == 0 else "end" if index == last else "middle"
    x, y = scale.x(period.starts), scale.y(value)
    return {
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "computed": period.figures["one"].computed,
        "label": plain(value) if named else "",
        "anchor": anchor,
        "above": f"{y - 10:.1f}",
    }


def _levels(scale: _Scale) -> list[dict]:
    return [
        {
            "y": f"{scale.y(level):.1f}",
            "text_y": f"{scale.y(level) + 4:.1f}",
            "label": plain(level),
            "x": str(scale.frame.left - 8),
        }
        for level in map(Decimal, range(scale.low, scale.high + 1, _STEP))
    ]


def _years(scale: _Scale) -> list[dict]:
    years = range(scale.first.year + 1, scale.last.year)
    shown = [year for year in years if year % scale.frame.years == 0]
    floor = scale.frame.height - scale.frame.bottom + 20
    return [{"x": f"{scale.x(date(year, 1, 1)):.1f}", "y": str(floor), "label": str(year)} for year in shown]
