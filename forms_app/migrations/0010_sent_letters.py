"""Letters that left a dossier for the préfet or a director general, kept and locked."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from forms_app.migrations._added import only_added


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0009_avis_seal_renewed'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('letter', models.UUIDField(unique=True, verbose_name='lettre')),
                ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                ('recipient', models.CharField(choices=[('prefecture', 'préfecture'), ('director', 'directeur général de l’ARS'), ('doctor', 'médecin')], max_length=20, verbose_name='destinataire')),
                ('pdf', models.BinaryField(verbose_name='fichier chiffré')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('sent_on', models.DateField(verbose_name='du')),
                ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='gardée le')),
                ('addressee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='forms_app.authority', verbose_name='autorité destinataire')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='forms_app.dossier', verbose_name='dossier')),
            ],
            options={
                'verbose_name': 'lettre partie d’un dossier',
                'verbose_name_plural': 'lettres parties des dossiers',
                'ordering': ['kept_at'],
            },
        ),
        only_added(
            forms_app_sentletter=(
                "id", "dossier_id", "letter", "fiche", "recipient", "addressee_id", "pdf_sha256", "sent_on", "kept_at",
            )
        ),
    ]
