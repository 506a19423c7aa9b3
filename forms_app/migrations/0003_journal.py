"""The journal, and the locks of the database that let rows be added in order and nothing else (both vendors)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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

    dependencies = [
        ('forms_app', '0002_beside_the_questions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JournalEvent',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='numéro')),
                ('at', models.DateTimeField(db_index=True, verbose_name='le')),
                ('role', models.CharField(blank=True, max_length=20, verbose_name='au titre de')),
                ('authority', models.CharField(blank=True, max_length=40, verbose_name='autorité')),
                ('act', models.CharField(max_length=40, verbose_name='acte')),
                ('object_type', models.CharField(blank=True, max_length=40, verbose_name='nature de l’objet')),
                ('object_id', models.CharField(blank=True, max_length=36, verbose_name='clé de l’objet')),
                ('route', models.CharField(blank=True, max_length=80, verbose_name='écran ou commande')),
                ('source', models.CharField(blank=True, max_length=16, verbose_name='provenance')),
                ('request', models.CharField(blank=True, max_length=32, verbose_name='requête')),
                ('result', models.CharField(choices=[('done', 'fait'), ('refused', 'refusé')], default='done', max_length=10, verbose_name='issue')),
                ('key_name', models.CharField(max_length=8, verbose_name='clé')),
                ('previous', models.CharField(max_length=64, verbose_name='sceau précédent')),
                ('seal', models.CharField(max_length=64, verbose_name='sceau')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'ligne du journal',
                'verbose_name_plural': 'journal',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['object_type', 'object_id', 'number'], name='journal_of_object')],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
