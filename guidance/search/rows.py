"""What a search asks of the database, in plain SQL that both understand: the ORM would take longer to write it.

The measures are in docs/adr/0009.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection


class Shelf(NamedTuple):
    """What entries have in common; `groups` holds the ids of those who may read, and is empty for everybody."""

    pk: int
    kind: str
    text_slug: str
    text_title: str
    edition_slug: str
    in_force: bool
    size: int
    groups: list[int]


class Entry(NamedTuple):
    """One found thing; `words` are its stems in order."""

    pk: int
    key: str
    title: str
    url: str
    label: str
    text: str
    section_title: str
    badge: str
    order: int
    weight: float
    words: str


def stamp() -> tuple:
    """Return what changes whenever a synonym (two values) or a choice of editors (three values) does."""
    [row] = _read(
        "SELECT (SELECT COUNT(*) FROM guidance_synonym), (SELECT MAX(updated_at) FROM guidance_synonym), "
        "(SELECT COUNT(*) FROM guidance_searchchoice), (SELECT MAX(made_at) FROM guidance_searchchoice), "
        "(SELECT MAX(ended_at) FROM guidance_searchchoice)"
    )
    return row


def shelf_of(ids: Sequence[int]) -> dict[int, int]:
    """Return the shelf of each entry that is there."""
    sql = "SELECT id, shelf_id FROM guidance_entry WHERE id IN (%s)"
    return dict(_read(sql % _marks(ids), ids)) if ids else {}


def shelves() -> list[Shelf]:
    """Return the shelves that hold anything."""
    rows = _read(
        "SELECT id, kind, text_slug, text_title, edition_slug, in_force, size, groups FROM guidance_shelf "
        "WHERE size > 0"
    )
    return [Shelf(*row[:-1], json.loads(row[-1])) for row in rows]


def postings(terms: Sequence[str], open_shelves: Sequence[int]) -> list[tuple]:
    """Return (term, shelf, packed entries, packed weights) rows of some terms on some shelves."""
    sql = "SELECT term, shelf_id, entries, weights FROM guidance_posting WHERE term IN (%s) AND shelf_id IN (%s)"
    return _read(sql % (_marks(terms), _marks(open_shelves)), [*terms, *open_shelves])


def entries(ids: Sequence[int]) -> dict[int, Entry]:
    """Return entries by id; those that are not there any more are left out."""
    sql = (
        'SELECT id, "key", title, url, label, text, section_title, badge, "order", weight, words FROM guidance_entry '
        "WHERE id IN (%s)"
    )
    rows = _read(sql % _marks(ids), ids)
    return {row[0]: Entry(*row) for row in rows}


def words(sizes: Sequence[int]) -> list[tuple[str, str, str]]:
    """Return (word, stem, printed word) of the words of some lengths that every reader may open."""
    sql = "SELECT DISTINCT word, stem, shown FROM guidance_word WHERE public AND size IN (%s)"
    return _read(sql % _marks(sizes), sizes)


def _read(sql: str, values: Sequence[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _marks(values: Sequence[Any]) -> str:
    """Return one placeholder a value: no value is ever written into a query."""
    return ", ".join(["%s"] * len(values))
