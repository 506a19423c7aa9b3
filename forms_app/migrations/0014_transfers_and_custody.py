"""What stays of a dossier that went to another authority, and where the papers are; both locked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms_app.migrations._added import only_added


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0013_mailing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CustodyMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('placed', 'rangées'), ('lent', 'prêtées'), ('returned', 'rendues'), ('sent', 'envoyées à une autre autorité')], max_length=10, verbose_name='mouvement')),
                ('day', models.DateField(verbose_name='jour')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                ('holder', models.CharField(blank=True, max_length=120, verbose_name='détenteur')),
                ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='noté le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='forms_app.dossier', verbose_name='dossier')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
            ],
            options={
                'verbose_name': 'mouvement des pièces',
                'verbose_name_plural': 'mouvements des pièces',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('day', models.DateField(verbose_name='jour')),
                ('reason', models.CharField(max_length=30, verbose_name='motif')),
                ('residence', models.CharField(max_length=3, verbose_name='département de résidence d’avant')),
                ('situation', models.CharField(choices=[('free', 'libre'), ('ucsa', 'incarcérée (UCSA)'), ('cra', 'en centre de rétention administrative'), ('assigned', 'assignée à résidence')], max_length=10, verbose_name='situation d’avant')),
                ('centre', models.CharField(blank=True, max_length=3, verbose_name='département du centre d’avant')),
                ('direction', models.BinaryField(default=bytes, verbose_name='compartiment de la direction, chiffré')),
                ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='transmis le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='forms_app.dossier', verbose_name='dossier')),
                ('from_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_away', to='forms_app.authority', verbose_name='de')),
                ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture d’avant')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='transmis par')),
                ('to_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='à')),
            ],
            options={
                'verbose_name': 'transfert',
                'verbose_name_plural': 'transferts',
                'ordering': ['-pk'],
            },
        ),
        only_added(
            "forms_app_custodymove",
            forms_app_transfer=(
                "id", "dossier_id", "from_authority_id", "to_authority_id", "year", "number", "day", "reason",
                "prefecture_id", "residence", "situation", "centre", "sent_by_id", "role", "sent_at",
            ),
        ),
    ]
