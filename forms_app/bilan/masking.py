"""Which numbers of a table are hidden: the small ones, and those without which they would be found (S6).

Hidden means at least one: a zero is shown, and says of nobody that they are there. For every hidden number, at least
six values agree with all that is shown: sums, totals, and that nothing is negative.
"""

import heapq
from collections.abc import Mapping

from forms_app.bilan.flows import Position, arc, slack
from forms_app.bilan.shape import THRESHOLD

#: How far apart the least and the greatest value of a hidden number must be.
WIDTH = THRESHOLD
#: The least that a hidden number can be: zeros are shown.
_FLOOR = 1
_MARGIN_COSTS = 4  # hiding a total costs its reader more than hiding a cell


def with_totals(cells: tuple[tuple[int, ...], ...], columns: int) -> dict[Position, int]:
    """Return every number of a table by its position, its totals last; `columns` is 0 for a list."""
    rows = len(cells)
    values = {(row, column): cells[row][column] for row in range(rows) for column in range(columns)}
    for row in range(rows):
        values[row, columns] = sum(cells[row])
    for column in range(columns):
        values[rows, column] = sum(line[column] for line in cells)
    values[rows, columns] = sum(map(sum, cells))
    return values


def hidden(values: Mapping[Position, int], rows: int, columns: int) -> frozenset[Position]:
    """Return the positions to hide. The grand total is hidden with all the rest, or not at all.

    Tables of one population share that total: hidden in one and shown in another, it would give the first away.
    """
    whole = frozenset(values)
    if 0 < values[rows, columns] < THRESHOLD:
        return whole
    found = {position for position, value in values.items() if 0 < value < THRESHOLD}
    while narrow := _narrowest(found, values, rows, columns):
        more = _widened(narrow, found, values, rows, columns)
        if more is None:  # no company is large enough: the table is not shown, zeros neither
            return whole - {(rows, columns)}
        found |= more
    return frozenset(found)


def _narrowest(found: set[Position], values, rows: int, columns: int) -> tuple[Position, int] | None:
    """The first hidden number that could be found again, and how much room it lacks."""
    for position in sorted(found):
        lacks = WIDTH - slack(position, values, found, rows, columns, _FLOOR).width
        if lacks > 0:
            return position, lacks
    return None


def _widened(narrow: tuple[Position, int], found: set[Position], values, rows: int, columns: int):
    """The cheapest numbers to hide so that one can move by what it lacks; None when there is none."""
    position, lacks = narrow
    tail, head = arc(position, rows, columns)
    for room in (lacks, WIDTH):  # a way of hidden numbers alone may be as wide as what lacks, and already counted
        graph = _graph(position, room, found, values, rows, columns)
        ways = [_cheapest(graph, head, tail)]
        if values[position] - _FLOOR >= WIDTH:
            ways.append(_cheapest(graph, tail, head))
        more = [(cost, taken - found) for cost, taken in filter(None, ways) if taken - found]
        if more:
            return min(more, key=lambda way: way[0])[1]
    return None


def _graph(position: Position, room: int, found: set[Position], values, rows: int, columns: int) -> dict:
    """Every way to move by so much through numbers hidden or that may be: where to, its cost, the number."""
    graph: dict = {}
    for other, value in values.items():
        if other in (position, (rows, columns)) or value == 0:
            continue
        cost = 0 if other in found else value * (_MARGIN_COSTS if _is_total(other, rows, columns) else 1)
        tail, head = arc(other, rows, columns)
        graph.setdefault(tail, []).append((head, cost, other))
        if value - _FLOOR >= room:
            graph.setdefault(head, []).append((tail, cost, other))
    return graph


def _is_total(position: Position, rows: int, columns: int) -> bool:
    return position[0] == rows or (columns > 0 and position[1] == columns)


def _cheapest(graph: dict, source, sink) -> tuple[int, frozenset[Position]] | None:
    waiting: list = [(0, 0, source, frozenset())]
    done: set = set()
    rank = 0
    while waiting:
        cost, _, node, taken = heapq.heappop(waiting)
        if node == sink:
            return cost, taken
        if node in done:
            continue
        done.add(node)
        for other, more, position in graph.get(node, ()):
            if other not in done:
                rank += 1
                heapq.heappush(waiting, (cost + more, rank, other, taken | {position}))
    return None
