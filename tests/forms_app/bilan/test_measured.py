"""A delay beside a hidden number does not give it away: an attacker tries every table that agrees with both (S6)."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.bilan import tables
from forms_app.bilan.frame import delivered
from forms_app.bilan.shape import THRESHOLD
from forms_app.bilan.tally import Item, Tally
from tests.forms_app.bilan.attack import true_table

LIMIT = 91
RANKS = {"median": 50, "p90": 90}
#: Days of the avis without a request for details, then after one: many on time, a few over.
DAYS = st.lists(st.one_of(st.integers(5, 80), st.integers(60, 130)), max_size=24)


def table_of(without, after):
    """The table of delays of a bilan, made of the days of each avis."""
    tally = Tally(delivered("instruction"))
    for inquiry, days in (("without", without), ("with-one", after)):
        for day in days:
            over = "over" if day > LIMIT else "within"
            tally.add(Item("avis", {"inquiry": inquiry, "limit": over}, day))
    return next(table for table in tables.tables(tally) if table.key == "delays")


def truth_of(without, after):
    return [[sum(day <= LIMIT for day in days), sum(day > LIMIT for day in days)] for days in (without, after)]


def parts(cells):
    """The numbers within and over of each row, the total last."""
    return [*cells, [sum(column) for column in zip(*cells, strict=True)]]


def says(table, cells):
    """What the delays shown say of a table of numbers: how many are within at least, or over at least."""
    found = []
    for measure in table.measures:
        for (within, over), value in zip(parts(cells), measure.values, strict=True):
            if value is not None:
                place = -(-(within + over) * RANKS[measure.key] // 100)
                found.append(within >= place)
    return found


def possible(table, cells):
    """Every value that a hidden number takes in a table near the true one that agrees with all that is shown."""
    truth, told = true_table(cells), says(table, cells)
    floor = 0 if len(table.masked) >= len(truth) - 1 else 1
    found = {position: set() for position in table.masked}
    near = (range(max(0, n - 6), n + 7) if (r, c) in table.masked else (n,) for r, row in enumerate(cells)
            for c, n in enumerate(row))  # fmt: skip
    for a, b, c, d in product(*near):
        other = true_table([[a, b], [c, d]])
        if any(other[each] != truth[each] for each in truth if each not in table.masked):
            continue
        if any(other[each] < floor for each in table.masked) or says(table, [[a, b], [c, d]]) != told:
            continue
        for position in found:
            found[position].add(other[position])
    return found


def assert_six_values(without, after):
    cells = truth_of(without, after)
    table = table_of(without, after)
    if len(table.rows) != 2 or len(table.columns) != 2 or sum(map(sum, cells)) < THRESHOLD:
        return 0
    for position, values in possible(table, cells).items():
        assert max(values) - min(values) >= THRESHOLD, (without, after, position, values)
    return len(table.masked)


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS)
def test_no_hidden_number_is_found_with_the_delays(without, after):
    assert_six_values(without, after)


def test_one_late_avis_of_eleven_is_not_told_by_the_ninth_delay_out_of_ten():
    early, late = [*range(20, 30), 120], [*range(10, 40), 100, 110]
    table = table_of(early, late)
    assert (0, 1) in table.masked, "there is something to protect"
    assert assert_six_values(early, late)
    median, ninth = table.measures
    assert ninth.values[0] is None and table.told_measure(ninth, 0) == "masqué"
    assert median.values[-1] is not None, "the whole keeps its median"


def test_the_same_attacker_finds_that_number_when_the_delay_is_shown():
    """The attack is one: with every delay shown, as if none told anything, one value is left."""
    early, late = [*range(20, 30), 120], [*range(10, 40), 100, 110]
    table = table_of(early, late)
    shown = tuple(measure._replace(values=(28, None, None)) for measure in table.measures)
    assert possible(replace(table, measures=shown), truth_of(early, late))[0, 1] == {1}


@pytest.mark.parametrize("over", [0, 5])
def test_a_table_that_hides_nothing_keeps_every_delay(over):
    days = [*range(20, 80), *[120] * over]
    table = table_of(days, days)
    assert not table.masked
    assert all(value is not None for measure in table.measures for value in measure.values)


def test_the_whole_of_a_large_year_keeps_its_delays_though_a_row_hides_a_number():
    table = table_of([*range(10, 90)] * 3 + [120] * 20, [*range(10, 90)] * 2 + [120] * 3)
    assert (1, 1) in table.masked
    assert Counter(value is None for measure in table.measures for value in measure.values)[False] >= 3
    assert all(measure.values[-1] is not None for measure in table.measures)
