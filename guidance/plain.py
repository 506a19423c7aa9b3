"""A question asked at every request, in plain SQL: the ORM costs five times as much as the database."""

from collections.abc import Sequence
from functools import cache, lru_cache, partial

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
        return _rows(connection, question, values)
    except (OperationalError, InterfaceError, NotSupportedError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _rows(connection, question, values)


def used():
    """Return the connection of this thread itself: each look through `django.db.connection` finds it anew."""
    return connections[DEFAULT_DB_ALIAS]


def columns(model: type[Model], alias: str = "") -> str:
    """Return the columns of a model as a question selects them, in the order that `made` reads."""
    before = f"{alias}." if alias else ""
    return ", ".join(before + field.column for field in model._meta.concrete_fields)


def values(model: type[Model], names: tuple[str, ...], row: Sequence) -> list:
    """Return what a row says of these attributes of a model, each as the ORM would give it."""
    connection, found = used(), list(row)
    for place, column, convert in _converters(model, names, connection.vendor):
        found[place] = convert(found[place], column, connection)
    return found


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


@cache
def _converters(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple:
    """Return (place, column, converter) for those of these attributes that this database does not give as they are."""
    known, converters = _reading(model, vendor)
    return tuple((names.index(known[at]), column, way) for at, column, way in converters if known[at] in names)


def cursor():
    """Return a cursor for questions that are asked again and again, in the same words.

    PostgreSQL keeps them prepared: to plan one took longer than to answer it. Django's own cursor puts the values into
    the words, so that no two questions are the same. How soon a question is prepared, if ever, is the setting of the
    connection (`prepare_threshold`). SQLite is given the words in its own style without looking for their marks anew,
    which took as long as the answer. Where questions are written down both give their usual cursor: prepared ones have
    no values to show.
    """
    return _cursor_of(used())


def _cursor_of(connection):
    if connection.queries_logged or connection.vendor not in _OPENED:
        return connection.cursor()
    connection.validate_thread_sharing()
    connection.ensure_connection()
    return connection.make_cursor(_OPENED[connection.vendor](connection.connection))


def _prepared(connection):
    """Rows come in the form that the server keeps them in: read in C, where words would be read sign by sign."""
    from psycopg import Cursor
    from psycopg.pq import Format

    cursor = Cursor(connection)
    cursor.format = Format.BINARY
    return cursor


def _converted(connection):
    return connection.cursor(factory=_converting())


@cache
def _converting() -> type:
    """Return Django's cursor of SQLite, which turns the marks of a question into its own once a process."""
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper

    class Converting(SQLiteCursorWrapper):
        convert_query = staticmethod(lru_cache(maxsize=256)(partial(SQLiteCursorWrapper.convert_query, None)))

        def execute(self, query, params=()):
            return super(SQLiteCursorWrapper, self).execute(self.convert_query(query), params)

    return Converting


_OPENED = {"postgresql": _prepared, "sqlite": _converted}


def _rows(connection, question: str, values) -> list[tuple]:
    with _cursor_of(connection) as asking:
        asking.execute(question, values)
        return asking.fetchall()
