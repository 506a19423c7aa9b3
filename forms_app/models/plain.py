"""Rows read and written at every page of a run, in plain SQL: the ORM takes ten times as long to say the same.

Only names of our own tables and columns enter the words; every value goes as a parameter, prepared by its field.
"""

from collections.abc import Mapping
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
    columns, values, signs = zip(*conditions, strict=True)
    rows = plain.ask(_reading(model, columns, signs), _prepared(model, columns, values))
    return plain.made(model, rows[0]) if rows else None


def update(model: type[Model], changes: Mapping[str, object], *conditions: Where) -> int:
    """Write columns of the rows that fulfil every condition and return how many there were. One query."""
    columns, values, signs = zip(*conditions, strict=True)
    prepared = _prepared(model, (*changes, *columns), (*changes.values(), *values))
    with plain.cursor() as cursor:
        cursor.execute(_writing(model, tuple(changes), columns, signs), prepared)
        return cursor.rowcount


# The words of a question depend on names alone: said once a process.


@cache
def _reading(model: type[Model], columns: tuple[str, ...], signs: tuple[str, ...]) -> str:
    table = model._meta.db_table
    return f"SELECT {plain.columns(model)} FROM {table} WHERE {_conditions(columns, signs)}"  # noqa: S608 - our own names


@cache
def _writing(model: type[Model], changed: tuple[str, ...], columns: tuple[str, ...], signs: tuple[str, ...]) -> str:
    written, table = ", ".join(f"{name} = %s" for name in changed), model._meta.db_table
    return f"UPDATE {table} SET {written} WHERE {_conditions(columns, signs)}"  # noqa: S608 - our own names


def _conditions(columns: tuple[str, ...], signs: tuple[str, ...]) -> str:
    return " AND ".join(f"{column} {sign} %s" for column, sign in zip(columns, signs, strict=True))


def _prepared(model: type[Model], columns: tuple[str, ...], values: tuple) -> list:
    """Return the values as the database takes them, each as its field says."""
    fields, connection = _fields(model), plain.used()
    return [fields[name].get_db_prep_value(value, connection) for name, value in zip(columns, values, strict=True)]


@cache
def _fields(model: type[Model]) -> dict:
    return {field.column: field for field in model._meta.concrete_fields}
