"""An attacker before a published table: every table of whole numbers that agrees with it is looked for, by search.

It shares nothing with the code that hides: no flow, no order of hiding. It knows the sums, that nothing is negative,
and that a zero would be shown.
"""

from itertools import count


def true_table(cells):
    """Every number by its position, totals last; a list is a table of one column whose totals are the numbers."""
    width = len(cells[0])
    rows = [list(row) + [sum(row)] for row in cells] + [[sum(column) for column in zip(*cells, strict=True)]]
    rows[-1].append(sum(rows[-1]))
    return {(row, column): rows[row][column] for row in range(len(cells) + 1) for column in range(width + 1)}


def reach(cells, hidden, position, floor):
    """The lowest and the highest value of a hidden number that some table agreeing with what is shown has, near it."""
    truth = true_table(cells)
    found = [truth[position]]
    for step in (-1, 1):
        for value in count(truth[position] + step, step):
            if value < floor or abs(value - truth[position]) > 6 or not agrees(cells, hidden, {position: value}, floor):
                break
            found.append(value)
    return min(found), max(found)


def agrees(cells, hidden, fixed, floor):
    """Tell whether a table agrees with all that is shown, some hidden numbers being fixed."""
    height, width = len(cells), len(cells[0])
    free = [(row, column) for row in range(height) for column in range(width) if (row, column) in hidden]
    return _search([list(row) for row in cells], free, 0, hidden, fixed, floor, true_table(cells))


def _search(cells, free, rank, hidden, fixed, floor, truth):
    if rank == len(free):
        return _holds(cells, hidden, fixed, floor, truth)
    row, column = free[rank]
    if (row, column) in fixed:
        values = [fixed[row, column]]
    else:
        near = truth[row, column]
        values = sorted(range(max(floor, near - 7), near + 8), key=lambda value: abs(value - near))
    kept = cells[row][column]
    for value in values:
        cells[row][column] = value
        if _may_hold(cells, free[rank + 1 :], hidden, fixed, truth, row, column) and _search(
            cells, free, rank + 1, hidden, fixed, floor, truth
        ):
            cells[row][column] = kept
            return True
    cells[row][column] = kept
    return False


def _may_hold(cells, left, hidden, fixed, truth, row, column):
    """A row or a column whose cells are all chosen must have its shown or fixed total."""
    height, width = len(cells), len(cells[0])
    if all(one[0] != row for one in left):
        wanted = fixed.get((row, width), None if (row, width) in hidden else truth[row, width])
        if wanted is not None and sum(cells[row]) != wanted:
            return False
    if all(one[1] != column for one in left):
        wanted = fixed.get((height, column), None if (height, column) in hidden else truth[height, column])
        if wanted is not None and sum(line[column] for line in cells) != wanted:
            return False
    return True


def _holds(cells, hidden, fixed, floor, truth):
    for position, value in true_table(cells).items():
        if position in fixed and value != fixed[position]:
            return False
        if position not in hidden and value != truth[position]:
            return False
        if position in hidden and value < floor:
            return False
    return True
