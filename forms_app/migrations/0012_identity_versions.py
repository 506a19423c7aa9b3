"""The identities of a dossier that was corrected, each a row that nobody changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms_app.migrations._added import only_added


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0011_dossier_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentityVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('person', models.BinaryField(verbose_name='personne, chiffrée')),
                ('initials', models.CharField(blank=True, max_length=12, verbose_name='initiales')),
                ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='forms_app.dossier', verbose_name='dossier')),
                ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrite par')),
            ],
            options={
                'verbose_name': 'identité d’un dossier',
                'verbose_name_plural': 'identités des dossiers',
                'ordering': ['rank'],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'rank'), name='identity_rank_unique')],
            },
        ),
        only_added(
            forms_app_identityversion=(
                "id", "dossier_id", "rank", "initials", "prefecture_id", "reason", "written_by_id", "written_at",
            )
        ),
    ]
