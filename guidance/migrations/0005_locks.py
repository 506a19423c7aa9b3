"""Refuse, in the database itself, any change of a publication, and of an amount once validated (both vendors)."""

from django.db import migrations

_FACTS = """kind, territory, subject, effective_from, state, one, two, three, four, extra, one_mark, two_mark, three_mark,
    four_mark, extra_mark, exact_base, wording, reference, url, acted_on, source, note, delivered"""
# Name of the trigger: what it watches, when, and what it says.
LOCKS = {
    "publication_never_changes": ("UPDATE ON guidance_publication", "", "a publication never changes"),
    "amount_never_changes": (
        f"UPDATE OF {_FACTS} ON guidance_amountperiod", "OLD.stage <> 'draft'", "a validated amount never changes",
    ),
}


def lock(apps, schema_editor):
    made = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for name, (watched, when, said) in LOCKS.items():
        for statement in made(name, watched, when, said):
            schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (watched, _, _) in LOCKS.items():
        table = f" ON {watched.rpartition(' ')[2]}" if postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {name}{table}", params=None)
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()", params=None)


def _postgresql(name, watched, when, said):
    asked = f"WHEN ({when})" if when else ""
    return (
        f"""CREATE FUNCTION {name}() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION '{said}'; END $$ LANGUAGE plpgsql""",
        f"CREATE TRIGGER {name} BEFORE {watched} FOR EACH ROW {asked} EXECUTE FUNCTION {name}()",
    )


def _sqlite(name, watched, when, said):
    asked = f"WHEN {when}" if when else ""
    return (f"CREATE TRIGGER {name} BEFORE {watched} FOR EACH ROW {asked} BEGIN SELECT RAISE(ABORT, '{said}'); END",)


class Migration(migrations.Migration):

    dependencies = [('guidance', '0004_references')]

    operations = [migrations.RunPython(lock, unlock)]
