"""The journal with its locks taken off, as an attacker who holds the database would: for the tests alone."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection

MIGRATION = import_module("forms_app.migrations.0005_journal_locks")
TABLE = MIGRATION.TABLE


def sql(statement, values=()):
    """Run SQL in which JOURNAL stands for the table; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("JOURNAL", TABLE), values)
        return cursor.rowcount


@contextmanager
def unlocked():
    """No trigger of the journal fires inside."""
    if connection.vendor == "postgresql":
        sql("SET session_replication_role = replica")
        yield
        sql("SET session_replication_role = origin")
        return
    for trigger in MIGRATION.TRIGGERS:
        sql(f"DROP TRIGGER {trigger}")
    yield
    for statement in MIGRATION.SQLITE:
        sql(statement)


def emptied():
    """Remove every row of the journal, and of every table that lets rows be added alone."""
    if connection.vendor == "postgresql":
        sql("SET session_replication_role = replica")
        for (table,) in _rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s"):
            sql(f"DELETE FROM {table}")  # noqa: S608 - our own tables
        sql("SET session_replication_role = origin")
        return
    for name, table, statement in _rows("SELECT name, tbl_name, sql FROM sqlite_master WHERE name LIKE %s"):
        sql(f"DROP TRIGGER {name}")
        sql(f"DELETE FROM {table}")  # noqa: S608 - our own tables
        sql(statement)


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement, ["%never_loses"])
        return cursor.fetchall()
