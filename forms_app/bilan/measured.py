"""Which delays stand beside hidden numbers: none that, with the sums, would leave one fewer than six values (S6).

Nine avis out of ten within eighty days, of eleven: one at most is late, and a late one that is hidden is then found.
Whether a delay falls before the limit says that a number of avis are within it, or that a number are over: whoever
reads the delay is taken to know which, even when its days do not tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from forms_app.bilan.flows import ENDLESS, Box, Position, slack
from forms_app.bilan.shape import THRESHOLD, Measure

#: The values that part the avis of a column by their delay.
WITHIN, OVER = "within", "over"
RANKS = {"median": 50, "p90": 90}


class Sums(NamedTuple):
    """A table before anything is hidden: its numbers, what is hidden of them, its size, the columns of the limit."""

    values: Mapping[Position, int]
    hidden: frozenset[Position]
    rows: int
    columns: int
    within: int
    over: int

    def width(self, position: Position, boxes: Mapping[Position, Box]) -> int:
        """How far apart the least and the greatest value of a hidden number are, as far as matters."""
        floor = 0 if len(self.hidden) >= len(self.values) - 1 else 1  # a table shown by its total alone hides its zeros
        found = slack(position, self.values, self.hidden, self.rows, self.columns, floor, boxes)
        return min(found.width, THRESHOLD)


def kept(measures: Sequence[Measure], sizes: Sequence[int], sums: Sums) -> tuple[Measure, ...]:
    """Return the measures without the values that would narrow a hidden number too much.

    `sizes` are the avis measured in each row, the total last. What says most is kept first: the whole, the median.
    """
    order = sorted((row != sums.rows, rank, row) for rank in range(len(measures)) for row in range(sums.rows + 1))
    alone = {position: sums.width(position, {}) for position in sums.hidden}
    boxes: dict[Position, Box] = {}
    shown = set()
    for _, rank, row in order:
        if measures[rank].values[row] is None:
            continue
        more = _narrowed(boxes, row, sizes[row], RANKS[measures[rank].key], sums)
        if all(sums.width(position, more) >= alone[position] for position in sums.hidden):
            boxes = more
            shown.add((rank, row))
    return tuple(_only(measure, {row for each, row in shown if each == rank}) for rank, measure in enumerate(measures))


def _only(measure: Measure, rows: Iterable[int]) -> Measure:
    return measure._replace(values=tuple(value if row in rows else None for row, value in enumerate(measure.values)))


def _narrowed(boxes: Mapping[Position, Box], row: int, size: int, percent: int, sums: Sums) -> dict[Position, Box]:
    """The bounds of the numbers of a row once its delay is known."""
    place = -(-size * percent // 100)  # of the avis whose delay it is, the quickest first
    if sums.values[row, sums.over] <= size - place:
        told = {sums.over: Box(0, size - place), sums.within: Box(place, ENDLESS)}
    else:
        told = {sums.over: Box(size - place + 1, ENDLESS), sums.within: Box(0, place - 1)}
    found = dict(boxes)
    for column, box in told.items():
        former = found.get((row, column), Box(0, ENDLESS))
        found[row, column] = Box(max(former.low, box.low), min(former.high, box.high))
    return found
