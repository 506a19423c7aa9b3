"""The lock of an avis lets its seal be renewed under a newer key, and nothing else: the digest of its bytes is locked."""

from django.db import migrations

TABLE = "forms_app_avis"
LOCKED = ("id", "dossier_id", "letter", "pdf_sha256", "replaces_id", "validated_by_id", "role", "validated_at")
_ON = f"avis_never_changes BEFORE UPDATE OF {', '.join(LOCKED)} ON {TABLE}"
_WHOLE = f"avis_never_changes BEFORE UPDATE ON {TABLE}"
_DOES = {
    "postgresql": "CREATE TRIGGER {} FOR EACH ROW EXECUTE FUNCTION dossier_refuses()",
    "sqlite": "CREATE TRIGGER {} BEGIN SELECT RAISE(ABORT, 'these rows are only added to'); END",
}


def _replaced(schema_editor, lock):
    vendor = schema_editor.connection.vendor
    schema_editor.execute("DROP TRIGGER avis_never_changes" + (f" ON {TABLE}" if vendor == "postgresql" else ""))
    schema_editor.execute(_DOES[vendor].format(lock), params=None)


def forwards(apps, schema_editor):
    _replaced(schema_editor, _ON)


def backwards(apps, schema_editor):
    _replaced(schema_editor, _WHOLE)


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0008_kept_competence")]

    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
