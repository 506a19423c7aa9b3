"""The references of the library, what they cover, their checks and what people propose."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0003_amounts_and_news'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Reference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse dans le portail')),
                        ('title', models.CharField(max_length=255, verbose_name='titre')),
                        ('publisher', models.CharField(max_length=200, verbose_name='éditeur')),
                        ('url', models.CharField(blank=True, max_length=600, verbose_name='adresse qui s’ouvre aujourd’hui')),
                        ('locator', models.CharField(blank=True, help_text='Par exemple : page 43', max_length=120, verbose_name='où dans le document')),
                        ('kind', models.CharField(choices=[('international', 'organisation internationale'), ('administration', 'administration ou agence'), ('association', 'association'), ('drugs', 'base de médicaments'), ('origin', 'information sur les pays d’origine'), ('practice', 'recommandation ou société savante'), ('report', 'rapport d’experts ou d’inspection')], max_length=30, verbose_name='nature de la source')),
                        ('access', models.CharField(choices=[('unknown', 'accès à vérifier'), ('public', 'accès libre'), ('account', 'accès sur compte'), ('ended', 'accès terminé')], default='unknown', max_length=20, verbose_name='accès')),
                        ('language', models.CharField(blank=True, choices=[('fr', 'français'), ('en', 'anglais'), ('es', 'espagnol'), ('ar', 'arabe'), ('pt', 'portugais'), ('ru', 'russe'), ('autre', 'autre langue')], max_length=10, verbose_name='langue')),
                        ('scope', models.CharField(choices=[('everywhere', 'tous pays'), ('listed', 'pays choisis'), ('unstated', 'pays que la source ne liste pas')], default='everywhere', max_length=20, verbose_name='pays couverts')),
                        ('coverage_note', models.CharField(blank=True, max_length=255, verbose_name='étendue, dans les mots de la source')),
                        ('note', models.TextField(blank=True, max_length=1000, verbose_name='précision')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='responsable')),
                        ('status', models.CharField(choices=[('to-check', 'à vérifier'), ('alive', 'répond'), ('moved', 'a changé d’adresse'), ('login', 'demande un compte'), ('changed', 'contenu changé'), ('dead', 'lien rompu')], default='to-check', max_length=20, verbose_name='état')),
                        ('checked_on', models.DateField(blank=True, null=True, verbose_name='vérifiée le')),
                        ('checked_by', models.CharField(blank=True, max_length=150, verbose_name='vérifiée par')),
                        ('next_check_on', models.DateField(blank=True, null=True, verbose_name='prochaine vérification')),
                        ('fingerprint', models.CharField(blank=True, editable=False, max_length=80, verbose_name='empreinte du contenu vérifié')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='guidance.reference', verbose_name='remplacée par')),
                        ('archive_url', models.CharField(blank=True, max_length=600, verbose_name='copie archivée')),
                        ('added_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='ajoutée le')),
                    ],
                    options={
                        'verbose_name': 'référence',
                        'verbose_name_plural': 'références',
                        'ordering': ['publisher', 'title', 'pk'],
                        'indexes': [models.Index(fields=['publisher', 'title', 'id'], name='reference_in_order'), models.Index(fields=['status'], name='reference_by_status'), models.Index(fields=['kind'], name='reference_by_kind')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('replaced_by', models.F('id')), _negated=True), name='reference_not_its_own_successor', violation_error_message='Une référence ne se remplace pas elle-même.')],
                    },
                ),
                migrations.CreateModel(
                    name='CoveredCountry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covered_countries', to='guidance.reference', verbose_name='référence')),
                        ('code', models.CharField(max_length=2, verbose_name='pays')),
                    ],
                    options={
                        'verbose_name': 'pays couvert',
                        'verbose_name_plural': 'pays couverts',
                        'ordering': ['code'],
                        'constraints': [models.UniqueConstraint(fields=('code', 'reference'), name='country_once_a_reference')],
                    },
                ),
                migrations.CreateModel(
                    name='CoveredGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covered_groups', to='guidance.reference', verbose_name='référence')),
                        ('code', models.CharField(max_length=30, verbose_name='groupe de pathologies')),
                    ],
                    options={
                        'verbose_name': 'groupe de pathologies couvert',
                        'verbose_name_plural': 'groupes de pathologies couverts',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('code', 'reference'), name='group_once_a_reference')],
                    },
                ),
                migrations.CreateModel(
                    name='ReferenceCitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='guidance.reference', verbose_name='référence')),
                        ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reference_citations', to='guidance.textpage', verbose_name='texte')),
                        ('label', models.CharField(blank=True, max_length=60, verbose_name='clause')),
                        ('printed', models.CharField(blank=True, max_length=255, verbose_name='adresse imprimée dans le texte')),
                    ],
                    options={
                        'verbose_name': 'citation d’une référence',
                        'verbose_name_plural': 'citations des références',
                        'ordering': ['text', 'label', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('reference', 'text', 'label', 'printed'), name='citation_once_a_clause', violation_error_message='Cette clause cite déjà cette référence.')],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.CharField(max_length=150, verbose_name='organisme')),
                        ('kind', models.CharField(choices=[('post', 'adresse postale'), ('phone', 'téléphone'), ('fax', 'télécopie'), ('mail', 'mél')], max_length=20, verbose_name='nature')),
                        ('printed', models.CharField(blank=True, max_length=255, verbose_name='imprimé dans le texte')),
                        ('value', models.CharField(max_length=255, verbose_name='coordonnée')),
                        ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='guidance.textpage', verbose_name='texte')),
                        ('label', models.CharField(blank=True, max_length=60, verbose_name='clause')),
                        ('since', models.DateField(blank=True, help_text='Le jour du texte qui l’imprime.', null=True, verbose_name='connue depuis le')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='terminée le')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='guidance.contact', verbose_name='remplacée par')),
                        ('checked_on', models.DateField(blank=True, null=True, verbose_name='vérifiée le')),
                        ('checked_by', models.CharField(blank=True, max_length=150, verbose_name='vérifiée par')),
                    ],
                    options={
                        'verbose_name': 'coordonnée',
                        'verbose_name_plural': 'coordonnées',
                        'ordering': ['organisation', 'kind', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('since', None), ('ended_on__gte', models.F('since')), _connector='OR'), name='contact_ends_after_it_begins', violation_error_message='La fin précède le début.')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked_by', models.CharField(blank=True, max_length=150, verbose_name='demandée par')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='demandée le')),
                        ('state', models.CharField(choices=[('waiting', 'en attente'), ('running', 'en cours'), ('done', 'terminée'), ('stopped', 'arrêtée')], default='waiting', max_length=20, verbose_name='état')),
                        ('total', models.PositiveIntegerField(default=0, verbose_name='références à vérifier')),
                        ('done', models.PositiveIntegerField(default=0, verbose_name='références vérifiées')),
                        ('busy_until', models.DateTimeField(blank=True, null=True, verbose_name='tenue jusqu’à')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                    ],
                    options={
                        'verbose_name': 'vérification des liens',
                        'verbose_name_plural': 'vérifications des liens',
                        'ordering': ['-asked_at', '-pk'],
                        'constraints': [models.UniqueConstraint(models.Case(models.When(ended_at=None, then=models.Value(1))), name='one_check_run_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ReferenceCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='guidance.reference', verbose_name='référence')),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='checks', to='guidance.checkrun', verbose_name='vérification')),
                        ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                        ('verdict', models.CharField(choices=[('to-check', 'à vérifier'), ('alive', 'répond'), ('moved', 'a changé d’adresse'), ('login', 'demande un compte'), ('changed', 'contenu changé'), ('dead', 'lien rompu')], max_length=20, verbose_name='résultat')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('by', models.CharField(blank=True, max_length=150, verbose_name='par')),
                        ('url', models.CharField(blank=True, max_length=600, verbose_name='adresse essayée')),
                        ('found_url', models.CharField(blank=True, max_length=600, verbose_name='adresse trouvée')),
                        ('answer', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='réponse du serveur')),
                        ('reason', models.CharField(blank=True, max_length=255, verbose_name='précision')),
                        ('fingerprint', models.CharField(blank=True, max_length=80, verbose_name='empreinte du contenu')),
                        ('failed', models.BooleanField(default=False, verbose_name='sans réponse')),
                    ],
                    options={
                        'verbose_name': 'contrôle d’une référence',
                        'verbose_name_plural': 'contrôles des références',
                        'ordering': ['-checked_at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('run', 'reference'), name='reference_once_a_run')],
                    },
                ),
                migrations.CreateModel(
                    name='ReferenceProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('new', 'nouveau lien'), ('dead', 'lien rompu')], max_length=20, verbose_name='nature')),
                        ('reference', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='guidance.reference', verbose_name='référence')),
                        ('title', models.CharField(blank=True, max_length=255, verbose_name='titre')),
                        ('publisher', models.CharField(blank=True, max_length=200, verbose_name='éditeur')),
                        ('url', models.CharField(blank=True, max_length=600, verbose_name='adresse')),
                        ('country', models.CharField(blank=True, max_length=2, verbose_name='pays')),
                        ('group', models.CharField(blank=True, max_length=30, verbose_name='groupe de pathologies')),
                        ('remark', models.CharField(blank=True, max_length=500, verbose_name='remarque')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reference_proposals', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='faite le')),
                        ('state', models.CharField(choices=[('waiting', 'en attente'), ('accepted', 'acceptée'), ('refused', 'refusée')], default='waiting', max_length=20, verbose_name='état')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidée par')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='décidée le')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='réponse à l’auteur')),
                    ],
                    options={
                        'verbose_name': 'proposition',
                        'verbose_name_plural': 'propositions',
                        'ordering': ['-made_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='proposal_decided_with_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='proposal_refused_with_a_reason', violation_error_message='Écrivez la raison du refus : son auteur la lira.'), models.UniqueConstraint(condition=models.Q(('kind', 'dead'), ('state', 'waiting')), fields=('author', 'reference'), name='dead_link_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='UsedReference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_references', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guidance.reference', verbose_name='référence')),
                        ('country', models.CharField(max_length=2, verbose_name='pays')),
                        ('used_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='utilisée le')),
                    ],
                    options={
                        'verbose_name': 'référence utilisée',
                        'verbose_name_plural': 'références utilisées',
                        'ordering': ['-used_at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'country', 'reference'), name='used_once_a_country')],
                    },
                ),
                migrations.CreateModel(
                    name='ReferenceImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='fichier')),
                        ('words', models.TextField(verbose_name='contenu')),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposé le')),
                        ('state', models.CharField(default='reading', max_length=20, verbose_name='état')),
                        ('total', models.PositiveIntegerField(default=0, verbose_name='lignes')),
                        ('done', models.PositiveIntegerField(default=0, verbose_name='lignes lues')),
                        ('good', models.PositiveIntegerField(default=0, verbose_name='lignes valables')),
                        ('added', models.PositiveIntegerField(default=0, verbose_name='références ajoutées')),
                        ('report', models.JSONField(default=list, verbose_name='lignes à corriger')),
                    ],
                    options={
                        'verbose_name': 'import de références',
                        'verbose_name_plural': 'imports de références',
                        'ordering': ['-asked_at', '-pk'],
                    },
                ),
            ],
        ),
    ]
