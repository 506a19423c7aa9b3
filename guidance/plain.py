"""A question asked at every request, in plain SQL: the ORM costs five times as much as the database."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache

from django.db import DEFAULT_DB_ALIAS, InterfaceError, NotSupportedError, OperationalError, connections
from django.db.models import DateTimeField, Field, Model
from django.db.models.base import ModelState
from django.db.models.expressions import Col

from guidance.settled import settled

_MOST_QUESTIONS = 64  # kept by a connection; there are ten of them


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
    found = list(row)
    for place, convert in _converters(model, names, vendor()):
        found[place] = convert(found[place])
    return found


def made(model: type[Model], row: tuple) -> Model:
    """Return the object that the first columns of a row say, as the ORM would make it."""
    names, converters = _reading(model, vendor())
    found = list(row[: len(names)])
    for place, convert in converters:
        found[place] = convert(found[place])
    return _standing(model, names, found)


def _standing(model: type[Model], names: tuple[str, ...], found: list) -> Model:
    """Return the row as `Model.from_db` does, when every column is there: no signal hears of it, which none waits for,
    and nothing is set attribute by attribute."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__.update(zip(names, found, strict=True))
    return row


@settled
def vendor() -> str:
    """Return which database this is."""
    return used().vendor


@cache
def _reading(model: type[Model], vendor: str) -> tuple[tuple[str, ...], tuple]:
    """Return the attributes in order, and (place, converter) for what this database does not give as it is."""
    connection, names, found = used(), [], []
    for place, field in enumerate(model._meta.concrete_fields):
        column = Col(model._meta.db_table, field)
        ways = connection.ops.get_db_converters(column) + field.get_db_converters(connection)
        names.append(field.attname)
        found += [(place, _converter(field, vendor, way, column)) for way in ways]
    return tuple(names), tuple(found)


def _converter(field: Field, vendor: str, way: Callable, column: Col) -> Callable:
    if vendor == "sqlite" and type(field) is DateTimeField:
        return _in_universal_time
    return lambda value: way(value, column, used())


def _in_universal_time(moment: datetime | None) -> datetime | None:
    """Return a moment of SQLite, which keeps it in universal time without saying so, with its zone."""
    return moment and moment.replace(tzinfo=UTC)


@cache
def _converters(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple:
    """Return (place, converter) for those of these attributes that this database does not give as they are."""
    known, converters = _reading(model, vendor)
    return tuple((names.index(known[at]), way) for at, way in converters if known[at] in names)


def write(order: str, values: list | tuple = ()) -> int:
    """Carry out an order and return how many rows it changed."""
    connection = used()
    connection.close_if_health_check_failed()
    return _done(connection, order, values, _count)


def _rows(connection, question: str, values) -> list[tuple]:
    return _done(connection, question, values, _all)


def _all(cursor) -> list[tuple]:
    return cursor.fetchall()


def _count(cursor) -> int:
    return cursor.rowcount


def _done(connection, words: str, values, what: Callable):
    """Carry out words that come again and again, on the driver's own cursor, and return `what` it then says.

    PostgreSQL keeps them prepared: to plan a question took longer than to answer it. Django's own cursor puts the
    values into the words, so that no two questions are the same. How soon a question is prepared, if ever, is the
    setting of the connection (`prepare_threshold`). SQLite is given the words in its own style without looking for
    their marks anew, which took as long as the answer. Where questions are written down or watched over, and under
    any other database, Django's cursor carries them out.
    """
    if connection.queries_logged or connection.execute_wrappers or connection.vendor not in _CURSORS:
        with connection.cursor() as cursor:
            cursor.execute(words, values)
            return what(cursor)
    connection.validate_thread_sharing()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return what(_CURSORS[connection.vendor](connection, words, values))


def _on_postgresql(connection, words: str, values):
    """One cursor for each question of a connection: it knows how to read the answer since the first time.

    Rows come in the form that the server keeps them in: read in C, where words would be read sign by sign.
    """
    driver, (kept_of, cursors) = connection.connection, getattr(connection, "plain_cursors", (None, {}))
    if kept_of is not driver or len(cursors) > _MOST_QUESTIONS:
        cursors = {}
        connection.plain_cursors = driver, cursors
    if words not in cursors:
        from psycopg import Cursor
        from psycopg.pq import Format

        cursors[words] = Cursor(driver)
        cursors[words].format = Format.BINARY
    return cursors[words].execute(words, values)


def _on_sqlite(connection, words: str, values):
    return connection.connection.execute(_in_style_of_sqlite(words), values)


@lru_cache(maxsize=256)
def _in_style_of_sqlite(words: str) -> str:
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper

    return SQLiteCursorWrapper.convert_query(None, words)


_CURSORS = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}
