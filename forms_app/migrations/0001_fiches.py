"""Fiches being filled, their letters, and what physicians ask each other."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portal', '0003_leases_and_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('run', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='passage')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                        ('authority', models.CharField(choices=[('ars', 'Agence régionale de santé'), ('pp', 'Préfecture de police'), ('ofii', 'OFII')], max_length=10, verbose_name='autorité')),
                        ('without_file', models.BooleanField(default=False, verbose_name='sans dossier')),
                        ('payload', models.BinaryField(default=bytes, verbose_name='réponses chiffrées')),
                        ('version', models.PositiveIntegerField(default=0, verbose_name='version')),
                        ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='commencé le')),
                        ('saved_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistré le')),
                        ('expires_at', models.DateTimeField(db_index=True, verbose_name='gardé jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'brouillon de fiche',
                        'verbose_name_plural': 'brouillons de fiches',
                        'ordering': ['-saved_at'],
                        'indexes': [models.Index(fields=['owner', '-saved_at'], name='draft_of_owner')],
                    },
                ),
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('one_page', models.BooleanField(default=False, verbose_name='sur une seule page')),
                    ],
                    options={
                        'verbose_name': 'préférence de saisie',
                        'verbose_name_plural': 'préférences de saisie',
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('run', models.UUIDField(db_index=True, verbose_name='passage')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                        ('authority', models.CharField(choices=[('ars', 'Agence régionale de santé'), ('pp', 'Préfecture de police'), ('ofii', 'OFII')], max_length=10, verbose_name='autorité')),
                        ('recipient', models.CharField(choices=[('prefecture', 'préfecture'), ('director', 'directeur général de l’ARS'), ('doctor', 'médecin')], max_length=20, verbose_name='destinataire')),
                        ('without_file', models.BooleanField(default=False, verbose_name='sans dossier')),
                        ('state', models.CharField(choices=[('preview', 'aperçu'), ('abandoned', 'aperçu abandonné'), ('delivered', 'remise')], default='preview', max_length=20, verbose_name='état')),
                        ('content', models.BinaryField(verbose_name='contenu chiffré')),
                        ('pdf', models.BinaryField(verbose_name='fichier chiffré')),
                        ('content_sha256', models.CharField(max_length=64, verbose_name='empreinte du contenu')),
                        ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                        ('model_version', models.CharField(blank=True, max_length=80, verbose_name='version du modèle')),
                        ('template_version', models.CharField(max_length=20, verbose_name='version de la mise en page')),
                        ('kept_words', models.JSONField(default=list, verbose_name='mots conservés')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='établie le')),
                        ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='remise le')),
                        ('expires_at', models.DateTimeField(db_index=True, verbose_name='gardée jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'lettre',
                        'verbose_name_plural': 'lettres',
                        'ordering': ['-made_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'delivered')), fields=('run',), name='one_delivered_letter_a_run', violation_error_message='Cette fiche a déjà donné sa lettre.'), models.UniqueConstraint(condition=models.Q(('state', 'preview')), fields=('run',), name='one_current_preview_a_run')],
                    },
                ),
                migrations.CreateModel(
                    name='ReservedReference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('number', models.PositiveIntegerField(verbose_name='numéro')),
                        ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reference', to='forms_app.letter', verbose_name='lettre')),
                        ('abandoned', models.BooleanField(default=False, verbose_name='abandonnée')),
                        ('reserved_at', models.DateTimeField(auto_now_add=True, verbose_name='réservée le')),
                    ],
                    options={
                        'verbose_name': 'référence réservée',
                        'verbose_name_plural': 'références réservées',
                        'ordering': ['-year', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='reference_unique_in_year')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivered',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='nature')),
                        ('key', models.CharField(max_length=200, verbose_name='clé')),
                    ],
                    options={
                        'verbose_name': 'élément livré',
                        'verbose_name_plural': 'éléments livrés',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='delivered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='QuestionClause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                        ('question', models.CharField(max_length=60, verbose_name='question')),
                        ('position', models.PositiveSmallIntegerField(default=1, verbose_name='rang')),
                        ('target', models.CharField(help_text='Une clause : « instruction-2011#IV-3 ». Un article nommé : « article:arrete-2016-12-27/6 ».', max_length=120, verbose_name='clause ou article')),
                        ('seed', models.CharField(blank=True, editable=False, max_length=160)),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifiée le')),
                    ],
                    options={
                        'verbose_name': 'clause d’une question',
                        'verbose_name_plural': 'clauses des questions',
                        'ordering': ['fiche', 'question', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('fiche', 'question', 'target'), name='clause_once_a_question', violation_error_message='Cette clause accompagne déjà cette question.')],
                    },
                ),
                migrations.CreateModel(
                    name='LetterModel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40, verbose_name='modèle')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('lines', models.JSONField(verbose_name='lignes')),
                        ('fields', models.JSONField(default=dict, verbose_name='champs')),
                        ('source', models.CharField(blank=True, max_length=255, verbose_name='source')),
                        ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisi par')),
                        ('validated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validé par')),
                        ('validated_at', models.DateTimeField(blank=True, null=True, verbose_name='validé le')),
                        ('seed', models.CharField(blank=True, editable=False, max_length=80)),
                    ],
                    options={
                        'verbose_name': 'modèle de lettre',
                        'verbose_name_plural': 'modèles de lettres',
                        'ordering': ['key', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='version_of_letter_model'), models.CheckConstraint(condition=models.Q(models.Q(('validated_at__isnull', True), ('validated_by__isnull', True)), models.Q(('entered_by__isnull', False), ('validated_at__isnull', False), ('validated_by__isnull', False), models.Q(('validated_by', models.F('entered_by')), _negated=True)), _connector='OR'), name='letter_model_validated_by_another', violation_error_message='Une autre personne que vous doit valider.')],
                    },
                ),
                migrations.CreateModel(
                    name='LexiconEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('word', models.CharField(help_text='« dialys* » trouve dialyse et dialysé.', max_length=120, verbose_name='mot')),
                        ('family', models.CharField(help_text='pathologie, traitement, service, sigle, code…', max_length=40, verbose_name='famille')),
                        ('level', models.CharField(choices=[('blocking', 'à retirer ou à justifier'), ('alert', 'à relire'), ('allowed', 'sans risque')], default='blocking', max_length=20, verbose_name='niveau')),
                        ('active', models.BooleanField(default=True, verbose_name='utilisé')),
                        ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                    ],
                    options={
                        'verbose_name': 'mot du contrôle de sortie',
                        'verbose_name_plural': 'mots du contrôle de sortie',
                        'ordering': ['word'],
                        'constraints': [models.UniqueConstraint(fields=('word',), name='word_once_in_lexicon', violation_error_message='Ce mot est déjà dans la liste.')],
                    },
                ),
                migrations.CreateModel(
                    name='Discussion',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('payload', models.BinaryField(verbose_name='question chiffrée')),
                        ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='posée le')),
                        ('ends_on', models.DateField(db_index=True, verbose_name='gardée jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'discussion sans identité',
                        'verbose_name_plural': 'discussions sans identité',
                        'ordering': ['-asked_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='DiscussionReply',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='forms_app.discussion', verbose_name='discussion')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('payload', models.BinaryField(verbose_name='réponse chiffrée')),
                        ('said_at', models.DateTimeField(auto_now_add=True, verbose_name='écrite le')),
                    ],
                    options={
                        'verbose_name': 'réponse d’une discussion',
                        'verbose_name_plural': 'réponses des discussions',
                        'ordering': ['said_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CalibrationCase',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('fiche', models.CharField(choices=[('college', 'demande enregistrée depuis le 1er janvier 2017 : collège de l’OFII'), ('avis', 'demande enregistrée avant le 1er janvier 2017 : médecin de l’ARS')], max_length=20, verbose_name='avis')),
                        ('payload', models.BinaryField(verbose_name='cas chiffré')),
                        ('answers', models.PositiveIntegerField(default=0, verbose_name='réponses')),
                        ('written_on', models.DateField(verbose_name='écrit le')),
                        ('ends_on', models.DateField(db_index=True, verbose_name='gardé jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'cas type',
                        'verbose_name_plural': 'cas types',
                        'ordering': ['-written_on', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Answered',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answered', to='forms_app.calibrationcase', verbose_name='cas')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                    ],
                    options={
                        'verbose_name': 'participation à un cas type',
                        'verbose_name_plural': 'participations aux cas types',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('case', 'person'), name='one_answer_a_person_a_case', violation_error_message='Vous avez déjà répondu à ce cas.')],
                    },
                ),
                migrations.CreateModel(
                    name='Tally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='forms_app.calibrationcase', verbose_name='cas')),
                        ('statement', models.CharField(max_length=20, verbose_name='question')),
                        ('answer', models.CharField(max_length=20, verbose_name='réponse')),
                        ('count', models.PositiveIntegerField(default=0, verbose_name='nombre')),
                        ('shown', models.PositiveIntegerField(default=0, verbose_name='nombre montré')),
                    ],
                    options={
                        'verbose_name': 'décompte d’un cas type',
                        'verbose_name_plural': 'décomptes des cas types',
                        'ordering': ['case', 'statement', 'answer'],
                        'constraints': [models.UniqueConstraint(fields=('case', 'statement', 'answer'), name='one_tally_an_answer'), models.CheckConstraint(condition=models.Q(('shown__lte', models.F('count'))), name='tally_shows_no_more_than_it_counts')],
                    },
                ),
            ],
        ),
    ]
