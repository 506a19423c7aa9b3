"""What left the dossiers, where their papers are, and how long they are kept."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0003_dossiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='SentLetter',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='forms_app.dossier', verbose_name='dossier')),
                        ('letter', models.UUIDField(unique=True, verbose_name='lettre')),
                        ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                        ('recipient', models.CharField(choices=[('prefecture', 'préfecture'), ('director', 'directeur général de l’ARS'), ('doctor', 'médecin')], max_length=20, verbose_name='destinataire')),
                        ('addressee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='forms_app.authority', verbose_name='autorité destinataire')),
                        ('pdf', models.BinaryField(verbose_name='fichier chiffré')),
                        ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                        ('sent_on', models.DateField(verbose_name='du')),
                        ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='gardée le')),
                    ],
                    options={
                        'verbose_name': 'lettre partie d’un dossier',
                        'verbose_name_plural': 'lettres parties des dossiers',
                        'ordering': ['kept_at'],
                    },
                ),
                migrations.CreateModel(
                    name='PrintJob',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                        ('layout', models.CharField(choices=[('window', 'enveloppes à fenêtre : l’adresse est sur le bordereau'), ('labels', 'étiquettes : une planche A4 de 24')], default='window', max_length=10, verbose_name='adresses')),
                        ('first_label', models.PositiveSmallIntegerField(default=1, verbose_name='première étiquette libre')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='demandé le')),
                    ],
                    options={
                        'verbose_name': 'tirage de courriers',
                        'verbose_name_plural': 'tirages de courriers',
                        'ordering': ['-made_at'],
                        'indexes': [models.Index(fields=['authority', 'made_at'], name='print_job_by_authority')],
                    },
                ),
                migrations.CreateModel(
                    name='Mailing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='forms_app.printjob', verbose_name='tirage')),
                        ('rank', models.PositiveIntegerField(verbose_name='rang')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='forms_app.dossier', verbose_name='dossier')),
                        ('piece', models.CharField(choices=[('receipt', 'Fiche 1, réception du rapport médical'), ('transmission', 'Information du préfet'), ('submit', 'Avis signé, pour le directeur général'), ('transmit', 'Avis signé, pour le préfet')], max_length=20, verbose_name='pièce')),
                        ('sent', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailing', to='forms_app.sentletter', verbose_name='lettre imprimée')),
                        ('problem', models.CharField(blank=True, choices=[('incomplete', 'la fiche demande une réponse que le dossier n’a pas'), ('words', 'un mot est à vérifier avant de partir'), ('gone', 'le dossier n’attend plus cette lettre'), ('closed', 'cette installation ne garde aucune fiche nominative')], max_length=20, verbose_name='empêchement')),
                        ('left_on', models.DateField(null=True, verbose_name='partie le')),
                        ('way', models.CharField(blank=True, choices=[('post', 'courrier'), ('courier', 'porteur'), ('secure-mail', 'messagerie sécurisée'), ('hand', 'remise en main propre')], max_length=20, verbose_name='envoi')),
                        ('left_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyée par')),
                        ('recorded_at', models.DateTimeField(null=True, verbose_name='envoi enregistré le')),
                    ],
                    options={
                        'verbose_name': 'pièce d’un tirage',
                        'verbose_name_plural': 'pièces des tirages',
                        'ordering': ['rank'],
                        'constraints': [models.UniqueConstraint(fields=('job', 'rank'), name='mailing_rank_unique'), models.CheckConstraint(condition=models.Q(models.Q(('left_by', None), ('left_on', None), ('recorded_at', None), ('way', '')), models.Q(('left_by__isnull', False), ('left_on__isnull', False), ('recorded_at__isnull', False), models.Q(('way', ''), _negated=True)), _connector='OR'), name='mailing_left_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='CustodyMove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='forms_app.dossier', verbose_name='dossier')),
                        ('step', models.CharField(choices=[('placed', 'rangées'), ('lent', 'prêtées'), ('returned', 'rendues'), ('sent', 'envoyées à une autre autorité')], max_length=10, verbose_name='mouvement')),
                        ('day', models.DateField(verbose_name='jour')),
                        ('place', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                        ('holder', models.CharField(blank=True, max_length=120, verbose_name='détenteur')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('at', models.DateTimeField(auto_now_add=True, verbose_name='noté le')),
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
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='forms_app.dossier', verbose_name='dossier')),
                        ('from_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_away', to='forms_app.authority', verbose_name='de')),
                        ('to_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='à')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('number', models.PositiveIntegerField(verbose_name='numéro')),
                        ('day', models.DateField(verbose_name='jour')),
                        ('reason', models.CharField(max_length=30, verbose_name='motif')),
                        ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture d’avant')),
                        ('residence', models.CharField(max_length=3, verbose_name='département de résidence d’avant')),
                        ('situation', models.CharField(choices=[('free', 'libre'), ('ucsa', 'incarcérée (UCSA)'), ('cra', 'en centre de rétention administrative'), ('assigned', 'assignée à résidence')], max_length=10, verbose_name='situation d’avant')),
                        ('centre', models.CharField(blank=True, max_length=3, verbose_name='département du centre d’avant')),
                        ('direction', models.BinaryField(default=bytes, verbose_name='compartiment de la direction, chiffré')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='transmis par')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='transmis le')),
                    ],
                    options={
                        'verbose_name': 'transfert',
                        'verbose_name_plural': 'transferts',
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='RetentionRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('regime', models.CharField(choices=[('ars', 'demandes enregistrées avant le 1er janvier 2017'), ('ofii', 'demandes enregistrées à compter du 1er janvier 2017')], max_length=10, verbose_name='régime')),
                        ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, 'Un mois au moins.'), django.core.validators.MaxValueValidator(1200, 'Cent ans au plus.')], verbose_name='durée, en mois')),
                        ('runs_from', models.CharField(choices=[('closed', 'clôture du dossier'), ('last-act', 'dernier acte du dossier')], max_length=10, verbose_name='à partir de')),
                        ('reference', models.CharField(help_text='Le texte ou la décision qui fixe cette durée, avec sa date.', max_length=240, verbose_name='référence')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='terminée par')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                    ],
                    options={
                        'verbose_name': 'durée de conservation',
                        'verbose_name_plural': 'durées de conservation',
                        'ordering': ['-proposed_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='retention_confirmed_by_another', violation_error_message='Une autre personne doit confirmer.'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('regime',), name='one_retention_rule_a_regime', violation_error_message='Une durée est déjà enregistrée pour ce régime : terminez-la d’abord.')],
                    },
                ),
                migrations.CreateModel(
                    name='Disposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.authority', verbose_name='autorité')),
                        ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.retentionrule', verbose_name='durée appliquée')),
                        ('count', models.PositiveIntegerField(verbose_name='dossiers')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposée par')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposée le')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='abandonnée le')),
                    ],
                    options={
                        'verbose_name': 'destruction',
                        'verbose_name_plural': 'destructions',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('cancelled_at', None), ('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='disposal_confirmed_by_another', violation_error_message='Une autre personne doit confirmer.'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('confirmed_at', None)), fields=('authority',), name='one_disposal_at_a_time', violation_error_message='Une destruction attend déjà dans cette autorité.')],
                    },
                ),
                migrations.CreateModel(
                    name='DisposalItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='forms_app.disposal', verbose_name='destruction')),
                        ('dossier', models.UUIDField(verbose_name='dossier')),
                    ],
                    options={
                        'verbose_name': 'dossier à détruire',
                        'verbose_name_plural': 'dossiers à détruire',
                        'indexes': [models.Index(fields=['dossier'], name='disposal_of_dossier')],
                        'constraints': [models.UniqueConstraint(fields=('disposal', 'dossier'), name='disposal_names_once')],
                    },
                ),
            ],
        ),
    ]
