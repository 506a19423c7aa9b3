"""A question asked at every request, in plain SQL: the ORM costs five times as much as the database."""

from django.db import InterfaceError, OperationalError, connection


def ask(question: str, values: list | tuple = ()) -> list[tuple]:
    """Return every row of an answer.

    The question is its own health check: on PostgreSQL a separate one would be half of what a page costs. When the
    server was restarted since the last request, a new connection is opened, once; OperationalError if that fails too.
    """
    connection.health_check_done = True
    try:
        return _rows(question, values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _rows(question, values)


def _rows(question: str, values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()
