"""Durations of keeping and destructions, and the one door that they open in the locks."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms_app.migrations._disposed import opened_to_disposal


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0017_awaited_physicians'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regime', models.CharField(choices=[('ars', 'demandes enregistrées avant le 1er janvier 2017'), ('ofii', 'demandes enregistrées à compter du 1er janvier 2017')], max_length=10, verbose_name='régime')),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, 'Un mois au moins.'), django.core.validators.MaxValueValidator(1200, 'Cent ans au plus.')], verbose_name='durée, en mois')),
                ('runs_from', models.CharField(choices=[('closed', 'clôture du dossier'), ('last-act', 'dernier acte du dossier')], max_length=10, verbose_name='à partir de')),
                ('reference', models.CharField(help_text='Le texte ou la décision qui fixe cette durée, avec sa date.', max_length=240, verbose_name='référence')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='terminée par')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
            ],
            options={
                'verbose_name': 'durée de conservation',
                'verbose_name_plural': 'durées de conservation',
                'ordering': ['-proposed_at'],
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(verbose_name='dossiers')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposée le')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='abandonnée le')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposée par')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.retentionrule', verbose_name='durée appliquée')),
            ],
            options={
                'verbose_name': 'destruction',
                'verbose_name_plural': 'destructions',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier', models.UUIDField(verbose_name='dossier')),
                ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='forms_app.disposal', verbose_name='destruction')),
            ],
            options={
                'verbose_name': 'dossier à détruire',
                'verbose_name_plural': 'dossiers à détruire',
                'indexes': [models.Index(fields=['dossier'], name='disposal_of_dossier')],
                'constraints': [models.UniqueConstraint(fields=('disposal', 'dossier'), name='disposal_names_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='retention_confirmed_by_another', violation_error_message='Une autre personne doit confirmer.'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('regime',), name='one_retention_rule_a_regime', violation_error_message='Une durée est déjà enregistrée pour ce régime : terminez-la d’abord.'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('cancelled_at', None), ('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='disposal_confirmed_by_another', violation_error_message='Une autre personne doit confirmer.'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('confirmed_at', None)), fields=('authority',), name='one_disposal_at_a_time', violation_error_message='Une destruction attend déjà dans cette autorité.'),
        ),
        opened_to_disposal(
            through={
                "forms_app_membervalidation": "(SELECT c.dossier_id FROM forms_app_composition c WHERE c.id = OLD.composition_id)",
            },
            forms_app_passage="passage_never_loses",
            forms_app_avis="avis_never_loses",
            forms_app_keptcompetence="forms_app_keptcompetence_never_loses",
            forms_app_sentletter="forms_app_sentletter_never_loses",
            forms_app_identityversion="forms_app_identityversion_never_loses",
            forms_app_custodymove="forms_app_custodymove_never_loses",
            forms_app_transfer="forms_app_transfer_never_loses",
            forms_app_composition="forms_app_composition_never_loses",
            forms_app_membervalidation="forms_app_membervalidation_never_loses",
        ),
    ]
