"""The one door in the locks of a dossier: its rows go when two people decided its destruction, and never otherwise."""

from django.db import migrations

from forms_app.migrations._added import REFUSED, against_loss

_NAMED = """EXISTS (SELECT 1 FROM forms_app_disposalitem item JOIN forms_app_disposal decided ON decided.id = item.disposal_id
    WHERE item.dossier = {dossier} AND decided.confirmed_at IS NOT NULL)"""


def opened_to_disposal(*tables: str, through: dict[str, str] | None = None) -> migrations.RunPython:
    """Return the operation that puts the door in tables that `only_added` locked.

    A table without a column `dossier_id` is in `through`, with the SQL that finds the dossier of its old row.
    """
    found = dict.fromkeys(tables, "OLD.dossier_id") | (through or {})

    def forwards(apps, schema_editor):
        for table, dossier in found.items():
            _drop(schema_editor, table)
            for statement in _door(schema_editor.connection.vendor, table, _NAMED.format(dossier=dossier)):
                schema_editor.execute(statement, params=None)

    def backwards(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        for table in found:
            _drop(schema_editor, table)
            if vendor == "postgresql":
                schema_editor.execute(f"DROP FUNCTION {table}_disposed()", params=None)
            schema_editor.execute(against_loss(vendor, table), params=None)

    return migrations.RunPython(forwards, backwards)


def _drop(schema_editor, table: str) -> None:
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {table}_never_loses{suffix}", params=None)


def _door(vendor: str, table: str, named: str) -> list[str]:
    trigger = f"CREATE TRIGGER {table}_never_loses BEFORE DELETE ON {table}"
    if vendor == "postgresql":
        function = f"""CREATE FUNCTION {table}_disposed() RETURNS trigger AS $$
            BEGIN IF {named} THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSED}'; END $$ LANGUAGE plpgsql"""
        return [function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION {table}_disposed()"]
    return [f"{trigger} WHEN NOT {named} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"]
