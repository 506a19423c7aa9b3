"""Dossiers in compartments, who gives their avis, and what happened to them."""

import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0002_people_and_register'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Dossier',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='forms_app.authority', verbose_name='autorité')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('number', models.PositiveIntegerField(verbose_name='numéro')),
                        ('initials', models.CharField(blank=True, max_length=12, verbose_name='initiales')),
                        ('person', models.BinaryField(verbose_name='personne, chiffrée')),
                        ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture')),
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
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                        ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='ouvert le')),
                        ('due_on', models.DateField(default=datetime.date(9999, 12, 31), editable=False, verbose_name='prochaine échéance')),
                        ('due_rule', models.CharField(blank=True, editable=False, max_length=30, verbose_name='règle de l’échéance')),
                        ('for_physician', models.BooleanField(default=False, editable=False, verbose_name='attend le médecin')),
                        ('for_named', models.BooleanField(default=False, editable=False, verbose_name='attend des médecins désignés')),
                        ('for_secretary', models.BooleanField(default=False, editable=False, verbose_name='attend le secrétariat')),
                        ('for_director', models.BooleanField(default=False, editable=False, verbose_name='attend la direction')),
                        ('fiche_due', models.CharField(blank=True, editable=False, max_length=40, verbose_name='fiche à envoyer')),
                        ('handing_due', models.CharField(blank=True, editable=False, max_length=40, verbose_name='avis à remettre')),
                        ('marks_version', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version des repères')),
                    ],
                    options={
                        'verbose_name': 'dossier',
                        'verbose_name_plural': 'dossiers',
                        'ordering': ['-year', '-number'],
                        'indexes': [models.Index(fields=['authority', 'avis_state'], name='dossier_by_state'), models.Index(fields=['authority', 'due_on'], name='dossier_by_due_date'), models.Index(condition=models.Q(('for_physician', True)), fields=['authority', 'due_on', 'year', 'number'], name='dossier_for_physician'), models.Index(condition=models.Q(('for_secretary', True)), fields=['authority', 'due_on', 'year', 'number'], name='dossier_for_secretary'), models.Index(condition=models.Q(('for_director', True)), fields=['authority', 'due_on', 'year', 'number'], name='dossier_for_director'), models.Index(condition=models.Q(('fiche_due', ''), _negated=True), fields=['authority', 'fiche_due', 'year', 'number'], name='dossier_fiche_due'), models.Index(condition=models.Q(('handing_due', ''), _negated=True), fields=['authority', 'handing_due', 'year', 'number'], name='dossier_handing_due'), models.Index(fields=['marks_version'], name='dossier_by_marks')],
                        'constraints': [models.UniqueConstraint(fields=('authority', 'year', 'number'), name='dossier_reference_unique')],
                    },
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
                migrations.CreateModel(
                    name='DossierName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='forms_app.dossier', verbose_name='dossier')),
                        ('digest', models.CharField(max_length=64, verbose_name='empreinte')),
                    ],
                    options={
                        'verbose_name': 'empreinte de nom',
                        'verbose_name_plural': 'empreintes de noms',
                        'indexes': [models.Index(fields=['digest'], name='dossier_by_name')],
                        'constraints': [models.UniqueConstraint(fields=('dossier', 'digest'), name='dossier_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='forms_app.dossier', verbose_name='dossier')),
                        ('received_on', models.DateField(verbose_name='reçu le')),
                        ('mode', models.CharField(choices=[('by-person', 'pli confidentiel remis par l’intéressé'), ('by-doctor', 'pli confidentiel transmis par le médecin'), ('other', 'autre voie, à signaler')], max_length=20, verbose_name='arrivée')),
                        ('sealed', models.BooleanField(default=True, verbose_name='sous pli confidentiel')),
                        ('sent_on', models.DateField(blank=True, null=True, verbose_name='certificat transmis le')),
                        ('author_kind', models.CharField(blank=True, choices=[('approved', 'médecin agréé'), ('hospital', 'médecin praticien hospitalier'), ('ucsa', 'médecin d’une UCSA'), ('cra', 'médecin d’un centre de rétention administrative')], max_length=10, verbose_name='auteur')),
                        ('author', models.BinaryField(default=bytes, verbose_name='auteur, chiffré')),
                        ('author_standing', models.CharField(blank=True, choices=[('entitled', 'parmi les médecins que le texte désigne'), ('not-entitled', 'pas parmi les médecins que le texte désigne'), ('unknown', 'le registre ne peut pas répondre')], max_length=16, verbose_name='auteur au registre')),
                        ('author_treats', models.BooleanField(blank=True, null=True, verbose_name='auteur médecin traitant')),
                        ('supply_joined', models.BooleanField(default=False, verbose_name='éléments sur l’offre de soins joints')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistré par')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistré le')),
                    ],
                    options={
                        'verbose_name': 'réception d’un rapport',
                        'verbose_name_plural': 'réceptions de rapports',
                        'ordering': ['received_on', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='MedicalFile',
                    fields=[
                        ('payload', models.BinaryField(default=bytes, verbose_name='contenu chiffré')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                        ('written_at', models.DateTimeField(auto_now=True, verbose_name='écrit le')),
                        ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='medical', serialize=False, to='forms_app.dossier', verbose_name='dossier')),
                        ('author_checked', models.BooleanField(default=False, verbose_name='qualité de l’auteur du rapport vérifiée')),
                        ('answers_checked', models.BooleanField(default=False, verbose_name='réponses du rapport vérifiées')),
                    ],
                    options={
                        'verbose_name': 'compartiment médical',
                        'verbose_name_plural': 'compartiments médicaux',
                    },
                ),
                migrations.CreateModel(
                    name='DirectorFile',
                    fields=[
                        ('payload', models.BinaryField(default=bytes, verbose_name='contenu chiffré')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrit par')),
                        ('written_at', models.DateTimeField(auto_now=True, verbose_name='écrit le')),
                        ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='direction', serialize=False, to='forms_app.dossier', verbose_name='dossier')),
                    ],
                    options={
                        'verbose_name': 'compartiment de la direction',
                        'verbose_name_plural': 'compartiments de la direction',
                    },
                ),
                migrations.CreateModel(
                    name='DossierRun',
                    fields=[
                        ('run', models.UUIDField(primary_key=True, serialize=False, verbose_name='passage')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='forms_app.dossier', verbose_name='dossier')),
                        ('fiche', models.CharField(max_length=40, verbose_name='fiche')),
                        ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='commencée par')),
                        ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='commencée le')),
                    ],
                    options={
                        'verbose_name': 'fiche d’un dossier',
                        'verbose_name_plural': 'fiches des dossiers',
                        'ordering': ['started_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Avis',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='avis', to='forms_app.dossier', verbose_name='dossier')),
                        ('letter', models.UUIDField(unique=True, verbose_name='lettre')),
                        ('pdf', models.BinaryField(verbose_name='fichier chiffré')),
                        ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                        ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='forms_app.avis', verbose_name='rectifie')),
                        ('validated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validé par')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('validated_at', models.DateTimeField(verbose_name='validé le')),
                    ],
                    options={
                        'verbose_name': 'avis',
                        'verbose_name_plural': 'avis',
                        'ordering': ['validated_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Composition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compositions', to='forms_app.dossier', verbose_name='dossier')),
                        ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                        ('formation', models.CharField(choices=[('college', 'un collège de trois médecins'), ('physician', 'un médecin de l’OFII')], max_length=10, verbose_name='formation')),
                        ('rapporteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='médecin rapporteur')),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='premier médecin')),
                        ('second', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deuxième médecin')),
                        ('third', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='troisième médecin')),
                        ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif du changement')),
                        ('day', models.DateField(verbose_name='jour')),
                        ('composed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('at', models.DateTimeField(verbose_name='le')),
                    ],
                    options={
                        'verbose_name': 'composition',
                        'verbose_name_plural': 'compositions',
                        'ordering': ['rank'],
                        'constraints': [models.UniqueConstraint(fields=('dossier', 'rank'), name='composition_rank_unique'), models.CheckConstraint(condition=models.Q(models.Q(('rapporteur', None), ('first', None), models.Q(('rapporteur', models.F('first')), _negated=True), _connector='OR'), models.Q(('rapporteur', None), ('second', None), models.Q(('rapporteur', models.F('second')), _negated=True), _connector='OR'), models.Q(('rapporteur', None), ('third', None), models.Q(('rapporteur', models.F('third')), _negated=True), _connector='OR')), name='rapporteur_never_sits', violation_error_message='Le médecin rapporteur ne siège pas au collège.'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), models.Q(('first', None), ('third', None), models.Q(('first', models.F('third')), _negated=True), _connector='OR'), models.Q(('second', None), ('third', None), models.Q(('second', models.F('third')), _negated=True), _connector='OR')), name='physician_sits_once', violation_error_message='Un médecin est nommé deux fois.'), models.CheckConstraint(condition=models.Q(models.Q(('formation', 'college'), ('second__isnull', False), ('third__isnull', False)), models.Q(('formation', 'physician'), ('second', None), ('third', None)), _connector='OR'), name='college_of_three_or_one_physician', violation_error_message='Nommez trois médecins, ou un seul.')],
                    },
                ),
                migrations.CreateModel(
                    name='MemberValidation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('composition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='forms_app.composition', verbose_name='composition')),
                        ('letter', models.UUIDField(verbose_name='lettre')),
                        ('pdf_sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='médecin')),
                        ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif de la rectification')),
                        ('at', models.DateTimeField(verbose_name='le')),
                    ],
                    options={
                        'verbose_name': 'validation d’un médecin',
                        'verbose_name_plural': 'validations des médecins',
                        'ordering': ['at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('letter', 'member'), name='member_validates_once')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptCompetence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='competences', to='forms_app.dossier', verbose_name='dossier')),
                        ('explanation', models.CharField(max_length=400, verbose_name='règle dite')),
                        ('clauses', models.JSONField(default=list, verbose_name='clauses')),
                        ('silence', models.CharField(blank=True, max_length=400, verbose_name='ce que le texte ne dit pas')),
                        ('seat_kind', models.CharField(choices=[('ars', 'Agence régionale de santé'), ('pp', 'Préfecture de police'), ('ofii', 'OFII')], max_length=10, verbose_name='autorité de la règle')),
                        ('seat_name', models.CharField(blank=True, max_length=200, verbose_name='nom de l’autorité de la règle')),
                        ('follows', models.BooleanField(verbose_name='autorité de la règle retenue')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison d’un autre choix')),
                        ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='gardée le')),
                    ],
                    options={
                        'verbose_name': 'compétence expliquée',
                        'verbose_name_plural': 'compétences expliquées',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='IdentityVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='forms_app.dossier', verbose_name='dossier')),
                        ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                        ('person', models.BinaryField(verbose_name='personne, chiffrée')),
                        ('initials', models.CharField(blank=True, max_length=12, verbose_name='initiales')),
                        ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms_app.prefecture', verbose_name='préfecture')),
                        ('reason', models.CharField(blank=True, max_length=30, verbose_name='motif')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écrite par')),
                        ('written_at', models.DateTimeField(verbose_name='écrite le')),
                    ],
                    options={
                        'verbose_name': 'identité d’un dossier',
                        'verbose_name_plural': 'identités des dossiers',
                        'ordering': ['rank'],
                        'constraints': [models.UniqueConstraint(fields=('dossier', 'rank'), name='identity_rank_unique')],
                    },
                ),
                migrations.CreateModel(
                    name='Passage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='forms_app.dossier', verbose_name='dossier')),
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
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='au titre de')),
                        ('at', models.DateTimeField(verbose_name='le')),
                    ],
                    options={
                        'verbose_name': 'passage',
                        'verbose_name_plural': 'passages',
                        'ordering': ['rank'],
                        'constraints': [models.UniqueConstraint(fields=('dossier', 'rank'), name='passage_rank_unique')],
                    },
                ),
            ],
        ),
    ]
