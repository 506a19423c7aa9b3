"""The locks of the database on the journal: rows are added in order, and nothing else (both vendors)."""

from django.db import migrations

TABLE = "forms_app_journalevent"
REFUSED = "the journal is only added to"
POSTGRESQL = [
    f"""CREATE FUNCTION journal_refuses() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{REFUSED}'; END $$ LANGUAGE plpgsql""",
    # An empty journal may be emptied: nothing is lost, and tools that empty every table still work.
    f"""CREATE FUNCTION journal_refuses_emptying() RETURNS trigger AS $$
        BEGIN IF EXISTS (SELECT 1 FROM {TABLE}) THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NULL; END
        $$ LANGUAGE plpgsql""",
    f"""CREATE FUNCTION journal_in_order() RETURNS trigger AS $$
        BEGIN IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM {TABLE}) THEN RAISE EXCEPTION '{REFUSED}';
        END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",
    f"CREATE TRIGGER journal_never_changes BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION journal_refuses()",
    f"CREATE TRIGGER journal_never_loses BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION journal_refuses()",
    f"""CREATE TRIGGER journal_never_emptied BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses_emptying()""",
    f"CREATE TRIGGER journal_in_order BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION journal_in_order()",
]
# In order: a replacement of a row is no update for SQLite, but it never carries the next number.
SQLITE = [
    f"CREATE TRIGGER journal_never_changes BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER journal_never_loses BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"""CREATE TRIGGER journal_in_order BEFORE INSERT ON {TABLE}
        WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM {TABLE})
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
]
TRIGGERS = ("journal_never_changes", "journal_never_loses", "journal_in_order")


def lock(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for trigger in (*TRIGGERS, "journal_never_emptied"):
            schema_editor.execute(f"DROP TRIGGER {trigger} ON {TABLE}", params=None)
        for function in ("journal_refuses", "journal_refuses_emptying", "journal_in_order"):
            schema_editor.execute(f"DROP FUNCTION {function}()", params=None)
    else:
        for trigger in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER {trigger}", params=None)


class Migration(migrations.Migration):

    dependencies = [('forms_app', '0004_leaving_and_ending')]

    operations = [migrations.RunPython(lock, unlock)]
