"""Postings come out of the database as they went in, and those written before they were packed are kept."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.models.search import Posting
from guidance.search import index, query
from guidance.search.packing import pack, unpack
from guidance.search.registry import EntryData

WEIGHTS = st.dictionaries(st.integers(0, 2**63 - 1), st.floats(0, 3).map(lambda weight: round(weight, 4)), max_size=40)


@given(weights=WEIGHTS)
def test_packed_weights_are_read_back_exactly(weights):
    assert unpack(*pack(weights)) == weights


def test_the_bytes_do_not_depend_on_the_machine_nor_on_the_order_of_writing():
    assert pack({1: 1.0, 256: 0.5}) == (
        bytes([1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        struct.pack("<2d", 1.0, 0.5),
    )
    assert pack({256: 0.5, 1: 1.0}) == pack({1: 1.0, 256: 0.5})


def test_weights_of_other_entries_are_refused():
    entries, _ = pack({1: 1.0, 2: 1.0})
    _, weights = pack({1: 1.0})
    with pytest.raises(struct.error):
        unpack(entries, weights)


def written(key, text, **more):
    return EntryData(**({"key": key, "kind": "clause", "title": "t", "url": "/", "text": text} | more))


@pytest.mark.django_db
@pytest.mark.databases
def test_a_term_is_one_row_for_each_scope_and_shelf():
    index.replace("clause", "s1", [written("a", "avis"), written("b", "avis"), written("c", "avis", text_slug="x")])
    index.replace("clause", "s2", [written("d", "avis")])
    rows = Posting.objects.filter(term="avis").order_by("scope", "shelf__text_slug")
    held = [(row.scope, row.shelf.text_slug, set(unpack(row.entries, row.weights))) for row in rows]
    a, b, c, d = map(index.entry_id, "abcd")
    assert held == [("s1", "", {a, b}), ("s1", "x", {c}), ("s2", "", {d})]


@pytest.mark.django_db
@pytest.mark.databases
def test_the_postings_of_a_closed_shelf_do_not_leave_the_database():
    index.replace("clause", "s", [written("open", "avis"), written("closed", "avis", groups=frozenset({11}))])
    found = query.Found({}, {})
    found.read(["avis"], query._open_shelves(frozenset()))
    assert found.weights["avis"].keys() == found.shelf_of.keys() == {index.entry_id("open")}
