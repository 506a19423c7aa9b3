"""The locks of the database on what happened, was validated or left: added to, and lost by a destruction alone."""

from django.db import migrations

from forms_app.migrations._added import REFUSED, only_added
from forms_app.migrations._disposed import opened_to_disposal

WHOLE = ("passage", "keptcompetence", "custodymove", "composition", "membervalidation")
# A seal may be renewed under a newer key, and nothing else: the digest of what is sealed is locked.
ALL_BUT_THE_SEAL = {
    "avis": ("id", "dossier_id", "letter", "pdf_sha256", "replaces_id", "validated_by_id", "role", "validated_at"),
    "sentletter": (
        "id", "dossier_id", "letter", "fiche", "recipient", "addressee_id", "pdf_sha256", "sent_on", "kept_at",
    ),
    "identityversion": (
        "id", "dossier_id", "rank", "initials", "prefecture_id", "reason", "written_by_id", "written_at",
    ),
    "transfer": (
        "id", "dossier_id", "from_authority_id", "to_authority_id", "year", "number", "day", "reason", "prefecture_id",
        "residence", "situation", "centre", "sent_by_id", "role", "sent_at",
    ),
}
TABLES = tuple(f"forms_app_{name}" for name in (*WHOLE, *ALL_BUT_THE_SEAL))

STRANGER = "only a physician of the composition validates"
SEATED = """SELECT 1 FROM forms_app_composition c WHERE c.id = NEW.composition_id
    AND (NEW.member_id = c.first_id OR NEW.member_id = c.second_id OR NEW.member_id = c.third_id)"""
SEATED_POSTGRESQL = (
    f"""CREATE FUNCTION validation_by_a_member() RETURNS trigger AS $$
        BEGIN IF NOT EXISTS ({SEATED}) THEN RAISE EXCEPTION '{STRANGER}'; END IF; RETURN NEW; END
        $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER validation_by_a_member BEFORE INSERT ON forms_app_membervalidation
        FOR EACH ROW EXECUTE FUNCTION validation_by_a_member()""",
)
SEATED_SQLITE = (
    f"""CREATE TRIGGER validation_by_a_member BEFORE INSERT ON forms_app_membervalidation
        WHEN NOT EXISTS ({SEATED}) BEGIN SELECT RAISE(ABORT, '{STRANGER}'); END""",
)


def refusal(apps, schema_editor):
    """The function that every lock of PostgreSQL calls; SQLite says it in each."""
    if schema_editor.connection.vendor == "postgresql":
        said = f"BEGIN RAISE EXCEPTION '{REFUSED}'; END"
        schema_editor.execute(
            f"CREATE FUNCTION dossier_refuses() RETURNS trigger AS $$ {said} $$ LANGUAGE plpgsql", params=None
        )


def no_refusal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION dossier_refuses()", params=None)


def seat(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in SEATED_POSTGRESQL if postgresql else SEATED_SQLITE:
        schema_editor.execute(statement, params=None)


def unseat(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    table = " ON forms_app_membervalidation" if postgresql else ""
    schema_editor.execute(f"DROP TRIGGER validation_by_a_member{table}", params=None)
    if postgresql:
        schema_editor.execute("DROP FUNCTION validation_by_a_member()", params=None)


class Migration(migrations.Migration):

    dependencies = [('forms_app', '0005_journal_locks')]

    operations = [
        migrations.RunPython(refusal, no_refusal),
        only_added(
            *(f"forms_app_{name}" for name in WHOLE),
            **{f"forms_app_{name}": columns for name, columns in ALL_BUT_THE_SEAL.items()},
        ),
        migrations.RunPython(seat, unseat),
        opened_to_disposal(
            *TABLES,
            through={
                "forms_app_membervalidation": "(SELECT c.dossier_id FROM forms_app_composition c WHERE c.id = OLD.composition_id)",
            },
        ),
    ]
