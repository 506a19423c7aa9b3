"""Triggers that let rows of a table be added and nothing else, for both vendors; what migrations use stays as it is."""

from django.db import migrations

REFUSED = "these rows are only added to"


def only_added(*tables: str) -> migrations.RunPython:
    """Return the operation that locks tables; PostgreSQL uses the function that 0006 made."""

    def lock(apps, schema_editor):
        for table in tables:
            for word, act in (("never_changes", "UPDATE"), ("never_loses", "DELETE")):
                schema_editor.execute(_trigger(schema_editor.connection.vendor, table, word, act), params=None)

    def unlock(apps, schema_editor):
        for table in tables:
            for word in ("never_changes", "never_loses"):
                suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
                schema_editor.execute(f"DROP TRIGGER {table}_{word}{suffix}", params=None)

    return migrations.RunPython(lock, unlock)


def _trigger(vendor: str, table: str, word: str, act: str) -> str:
    if vendor == "postgresql":
        return (
            f"CREATE TRIGGER {table}_{word} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION dossier_refuses()"
        )
    return f"CREATE TRIGGER {table}_{word} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
