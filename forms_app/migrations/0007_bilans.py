"""The annual bilan: frames, drafts, frozen versions that the database refuses to change; counted diagnoses."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from forms_app.migrations._added import only_added
from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0006_dossier_locks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='AvisAnswers',
                    fields=[
                        ('avis', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='answers', serialize=False, to='forms_app.avis', verbose_name='avis validé')),
                        ('payload', models.BinaryField(verbose_name='réponses, chiffrées')),
                    ],
                    options={
                        'verbose_name': 'réponses d’un avis',
                        'verbose_name_plural': 'réponses des avis',
                    },
                ),
                migrations.CreateModel(
                    name='FrameEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('instruction', 'bilan annuel à la direction générale de la santé'), ('ofii', 'contribution au rapport au Parlement')], max_length=12, verbose_name='bilan')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='à partir du bilan de l’année')),
                        ('content', models.JSONField(verbose_name='cadre')),
                        ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='écrit le')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                    ],
                    options={
                        'verbose_name': 'cadre de bilan',
                        'verbose_name_plural': 'cadres de bilan',
                        'ordering': ['year', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FrozenBilan',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                        ('content', models.TextField(verbose_name='contenu')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                        ('reason', models.CharField(blank=True, choices=[('dossiers', 'dossiers corrigés ou ajoutés'), ('frame', 'cadre changé'), ('asked', 'correction demandée par le destinataire')], max_length=20, verbose_name='motif de la correction')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('frozen_at', models.DateTimeField(verbose_name='figé le')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bilans', to='forms_app.authority', verbose_name='autorité')),
                        ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='figé par')),
                    ],
                    options={
                        'verbose_name': 'bilan figé',
                        'verbose_name_plural': 'bilans figés',
                        'ordering': ['-year', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('authority', 'year', 'version'), name='bilan_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('version', 1)), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='bilan_correction_has_a_reason', violation_error_message='Une correction a un motif.')],
                    },
                ),
                migrations.CreateModel(
                    name='BilanSending',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='parti le')),
                        ('way', models.CharField(choices=[('post', 'courrier'), ('courier', 'porteur'), ('secure-mail', 'messagerie sécurisée'), ('hand', 'remise en main propre')], max_length=20, verbose_name='envoi')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='noté le')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                        ('bilan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='forms_app.frozenbilan', verbose_name='bilan')),
                    ],
                    options={
                        'verbose_name': 'envoi de bilan',
                        'verbose_name_plural': 'envois de bilan',
                    },
                ),
                migrations.CreateModel(
                    name='BilanDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('state', models.CharField(choices=[('asked', 'en attente'), ('running', 'en cours'), ('ready', 'calculé')], default='asked', max_length=10, verbose_name='état')),
                        ('done', models.PositiveIntegerField(default=0, verbose_name='dossiers lus')),
                        ('total', models.PositiveIntegerField(default=0, verbose_name='dossiers à lire')),
                        ('content', models.TextField(blank=True, verbose_name='contenu')),
                        ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                        ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='calculé le')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                    ],
                    options={
                        'verbose_name': 'brouillon de bilan',
                        'verbose_name_plural': 'brouillons de bilan',
                        'constraints': [models.UniqueConstraint(fields=('authority', 'year'), name='one_bilan_draft_a_year')],
                    },
                ),
                migrations.CreateModel(
                    name='DiagnosisCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('group', models.CharField(max_length=40, verbose_name='groupe')),
                        ('number', models.PositiveIntegerField(verbose_name='nombre')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                    ],
                    options={
                        'verbose_name': 'compte de diagnostics',
                        'verbose_name_plural': 'comptes de diagnostics',
                        'constraints': [models.UniqueConstraint(fields=('authority', 'year', 'group'), name='diagnosis_counted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DiagnosisWaiting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('payload', models.BinaryField(verbose_name='compteurs, chiffrés')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                    ],
                    options={
                        'verbose_name': 'diagnostics en attente',
                        'verbose_name_plural': 'diagnostics en attente',
                        'constraints': [models.UniqueConstraint(fields=('authority', 'year'), name='diagnoses_wait_once')],
                    },
                ),
            ],
        ),
        only_added("forms_app_frozenbilan", "forms_app_bilansending", "forms_app_frameedition"),
    ]
