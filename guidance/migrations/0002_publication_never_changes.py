"""Refuse, in the database itself, any change of a publication once written (both vendors)."""

from django.db import migrations

POSTGRESQL = [
    """CREATE FUNCTION publication_never_changes() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a publication never changes'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER publication_never_changes BEFORE UPDATE ON guidance_publication
       FOR EACH ROW EXECUTE FUNCTION publication_never_changes()""",
]
SQLITE = [
    """CREATE TRIGGER publication_never_changes BEFORE UPDATE ON guidance_publication
       BEGIN SELECT RAISE(ABORT, 'a publication never changes'); END""",
]


def refuse(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER publication_never_changes ON guidance_publication", params=None)
        schema_editor.execute("DROP FUNCTION publication_never_changes()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER publication_never_changes", params=None)


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_texts")]
    operations = [migrations.RunPython(refuse, allow)]
