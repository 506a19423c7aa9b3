"""A question asked at every request, in plain SQL: the ORM costs five times as much as the database."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, InterfaceError, NotSupportedError, OperationalError, connections
from django.db.models import Model
from django.db.models.expressions import Col


def ask(question: str, values: list | tuple = ()) -> list[tuple]:
    """Return every row of an answer.

    The question is its own health check: on PostgreSQL a separate one would be half of what a page costs. When the
    server was restarted since the last request, a new connection is opened, once; OperationalError if that fails too.
    So it is when a table changed under a question that this connection keeps prepared.
    """
    connection = used()
    connection.health_check_done = True
    try:
        return _rows(question, values)
    except (OperationalError, InterfaceError, NotSupportedError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _rows(question, values)


def used():
    """Return the connection of this thread itself: each look through `django.db.connection` finds it anew."""
    return connections[DEFAULT_DB_ALIAS]


def columns(model: type[Model], alias: str = "") -> str:
    """Return the columns of a model as a question selects them, in the order that `made` reads."""
    before = f"{alias}." if alias else ""
    return ", ".join(before + field.column for field in model._meta.concrete_fields)


def part(model: type[Model], names: tuple[str, ...], row: tuple) -> Model:
    """Return the object that the first columns of a row say, of which these attributes alone were asked for."""
    connection = used()
    known, converters = _reading(model, connection.vendor)
    values = dict(zip(names, row, strict=False))
    for place, column, convert in converters:
        if known[place] in values:
            values[known[place]] = convert(values[known[place]], column, connection)
    return model.from_db(connection.alias, names, [values[name] for name in names])


def made(model: type[Model], row: tuple) -> Model:
    """Return the object that the first columns of a row say, as the ORM would make it."""
    connection = used()
    names, converters = _reading(model, connection.vendor)
    values = list(row[: len(names)])
    for place, column, convert in converters:
        values[place] = convert(values[place], column, connection)
    return model.from_db(connection.alias, names, values)


@cache
def _reading(model: type[Model], vendor: str) -> tuple[tuple[str, ...], tuple]:
    """Return the attributes in order, and (place, column, converter) for what this database does not give as it is."""
    connection, names, found = used(), [], []
    for place, field in enumerate(model._meta.concrete_fields):
        column = Col(model._meta.db_table, field)
        converters = connection.ops.get_db_converters(column) + field.get_db_converters(connection)
        names.append(field.attname)
        found += [(place, column, convert) for convert in converters]
    return tuple(names), tuple(found)


def cursor():
    """Return a cursor whose questions PostgreSQL keeps prepared: to plan one took longer than to answer it.

    Django's own cursor puts the values into the words, so that no two questions are the same. How soon a question is
    prepared, if ever, is the setting of the connection (`prepare_threshold`). Other databases give their usual cursor,
    and so does PostgreSQL where questions are written down: prepared ones have no values to show.
    """
    connection = used()
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from psycopg import Cursor

    connection.validate_thread_sharing()
    connection.ensure_connection()
    return connection.make_cursor(Cursor(connection.connection))


def _rows(question: str, values) -> list[tuple]:
    with cursor() as asking:
        asking.execute(question, values)
        return asking.fetchall()
