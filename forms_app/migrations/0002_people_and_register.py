"""Who may what on which day, the register of doctors, the journal and the reminders."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('forms_app', '0001_fiches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Authority',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('kind', models.CharField(choices=[('ars', 'Agence régionale de santé'), ('pp', 'Préfecture de police'), ('ofii', 'OFII')], max_length=10, verbose_name='nature')),
                        ('region', models.CharField(blank=True, max_length=3, verbose_name='code de la région')),
                        ('on_call', models.CharField(blank=True, help_text='Qui appeler quand aucun médecin ne couvre un jour : service et téléphone.', max_length=200, verbose_name='contact de permanence')),
                        ('demonstration', models.BooleanField(default=False, editable=False, verbose_name='fictive')),
                        ('shown_on', models.DateField(blank=True, editable=False, null=True, verbose_name='jour de démonstration')),
                    ],
                    options={
                        'verbose_name': 'autorité',
                        'verbose_name_plural': 'autorités',
                        'ordering': ['code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('shown_on', None), ('demonstration', True), _connector='OR'), name='shown_on_in_demonstration')],
                    },
                ),
                migrations.CreateModel(
                    name='AuthorityName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='forms_app.authority', verbose_name='autorité')),
                        ('name', models.CharField(max_length=200, verbose_name='nom')),
                        ('starts_on', models.DateField(blank=True, help_text='Vide : date inconnue.', null=True, verbose_name='depuis le')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'nom d’autorité',
                        'verbose_name_plural': 'noms d’autorités',
                        'ordering': ['authority', 'starts_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='authority_name_days', violation_error_message='Le dernier jour vient avant le premier.')],
                    },
                ),
                migrations.CreateModel(
                    name='Prefecture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=6, unique=True, verbose_name='code du département')),
                        ('name', models.CharField(max_length=120, verbose_name='nom')),
                        ('address', models.TextField(blank=True, help_text='Une ligne par ligne de l’enveloppe.', max_length=300, verbose_name='adresse postale')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prefectures', to='forms_app.authority', verbose_name='autorité')),
                    ],
                    options={
                        'verbose_name': 'préfecture',
                        'verbose_name_plural': 'préfectures',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('role', models.CharField(choices=[('physician', 'médecin'), ('secretary', 'secrétariat'), ('director', 'direction'), ('auditor', 'contrôle des accès'), ('local-editor', 'rédaction locale')], max_length=20, verbose_name='rôle')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='forms_app.authority', verbose_name='autorité')),
                        ('service', models.CharField(blank=True, max_length=120, verbose_name='service')),
                        ('share', models.PositiveSmallIntegerField(blank=True, help_text='En pour cent du temps de travail. Vide : non indiquée.', null=True, verbose_name='quotité')),
                        ('starts_on', models.DateField(verbose_name='du')),
                        ('ends_on', models.DateField(blank=True, help_text='Dernier jour. Vide : jusqu’à nouvel ordre.', null=True, verbose_name='au')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposée par')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposée le')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='écartée par')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='écartée le')),
                    ],
                    options={
                        'verbose_name': 'habilitation',
                        'verbose_name_plural': 'habilitations',
                        'ordering': ['-starts_on', '-pk'],
                        'indexes': [models.Index(fields=['user', 'authority', 'role'], name='membership_of_user')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_days', violation_error_message='Le dernier jour vient avant le premier.'), models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gte', 1), ('share__lte', 100)), _connector='OR'), name='membership_share', violation_error_message='La quotité va de 1 à 100 %%.'), models.CheckConstraint(condition=models.Q(('proposed_by', models.F('user')), _negated=True), name='membership_proposed_by_another', violation_error_message='Personne ne propose sa propre habilitation.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), models.Q(('confirmed_by', models.F('user')), _negated=True)), _connector='OR'), name='membership_confirmed_by_another', violation_error_message='Une autre personne doit confirmer : ni celle qui propose, ni l’intéressée.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('confirmed_at', None)), _connector='OR'), name='membership_closed_before_confirmation')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='forms_app.membership', verbose_name='membre absent')),
                        ('substitute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to='forms_app.membership', verbose_name='remplaçant')),
                        ('starts_on', models.DateField(verbose_name='du')),
                        ('ends_on', models.DateField(verbose_name='au')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
                    ],
                    options={
                        'verbose_name': 'absence',
                        'verbose_name_plural': 'absences',
                        'ordering': ['starts_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='absence_days', violation_error_message='Le dernier jour vient avant le premier.'), models.CheckConstraint(condition=models.Q(('substitute', None), models.Q(('substitute', models.F('membership')), _negated=True), _connector='OR'), name='absence_substitute_is_another', violation_error_message='Une autre personne remplace.')],
                    },
                ),
                migrations.CreateModel(
                    name='EmpoweringAct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='forms_app.membership', verbose_name='habilitation')),
                        ('kind', models.CharField(choices=[('designation', 'désignation du médecin'), ('appointment', 'nomination au collège de médecins de l’OFII'), ('head', 'prise de fonctions à la tête de l’autorité'), ('delegation', 'délégation de signature')], max_length=20, verbose_name='acte')),
                        ('scope', models.CharField(blank=True, choices=[('transmission', 'transmission des avis sous couvert'), ('humanitarian', 'avis sur la circonstance humanitaire')], max_length=20, verbose_name='portée')),
                        ('reference', models.CharField(max_length=80, verbose_name='numéro ou référence')),
                        ('signed_on', models.DateField(verbose_name='signé le')),
                        ('signatory', models.CharField(help_text='Nom et qualité, comme sur l’acte.', max_length=120, verbose_name='signé par')),
                        ('starts_on', models.DateField(verbose_name='du')),
                        ('ends_on', models.DateField(blank=True, help_text='Dernier jour. Vide : jusqu’à nouvel ordre.', null=True, verbose_name='au')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistré par')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistré le')),
                    ],
                    options={
                        'verbose_name': 'acte d’habilitation',
                        'verbose_name_plural': 'actes d’habilitation',
                        'ordering': ['-starts_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='empowering_act_days', violation_error_message='Le dernier jour vient avant le premier.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'delegation'), models.Q(('scope', ''), _negated=True)), models.Q(models.Q(('kind', 'delegation'), _negated=True), ('scope', '')), _connector='OR'), name='delegation_has_a_scope', violation_error_message='Une délégation a une portée, et elle seule.')],
                    },
                ),
                migrations.CreateModel(
                    name='Doctor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rpps', models.CharField(blank=True, max_length=11, validators=[django.core.validators.RegexValidator('^\\d{11}$', 'Un numéro RPPS a onze chiffres.')], verbose_name='numéro RPPS')),
                        ('last_name', models.CharField(max_length=80, verbose_name='nom')),
                        ('first_name', models.CharField(max_length=80, verbose_name='prénom')),
                        ('town', models.CharField(blank=True, max_length=80, verbose_name='commune d’exercice')),
                        ('folded', models.CharField(db_index=True, editable=False, max_length=170)),
                    ],
                    options={
                        'verbose_name': 'médecin',
                        'verbose_name_plural': 'médecins',
                        'ordering': ['last_name', 'first_name', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('rpps', ''), _negated=True), fields=('rpps',), name='doctor_by_rpps', violation_error_message='Un médecin de ce numéro est déjà au registre.')],
                    },
                ),
                migrations.CreateModel(
                    name='Approval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('doctor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='forms_app.doctor', verbose_name='médecin')),
                        ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='forms_app.prefecture', verbose_name='préfecture')),
                        ('order', models.CharField(max_length=80, verbose_name='arrêté n°')),
                        ('starts_on', models.DateField(verbose_name='du')),
                        ('ends_on', models.DateField(blank=True, help_text='Dernier jour. Vide : fin non indiquée.', null=True, verbose_name='au')),
                    ],
                    options={
                        'verbose_name': 'agrément',
                        'verbose_name_plural': 'agréments',
                        'ordering': ['prefecture', 'doctor', 'starts_on'],
                        'indexes': [models.Index(fields=['prefecture', 'ends_on'], name='approval_ending')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='approval_days', violation_error_message='Le dernier jour vient avant le premier.'), models.UniqueConstraint(fields=('doctor', 'prefecture', 'order', 'starts_on'), name='approval_once', violation_error_message='Cet agrément est déjà au registre.')],
                    },
                ),
                migrations.CreateModel(
                    name='HospitalPost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('doctor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='forms_app.doctor', verbose_name='médecin')),
                        ('post', models.CharField(choices=[('hospital', 'praticien hospitalier'), ('ucsa', 'médecin d’une UCSA'), ('cra', 'médecin d’un centre de rétention')], max_length=10, verbose_name='qualité')),
                        ('establishment', models.CharField(max_length=160, verbose_name='établissement')),
                        ('starts_on', models.DateField(blank=True, help_text='Vide : date inconnue.', null=True, verbose_name='depuis le')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'poste hospitalier',
                        'verbose_name_plural': 'postes hospitaliers',
                        'ordering': ['doctor', 'starts_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='hospital_post_days', violation_error_message='Le dernier jour vient avant le premier.')],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.TextField(verbose_name='contenu')),
                        ('file_name', models.CharField(max_length=200, verbose_name='fichier')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                        ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='importé le')),
                        ('added', models.PositiveIntegerField(default=0, verbose_name='agréments ajoutés')),
                        ('known', models.PositiveIntegerField(default=0, verbose_name='déjà au registre')),
                        ('refused', models.PositiveIntegerField(default=0, verbose_name='lignes refusées')),
                    ],
                    options={
                        'verbose_name': 'import du registre',
                        'verbose_name_plural': 'imports du registre',
                        'ordering': ['-made_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Opening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hosting_reference', models.CharField(max_length=160, verbose_name='décision d’hébergement, référence')),
                        ('hosting_on', models.DateField(verbose_name='décision d’hébergement, date')),
                        ('assessment_reference', models.CharField(max_length=160, verbose_name='analyse d’impact, référence')),
                        ('assessment_on', models.DateField(verbose_name='analyse d’impact, date')),
                        ('demonstration', models.BooleanField(default=False, editable=False, verbose_name='démonstration')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par')),
                        ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmée par')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='refermée par')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='refermée le')),
                    ],
                    options={
                        'verbose_name': 'ouverture des dossiers',
                        'verbose_name_plural': 'ouvertures des dossiers',
                        'ordering': ['-proposed_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('demonstration', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='opening_confirmed_by_another', violation_error_message='Une autre personne doit confirmer.'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('demonstration',), name='one_opening_at_a_time', violation_error_message='Une ouverture est déjà enregistrée.')],
                    },
                ),
                migrations.CreateModel(
                    name='JournalEvent',
                    fields=[
                        ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='numéro')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='le')),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('role', models.CharField(blank=True, max_length=20, verbose_name='au titre de')),
                        ('authority', models.CharField(blank=True, max_length=40, verbose_name='autorité')),
                        ('act', models.CharField(max_length=40, verbose_name='acte')),
                        ('object_type', models.CharField(blank=True, max_length=40, verbose_name='nature de l’objet')),
                        ('object_id', models.CharField(blank=True, max_length=36, verbose_name='clé de l’objet')),
                        ('route', models.CharField(blank=True, max_length=80, verbose_name='écran ou commande')),
                        ('source', models.CharField(blank=True, max_length=16, verbose_name='provenance')),
                        ('request', models.CharField(blank=True, max_length=32, verbose_name='requête')),
                        ('result', models.CharField(choices=[('done', 'fait'), ('refused', 'refusé')], default='done', max_length=10, verbose_name='issue')),
                        ('key_name', models.CharField(max_length=8, verbose_name='clé')),
                        ('previous', models.CharField(max_length=64, verbose_name='sceau précédent')),
                        ('seal', models.CharField(max_length=64, verbose_name='sceau')),
                    ],
                    options={
                        'verbose_name': 'ligne du journal',
                        'verbose_name_plural': 'journal',
                        'ordering': ['number'],
                        'indexes': [models.Index(fields=['object_type', 'object_id', 'number'], name='journal_of_object'), models.Index(fields=['authority', 'number'], name='journal_of_authority')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='empreinte du secret')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='créée le')),
                        ('revoked_at', models.DateTimeField(null=True, verbose_name='révoquée le')),
                        ('read_at', models.DateTimeField(null=True, verbose_name='lue la dernière fois le')),
                    ],
                    options={
                        'verbose_name': 'adresse d’agenda',
                        'verbose_name_plural': 'adresses d’agenda',
                        'ordering': ['-made_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='one_calendar_feed_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestChoice',
                    fields=[
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='digest', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('choice', models.CharField(choices=[('never', 'jamais'), ('late', 'les jours où une échéance est dépassée'), ('daily', 'chaque jour où une échéance est dépassée ou proche')], default='never', max_length=10, verbose_name='courriel')),
                        ('sent_for', models.DateField(null=True, verbose_name='envoyé pour le')),
                    ],
                    options={
                        'verbose_name': 'choix de courriel',
                        'verbose_name_plural': 'choix de courriel',
                    },
                ),
            ],
        ),
    ]
