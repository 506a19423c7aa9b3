"""The journal with its locks taken off, as an attacker who holds the database would: for the tests alone."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection

MIGRATION = import_module("forms_app.migrations.0003_journal")
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
    """Remove every row."""
    with unlocked():
        sql("DELETE FROM JOURNAL")
