"""The one door in the locks of a dossier: its rows go when two people decided its destruction, and never otherwise."""

from django.db import migrations

REFUSED = "these rows are only added to"
_NAMED = """EXISTS (SELECT 1 FROM forms_app_disposalitem item JOIN forms_app_disposal decided ON decided.id = item.disposal_id
    WHERE item.dossier = {dossier} AND decided.confirmed_at IS NOT NULL)"""


def opened_to_disposal(through: dict[str, str] | None = None, **triggers: str) -> migrations.RunPython:
    """Return the operation that puts the door in tables, each given with the name of its trigger of deletion.

    A table without a column `dossier_id` is in `through`, with the SQL that finds the dossier of its old row.
    """
    found = {table: "OLD.dossier_id" for table in triggers} | (through or {})

    def forwards(apps, schema_editor):
        for table, name in triggers.items():
            named = _NAMED.format(dossier=found[table])
            _drop(schema_editor, table, name)
            for statement in _door(schema_editor.connection.vendor, table, name, named):
                schema_editor.execute(statement, params=None)

    def backwards(apps, schema_editor):
        for table, name in triggers.items():
            _drop(schema_editor, table, name)
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP FUNCTION {table}_disposed()", params=None)
                does = "FOR EACH ROW EXECUTE FUNCTION dossier_refuses()"
            else:
                does = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} {does}", params=None)

    return migrations.RunPython(forwards, backwards)


def _drop(schema_editor, table: str, name: str) -> None:
    suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {name}{suffix}", params=None)


def _door(vendor: str, table: str, name: str, named: str) -> list[str]:
    trigger = f"CREATE TRIGGER {name} BEFORE DELETE ON {table}"
    if vendor == "postgresql":
        function = f"""CREATE FUNCTION {table}_disposed() RETURNS trigger AS $$
            BEGIN IF {named} THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSED}'; END $$ LANGUAGE plpgsql"""
        return [function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION {table}_disposed()"]
    return [f"{trigger} WHEN NOT {named} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"]
