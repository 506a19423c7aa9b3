"""Dossiers in compartments, and the locks of the database on what happened and on what was validated (both vendors)."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


LOCKED = {"passage": "forms_app_passage", "avis": "forms_app_avis"}
REFUSED = "these rows are only added to"
FUNCTIONS = (
    f"""CREATE FUNCTION dossier_refuses() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{REFUSED}'; END $$ LANGUAGE plpgsql""",
)
POSTGRESQL = FUNCTIONS + tuple(
    f"""CREATE TRIGGER {name}_{word} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION dossier_refuses()"""
    for name, table in LOCKED.items()
    for word, act, each in (("never_changes", "UPDATE", "ROW"), ("never_loses", "DELETE", "ROW"))
)
SQLITE = tuple(
    f"CREATE TRIGGER {name}_{word} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for name, table in LOCKED.items()
    for word, act in (("never_changes", "UPDATE"), ("never_loses", "DELETE"))
)


def lock(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table in LOCKED.items():
        for word in ("never_changes", "never_loses"):
            schema_editor.execute(f"DROP TRIGGER {name}_{word}" + (f" ON {table}" if postgresql else ""), params=None)
    if postgresql:
        schema_editor.execute("DROP FUNCTION dossier_refuses()", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0005_collegial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('initials', models.CharField(blank=True, max_length=12, verbose_name='initiales')),
                ('person', models.BinaryField(verbose_name='personne, chiffrée')),
                ('matter', models.CharField(choices=[('residence', 'titre de séjour (L.313-11 11°)'), ('obligation-to-leave', 'obligation de quitter le territoire (L.511-4 10°)'), ('expulsion', 'expulsion (L.521-3 5°)'), ('house-arrest', 'assignation à résidence (L.523-4)')], max_length=24, verbose_name='fondement')),
                ('nature', models.CharField(blank=True, choices=[('first', 'première demande'), ('renewal', 'renouvellement')], max_length=10, verbose_name='nature')),
                ('registered_on', models.DateField(verbose_name='enregistrement ou saisine')),
                ('situation', models.CharField(choices=[('free', 'libre'), ('ucsa', 'incarcérée (UCSA)'), ('cra', 'en centre de rétention administrative'), ('assigned', 'assignée à résidence')], default='free', max_length=10, verbose_name='situation')),
                ('residence', models.CharField(max_length=3, verbose_name='département de résidence')),
                ('centre', models.CharField(blank=True, max_length=3, verbose_name='département du centre de rétention')),
                ('competence_reason', models.CharField(blank=True, max_length=200, verbose_name='raison du choix de l’autorité')),
                ('avis_state', models.CharField(max_length=40, verbose_name='état')),
                ('appeal_state', models.CharField(max_length=40, verbose_name='recours')),
                ('humanitarian_state', models.CharField(blank=True, max_length=40, verbose_name='circonstance humanitaire')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='ouvert le')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='forms_app.authority', verbose_name='autorité')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture')),
            ],
            options={
                'verbose_name': 'dossier',
                'verbose_name_plural': 'dossiers',
                'ordering': ['-year', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Avis',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('letter', models.UUIDField(unique=True, verbose_name='lettre')),
                ('pdf', models.BinaryField(verbose_name='fichier chiffré')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                ('validated_at', models.DateTimeField(verbose_name='validé le')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='forms_app.avis', verbose_name='rectifie')),
                ('validated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validé par')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='avis', to='forms_app.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'avis',
                'verbose_name_plural': 'avis',
                'ordering': ['validated_at'],
            },
        ),
        migrations.CreateModel(
            name='DossierName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='empreinte')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='forms_app.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'empreinte de nom',
                'verbose_name_plural': 'empreintes de noms',
            },
        ),
        migrations.CreateModel(
            name='DossierRun',
            fields=[
                ('run', models.UUIDField(primary_key=True, serialize=False, verbose_name='passage')),
                ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='commencée le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='forms_app.dossier', verbose_name='dossier')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='commencée par')),
            ],
            options={
                'verbose_name': 'fiche d’un dossier',
                'verbose_name_plural': 'fiches des dossiers',
                'ordering': ['started_at'],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(verbose_name='rang')),
                ('table', models.CharField(max_length=24, verbose_name='table')),
                ('name', models.CharField(max_length=40, verbose_name='acte')),
                ('source', models.CharField(max_length=40, verbose_name='de')),
                ('target', models.CharField(max_length=40, verbose_name='à')),
                ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif')),
                ('day', models.DateField(verbose_name='jour')),
                ('mode', models.CharField(blank=True, choices=[('by-person', 'pli confidentiel remis par l’intéressé'), ('by-doctor', 'pli confidentiel transmis par le médecin'), ('other', 'autre voie, à signaler')], max_length=20, verbose_name='arrivée')),
                ('way', models.CharField(blank=True, choices=[('post', 'courrier'), ('courier', 'porteur'), ('secure-mail', 'messagerie sécurisée'), ('hand', 'remise en main propre')], max_length=20, verbose_name='envoi')),
                ('letter', models.UUIDField(blank=True, null=True, unique=True, verbose_name='lettre')),
                ('fiche', models.CharField(blank=True, max_length=40, verbose_name='fiche')),
                ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='forms_app.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'passage',
                'verbose_name_plural': 'passages',
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='reçu le')),
                ('mode', models.CharField(choices=[('by-person', 'pli confidentiel remis par l’intéressé'), ('by-doctor', 'pli confidentiel transmis par le médecin'), ('other', 'autre voie, à signaler')], max_length=20, verbose_name='arrivée')),
                ('sealed', models.BooleanField(default=True, verbose_name='sous pli confidentiel')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='certificat transmis le')),
                ('author_kind', models.CharField(blank=True, choices=[('approved', 'médecin agréé'), ('hospital', 'médecin praticien hospitalier'), ('ucsa', 'médecin d’une UCSA'), ('cra', 'médecin d’un centre de rétention administrative')], max_length=10, verbose_name='auteur')),
                ('author', models.BinaryField(default=bytes, verbose_name='auteur, chiffré')),
                ('supply_joined', models.BooleanField(default=False, verbose_name='éléments sur l’offre de soins joints')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistré le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='forms_app.dossier', verbose_name='dossier')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistré par')),
            ],
            options={
                'verbose_name': 'réception d’un rapport',
                'verbose_name_plural': 'réceptions de rapports',
                'ordering': ['received_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DirectorFile',
            fields=[
                ('payload', models.BinaryField(default=bytes, verbose_name='contenu chiffré')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='écrit le')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='direction', serialize=False, to='forms_app.dossier', verbose_name='dossier')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
            ],
            options={
                'verbose_name': 'compartiment de la direction',
                'verbose_name_plural': 'compartiments de la direction',
            },
        ),
        migrations.CreateModel(
            name='MedicalFile',
            fields=[
                ('payload', models.BinaryField(default=bytes, verbose_name='contenu chiffré')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='écrit le')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='medical', serialize=False, to='forms_app.dossier', verbose_name='dossier')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
            ],
            options={
                'verbose_name': 'compartiment médical',
                'verbose_name_plural': 'compartiments médicaux',
            },
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['authority', 'avis_state'], name='dossier_by_state'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('authority', 'year', 'number'), name='dossier_reference_unique'),
        ),
        migrations.AddIndex(
            model_name='dossiername',
            index=models.Index(fields=['digest'], name='dossier_by_name'),
        ),
        migrations.AddConstraint(
            model_name='dossiername',
            constraint=models.UniqueConstraint(fields=('dossier', 'digest'), name='dossier_name_once'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('dossier', 'rank'), name='passage_rank_unique'),
        ),
        migrations.RunPython(lock, unlock),
    ]
