"""Who gives the avis of the office, each validation, the verdict on an author; and the locks of the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms_app.migrations._added import only_added


STRANGER = "only a physician of the composition validates"
SEATED = """SELECT 1 FROM forms_app_composition c WHERE c.id = NEW.composition_id
    AND (NEW.member_id = c.first_id OR NEW.member_id = c.second_id OR NEW.member_id = c.third_id)"""
POSTGRESQL = (
    f"""CREATE FUNCTION validation_by_a_member() RETURNS trigger AS $$
        BEGIN IF NOT EXISTS ({SEATED}) THEN RAISE EXCEPTION '{STRANGER}'; END IF; RETURN NEW; END
        $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER validation_by_a_member BEFORE INSERT ON forms_app_membervalidation
        FOR EACH ROW EXECUTE FUNCTION validation_by_a_member()""",
)
SQLITE = (
    f"""CREATE TRIGGER validation_by_a_member BEFORE INSERT ON forms_app_membervalidation
        WHEN NOT EXISTS ({SEATED}) BEGIN SELECT RAISE(ABORT, '{STRANGER}'); END""",
)


def lock(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    table = " ON forms_app_membervalidation" if postgresql else ""
    schema_editor.execute(f"DROP TRIGGER validation_by_a_member{table}", params=None)
    if postgresql:
        schema_editor.execute("DROP FUNCTION validation_by_a_member()", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0015_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='author_standing',
            field=models.CharField(blank=True, choices=[('entitled', 'parmi les médecins que le texte désigne'), ('not-entitled', 'pas parmi les médecins que le texte désigne'), ('unknown', 'le registre ne peut pas répondre')], max_length=16, verbose_name='auteur au registre'),
        ),
        migrations.AddField(
            model_name='report',
            name='author_treats',
            field=models.BooleanField(blank=True, null=True, verbose_name='auteur médecin traitant'),
        ),
        migrations.CreateModel(
            name='Composition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('formation', models.CharField(choices=[('college', 'un collège de trois médecins'), ('physician', 'un médecin de l’OFII')], max_length=10, verbose_name='formation')),
                ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif du changement')),
                ('day', models.DateField(verbose_name='jour')),
                ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('composed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compositions', to='forms_app.dossier', verbose_name='dossier')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='premier médecin')),
                ('rapporteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='médecin rapporteur')),
                ('second', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deuxième médecin')),
                ('third', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='troisième médecin')),
            ],
            options={
                'verbose_name': 'composition',
                'verbose_name_plural': 'compositions',
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='MemberValidation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.UUIDField(verbose_name='lettre')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif de la rectification')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('composition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='forms_app.composition', verbose_name='composition')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='médecin')),
            ],
            options={
                'verbose_name': 'validation d’un médecin',
                'verbose_name_plural': 'validations des médecins',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.UniqueConstraint(fields=('dossier', 'rank'), name='composition_rank_unique'),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rapporteur', None), ('first', None), models.Q(('rapporteur', models.F('first')), _negated=True), _connector='OR'), models.Q(('rapporteur', None), ('second', None), models.Q(('rapporteur', models.F('second')), _negated=True), _connector='OR'), models.Q(('rapporteur', None), ('third', None), models.Q(('rapporteur', models.F('third')), _negated=True), _connector='OR')), name='rapporteur_never_sits', violation_error_message='Le médecin rapporteur ne siège pas au collège.'),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), models.Q(('first', None), ('third', None), models.Q(('first', models.F('third')), _negated=True), _connector='OR'), models.Q(('second', None), ('third', None), models.Q(('second', models.F('third')), _negated=True), _connector='OR')), name='physician_sits_once', violation_error_message='Un médecin est nommé deux fois.'),
        ),
        migrations.AddConstraint(
            model_name='composition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('formation', 'college'), ('second__isnull', False), ('third__isnull', False)), models.Q(('formation', 'physician'), ('second', None), ('third', None)), _connector='OR'), name='college_of_three_or_one_physician', violation_error_message='Nommez trois médecins, ou un seul.'),
        ),
        migrations.AddConstraint(
            model_name='membervalidation',
            constraint=models.UniqueConstraint(fields=('letter', 'member'), name='member_validates_once'),
        ),
        only_added("forms_app_composition", "forms_app_membervalidation"),
        migrations.RunPython(lock, unlock),
    ]
