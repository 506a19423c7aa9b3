"""Triggers that let rows of a table be added and nothing else, for both vendors; what migrations use stays as it is."""

from django.db import migrations

REFUSED = "these rows are only added to"
_DOES = {
    "postgresql": "FOR EACH ROW EXECUTE FUNCTION dossier_refuses()",
    "sqlite": f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
}


def only_added(*tables: str, **columns: tuple[str, ...]) -> migrations.RunPython:
    """Return the operation that locks tables; PostgreSQL uses the function that 0006 made.

    A table named with `columns` locks these alone against a change: a seal beside them may be renewed under a newer
    key. No row of any of them is lost.
    """
    locked = dict.fromkeys(tables, ()) | columns

    def lock(apps, schema_editor):
        for table, names in locked.items():
            for statement in _triggers(schema_editor.connection.vendor, table, names):
                schema_editor.execute(statement, params=None)

    def unlock(apps, schema_editor):
        for table in locked:
            for word in ("never_changes", "never_loses"):
                suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
                schema_editor.execute(f"DROP TRIGGER {table}_{word}{suffix}", params=None)

    return migrations.RunPython(lock, unlock)


def against_loss(vendor: str, table: str) -> str:
    """Return the trigger that lets no row of a table be lost."""
    return f"CREATE TRIGGER {table}_never_loses BEFORE DELETE ON {table} {_DOES[vendor]}"


def _triggers(vendor: str, table: str, columns: tuple[str, ...]) -> list[str]:
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    changed = f"CREATE TRIGGER {table}_never_changes BEFORE {update} ON {table} {_DOES[vendor]}"
    return [changed, against_loss(vendor, table)]
