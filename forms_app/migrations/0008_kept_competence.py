"""Why an authority is competent, kept with the dossier and locked."""

import django.db.models.deletion
from django.db import migrations, models

from forms_app.migrations._added import only_added


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0007_points_verified'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptCompetence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('explanation', models.CharField(max_length=400, verbose_name='règle dite')),
                ('clauses', models.JSONField(default=list, verbose_name='clauses')),
                ('silence', models.CharField(blank=True, max_length=400, verbose_name='ce que le texte ne dit pas')),
                ('seat_kind', models.CharField(choices=[('ars', 'Agence régionale de santé'), ('pp', 'Préfecture de police'), ('ofii', 'OFII')], max_length=10, verbose_name='autorité de la règle')),
                ('seat_name', models.CharField(blank=True, max_length=200, verbose_name='nom de l’autorité de la règle')),
                ('follows', models.BooleanField(verbose_name='autorité de la règle retenue')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison d’un autre choix')),
                ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='gardée le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='competences', to='forms_app.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'compétence expliquée',
                'verbose_name_plural': 'compétences expliquées',
                'ordering': ['pk'],
            },
        ),
        only_added("forms_app_keptcompetence"),
    ]
