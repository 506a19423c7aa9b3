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


def first(model: type[Model], *conditions: Where, **beside: str) -> Model | None:
    """Return the row of a model that fulfils every condition, as the ORM would, or None. One query.

    `beside` asks for more in the same query: attributes of the row by name, each an expression written in code.
    """
    columns, values, signs = zip(*conditions, strict=True)
    question = _reading(model, columns, signs, tuple(beside.values()))
    rows = plain.ask(question, _prepared(model, columns, values))
    return _told(plain.made(model, rows[0]), beside, rows[0]) if rows else None


def _told(row: Model, beside: Mapping[str, str], found: tuple) -> Model:
    for place, name in enumerate(beside, start=len(found) - len(beside)):
        setattr(row, name, found[place])
    return row


def update(model: type[Model], changes: Mapping[str, object], *conditions: Where) -> int:
    """Write columns of the rows that fulfil every condition and return how many there were. One query."""
    columns, values, signs = zip(*conditions, strict=True)
    prepared = _prepared(model, (*changes, *columns), (*changes.values(), *values))
    return plain.write(_writing(model, tuple(changes), columns, signs), prepared)


# The words of a question depend on names alone: said once a process.


@cache
def _reading(model: type[Model], columns: tuple[str, ...], signs: tuple[str, ...], beside: tuple[str, ...]) -> str:
    asked, table = ", ".join((plain.columns(model), *beside)), model._meta.db_table
    return f"SELECT {asked} FROM {table} WHERE {_conditions(columns, signs)}"  # noqa: S608 - our own names


@cache
def _writing(model: type[Model], changed: tuple[str, ...], columns: tuple[str, ...], signs: tuple[str, ...]) -> str:
    written, table = ", ".join(f"{name} = %s" for name in changed), model._meta.db_table
    return f"UPDATE {table} SET {written} WHERE {_conditions(columns, signs)}"  # noqa: S608 - our own names


def _conditions(columns: tuple[str, ...], signs: tuple[str, ...]) -> str:
    return " AND ".join(f"{column} {sign} %s" for column, sign in zip(columns, signs, strict=True))


def _prepared(model: type[Model], columns: tuple[str, ...], values: tuple) -> list:
    """Return the values as the database takes them, each as its field says; numbers and bytes are that everywhere."""
    fields, connection = _fields(model), plain.used()
    return [
        value if type(value) in (int, bytes) else fields[name].get_db_prep_value(value, connection)
        for name, value in zip(columns, values, strict=True)
    ]


@cache
def _fields(model: type[Model]) -> dict:
    return {field.column: field for field in model._meta.concrete_fields}
