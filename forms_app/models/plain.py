"""Rows read and written at every page of a run, in plain SQL: the ORM takes ten times as long to say the same.

Only names of our own tables and columns enter the words; every value goes as a parameter, prepared by its field.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from django.db.models import Model

from guidance import plain


class Where(NamedTuple):
    """One condition; several hold together. `sign` is written in code, never typed."""

    column: str
    value: object
    sign: str = "="


def first(model: type[Model], *conditions: Where) -> Model | None:
    """Return the row of a model that fulfils every condition, as the ORM would, or None. One query."""
    words, values = _conditions(model, conditions)
    table = model._meta.db_table
    question = f"SELECT {plain.columns(model)} FROM {table} WHERE {words}"  # noqa: S608 - our own names
    rows = plain.ask(question, values)
    return plain.made(model, rows[0]) if rows else None


def update(model: type[Model], changes: Mapping[str, object], *conditions: Where) -> int:
    """Write columns of the rows that fulfil every condition and return how many there were. One query."""
    words, values = _conditions(model, conditions)
    written = ", ".join(f"{name} = %s" for name in changes)
    prepared = _prepared(model, changes.items())
    with plain.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"UPDATE {table} SET {written} WHERE {words}", prepared + values)  # noqa: S608 - our own names
        return cursor.rowcount


def _conditions(model: type[Model], conditions: Iterable[Where]) -> tuple[str, list]:
    words = " AND ".join([f"{one.column} {one.sign} %s" for one in conditions])
    return words, _prepared(model, [(one.column, one.value) for one in conditions])


def _prepared(model: type[Model], values: Iterable[tuple[str, object]]) -> list:
    """Return the values as the database takes them, each as its field says."""
    fields, connection = _fields(model), plain.used()
    return [fields[column].get_db_prep_value(value, connection) for column, value in values]


@cache
def _fields(model: type[Model]) -> dict:
    return {field.column: field for field in model._meta.concrete_fields}
