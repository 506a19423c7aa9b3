"""How much a hidden number can move while every shown one stands: exact, in whole numbers, by flows.

A table with its totals is a circulation: a cell runs from its row to its column, a column’s total goes to the bottom,
the grand total back to the side, a row’s total to its row. What comes in goes out: these are the sums of the table. A
hidden number can grow as far as a flow can come back to where it starts, through hidden numbers alone.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

Position = tuple[int, int]
Node = tuple[str, int]
#: More than any table counts.
ENDLESS = 10**9
SIDE, BOTTOM = ("side", 0), ("bottom", 0)


class Arc(NamedTuple):
    """A number of the table as an arc of the circulation."""

    tail: Node
    head: Node


class Box(NamedTuple):
    """What else is known of a hidden number: the least and the greatest that it can be."""

    low: int
    high: int


class Slack(NamedTuple):
    """How far a hidden number can go down and up."""

    down: int
    up: int

    @property
    def width(self) -> int:
        return self.down + self.up


def arc(position: Position, rows: int, columns: int) -> Arc:
    """Return the arc of a number in a table of so many rows and columns; the last row and column are totals."""
    row, column = position
    if row == rows and column == columns:
        return Arc(BOTTOM, SIDE)
    if row == rows:
        return Arc(("column", column), BOTTOM)
    if column < columns:
        return Arc(("row", row), ("column", column))
    return Arc(SIDE, ("row", row)) if columns else Arc(SIDE, BOTTOM)  # a list: rows run straight to the bottom


def slack(
    position: Position,
    values: Mapping[Position, int],
    hidden: Iterable[Position],
    rows: int,
    columns: int,
    floor: int,
    boxes: Mapping[Position, Box] = MappingProxyType({}),
) -> Slack:
    """Return how far a hidden number can move; `floor` is the least that one can be, `boxes` what else is known."""
    numbers = [(one, values[one], _box(one, floor, boxes)) for one in hidden if one != position]
    own, box = arc(position, rows, columns), _box(position, floor, boxes)
    up = min(box.high - values[position], most(_residual(numbers, rows, columns), own.head, own.tail))
    down = min(values[position] - box.low, most(_residual(numbers, rows, columns), own.tail, own.head))
    return Slack(max(down, 0), max(up, 0))


def _box(position: Position, floor: int, boxes: Mapping[Position, Box]) -> Box:
    low, high = boxes.get(position, (floor, ENDLESS))
    return Box(max(low, floor), high)


def _residual(numbers: Iterable[tuple[Position, int, Box]], rows: int, columns: int) -> dict[Node, dict[Node, int]]:
    found: dict[Node, dict[Node, int]] = {}
    for position, value, box in numbers:
        tail, head = arc(position, rows, columns)
        forward, backward = found.setdefault(tail, {}), found.setdefault(head, {})
        forward[head] = forward.get(head, 0) + max(box.high - value, 0)
        backward[tail] = backward.get(tail, 0) + max(value - box.low, 0)
    return found


def most(residual: dict[Node, dict[Node, int]], source: Node, sink: Node) -> int:
    """Return the greatest flow from a node to another, at most `ENDLESS`; the residual graph is used up."""
    total = 0
    while total < ENDLESS:
        path = _path(residual, source, sink)
        if path is None:
            return total
        step = min(residual[tail][head] for tail, head in path)
        for tail, head in path:
            residual[tail][head] -= step
            residual.setdefault(head, {})[tail] = residual.get(head, {}).get(tail, 0) + step
        total += step
    return ENDLESS


def _path(residual, source: Node, sink: Node) -> list[tuple[Node, Node]] | None:
    seen: dict[Node, Node | None] = {source: None}
    waiting = deque([source])
    while waiting and sink not in seen:
        node = waiting.popleft()
        for other, room in residual.get(node, {}).items():
            if room > 0 and other not in seen:
                seen[other] = node
                waiting.append(other)
    if sink not in seen:
        return None
    path, node = [], sink
    while seen[node] is not None:
        path.append((seen[node], node))
        node = seen[node]
    return path[::-1]
