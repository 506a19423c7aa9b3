"""What is hidden cannot be found again from what is shown: an attacker searches every table that agrees (S6)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.bilan import masking
from forms_app.bilan.flows import slack
from forms_app.bilan.shape import THRESHOLD
from tests.forms_app.bilan.attack import agrees, reach, true_table

SIZES = st.one_of(st.integers(0, 9), st.integers(0, 40), st.just(0))


def tables(height, width):
    return st.lists(st.lists(SIZES, min_size=width, max_size=width), min_size=height, max_size=height)


def hide(cells):
    values = masking.with_totals(tuple(map(tuple, cells)), len(cells[0]))
    assert values == true_table(cells)
    return masking.hidden(values, len(cells), len(cells[0]))


def floor_of(cells, hidden):
    """A table of which the total alone is shown hides its zeros too; any other shows them all."""
    return 0 if len(hidden) >= len(true_table(cells)) - 1 else 1


def assert_nothing_is_found(cells):
    hidden, truth = hide(cells), true_table(cells)
    assert {position for position, value in truth.items() if 0 < value < THRESHOLD} <= hidden
    whole = truth[len(cells), len(cells[0])]
    for position in hidden:
        low, high = reach(cells, hidden, position, floor_of(cells, hidden))
        if whole >= THRESHOLD:
            assert high - low >= THRESHOLD, (cells, position, low, high)


@settings(max_examples=150, deadline=None)
@given(tables(2, 2))
def test_no_hidden_number_of_a_small_table_is_found_by_search(cells):
    assert_nothing_is_found(cells)


@settings(max_examples=40, deadline=None)
@given(tables(3, 2))
def test_no_hidden_number_of_a_wider_table_is_found_by_search(cells):
    assert_nothing_is_found(cells)


@settings(max_examples=200, deadline=None)
@given(st.lists(SIZES, min_size=1, max_size=12))
def test_no_hidden_number_of_a_list_is_found_from_its_total(sizes):
    rows = len(sizes)
    values = masking.with_totals(tuple((size,) for size in sizes), 0)
    hidden = masking.hidden(values, rows, 0)
    if (rows, 0) in hidden:
        assert 0 < sum(sizes) < THRESHOLD
        assert len(hidden) == len(values)
        return
    lost = [sizes[row] for row in range(rows) if (row, 0) in hidden]
    floor = 0 if len(hidden) == rows else 1
    for size in lost:  # the others hold at least the floor each: by hand, without a flow
        highest = sum(lost) - floor * (len(lost) - 1)
        assert highest - floor >= THRESHOLD or size >= THRESHOLD == floor
    assert not [size for row, size in enumerate(sizes) if 0 < size < THRESHOLD and (row, 0) not in hidden]


def test_hiding_small_numbers_alone_is_undone_by_the_same_search():
    """The attack is one: without a second masking it finds the number."""
    cells = [[3, 20], [15, 40]]
    assert reach(cells, {(0, 0)}, (0, 0), 1) == (3, 3)
    hidden = hide(cells)
    low, high = reach(cells, hidden, (0, 0), 1)
    assert high - low >= THRESHOLD


@settings(max_examples=80, deadline=None)
@given(tables(2, 2), st.integers(0, 1), st.integers(0, 1))
def test_what_a_flow_says_of_a_number_is_what_a_search_finds(cells, row, column):
    truth = true_table(cells)
    hidden = {position for position, value in truth.items() if value}
    if (row, column) not in hidden:
        return
    found = slack((row, column), truth, hidden, 2, 2, 1)
    low, high = reach(cells, hidden, (row, column), 1)
    assert (min(found.down, 6), min(found.up, 6)) == (truth[row, column] - low, high - truth[row, column])


def test_a_table_of_fewer_than_five_things_shows_nothing():
    values = masking.with_totals(((1, 0), (2, 1)), 2)
    assert masking.hidden(values, 2, 2) == frozenset(values)


def test_a_table_of_five_things_still_gives_its_total():
    hidden = hide([[2, 0], [3, 0]])
    assert (2, 2) not in hidden
    assert {(0, 0), (1, 0)} <= hidden


@pytest.mark.parametrize("size", [0, 5, 6])
def test_a_zero_and_a_five_are_shown(size):
    assert hide([[size, 50], [60, 70]]) == frozenset()


@pytest.mark.parametrize("size", [1, 4])
def test_one_and_four_are_hidden(size):
    assert (0, 0) in hide([[size, 50], [60, 70]])


def test_a_year_like_a_real_one_keeps_most_of_its_numbers():
    """Four bases, two natures: hiding must leave a table worth reading."""
    drawn = random.Random(20161231)  # noqa: S311 - made-up years
    shown = []
    for _ in range(200):
        cells = [[drawn.randint(200, 900), drawn.randint(200, 900)]]
        cells += [[drawn.choice((0, drawn.randint(1, 40))), drawn.choice((0, drawn.randint(1, 9)))] for _ in range(3)]
        shown.append(1 - len(hide(cells)) / len(true_table(cells)))
    assert sum(shown) / len(shown) > 0.4


def test_the_search_says_no_when_nothing_agrees():
    assert not agrees([[3, 20], [15, 40]], {(0, 0)}, {(0, 0): 4}, 1)
