"""The physicians for whom alone a dossier of the OFII waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0016_college_and_author'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='for_named',
            field=models.BooleanField(default=False, editable=False, verbose_name='attend des médecins désignés'),
        ),
        migrations.CreateModel(
            name='Awaited',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awaited', to='forms_app.dossier', verbose_name='dossier')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='médecin')),
            ],
            options={
                'verbose_name': 'médecin attendu',
                'verbose_name_plural': 'médecins attendus',
                'constraints': [models.UniqueConstraint(fields=('user', 'dossier'), name='awaited_once')],
            },
        ),
    ]
