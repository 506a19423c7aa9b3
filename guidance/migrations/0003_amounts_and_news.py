"""The dated amounts, the difficulties and promises of the texts, the news of the network."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0002_vocabulary_and_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='AmountPeriod',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('base', 'plafond AME, CMU-C, puis CSS sans participation'), ('contribution', 'plafond ACS, puis CSS avec participation'), ('ame-fee', 'droit forfaitaire de l’AME, par adulte et par an'), ('certificate', 'consultation du certificat médical'), ('rule', 'règle de prise en charge')], max_length=20, verbose_name='objet')),
                        ('territory', models.CharField(choices=[('metropole', 'métropole'), ('outre-mer', 'outre-mer')], default='metropole', max_length=20, verbose_name='territoire')),
                        ('subject', models.CharField(blank=True, help_text='Pour une règle : son nom.', max_length=120, verbose_name='règle')),
                        ('effective_from', models.DateField(verbose_name='à partir du')),
                        ('state', models.CharField(choices=[('known', 'connu'), ('unconfirmed', 'barème non confirmé'), ('ended', 'supprimé')], default='known', max_length=20, verbose_name='état')),
                        ('one', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='1 personne')),
                        ('one_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='1 personne : origine')),
                        ('two', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='2 personnes')),
                        ('two_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='2 personnes : origine')),
                        ('three', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='3 personnes')),
                        ('three_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='3 personnes : origine')),
                        ('four', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='4 personnes')),
                        ('four_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='4 personnes : origine')),
                        ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='par personne en plus')),
                        ('extra_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='par personne en plus : origine')),
                        ('exact_base', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='base avant arrondi')),
                        ('wording', models.TextField(blank=True, max_length=600, verbose_name='règle ou montant en mots')),
                        ('reference', models.CharField(max_length=255, verbose_name='référence juridique')),
                        ('url', models.URLField(blank=True, max_length=400, verbose_name='adresse de la référence')),
                        ('acted_on', models.DateField(blank=True, help_text='Postérieur à la date d’effet : la ligne est rétroactive.', null=True, verbose_name='acte du')),
                        ('source', models.CharField(max_length=400, verbose_name='source lue')),
                        ('sources', models.JSONField(blank=True, default=dict, editable=False, verbose_name='source de chaque montant')),
                        ('checked_on', models.DateField(blank=True, null=True, verbose_name='vérifié le')),
                        ('note', models.TextField(blank=True, max_length=600, verbose_name='note')),
                        ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='guidance.textpage', verbose_name='texte qui l’imprime')),
                        ('label', models.CharField(blank=True, max_length=60, verbose_name='clause qui l’imprime')),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='guidance.amountperiod', verbose_name='corrige la ligne')),
                        ('stage', models.CharField(choices=[('draft', 'à valider'), ('standing', 'validé'), ('corrected', 'corrigé')], default='draft', editable=False, max_length=20, verbose_name='étape')),
                        ('delivered', models.BooleanField(default=False, editable=False, verbose_name='livrée avec le portail')),
                        ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                        ('entered_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='nom de qui a saisi')),
                        ('entered_on', models.DateField(editable=False, null=True, verbose_name='saisie le')),
                        ('validated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validée par')),
                        ('validated_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='nom de qui a validé')),
                        ('validated_on', models.DateField(editable=False, null=True, verbose_name='validée le')),
                    ],
                    options={
                        'verbose_name': 'montant daté',
                        'verbose_name_plural': 'barèmes et règles datés',
                        'ordering': ['kind', 'territory', 'subject', '-effective_from', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('stage', 'standing')), fields=('kind', 'territory', 'subject', 'effective_from'), name='amount_one_standing_a_day', violation_error_message='Une ligne validée vaut déjà à partir de ce jour.'), models.CheckConstraint(condition=models.Q(('validated_by', None), ('entered_by', None), models.Q(('validated_by', models.F('entered_by')), _negated=True), _connector='OR'), name='amount_two_people', violation_error_message='Vous avez saisi cette ligne : une autre personne doit la valider.'), models.CheckConstraint(condition=models.Q(('stage', 'draft'), ('delivered', True), ('validated_on__isnull', False), _connector='OR'), name='amount_stands_validated'), models.CheckConstraint(condition=models.Q(('state', 'known'), models.Q(('extra', None), ('four', None), ('one', None), ('three', None), ('two', None)), _connector='OR'), name='amount_unknown_has_no_figure', violation_error_message='Un barème non confirmé, ou supprimé, ne porte aucun montant.')],
                    },
                ),
                migrations.CreateModel(
                    name='AmountDeputy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suppléant')),
                        ('begins_on', models.DateField(verbose_name='du')),
                        ('ends_on', models.DateField(verbose_name='au')),
                        ('named_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='désigné par')),
                    ],
                    options={
                        'verbose_name': 'suppléant de validation',
                        'verbose_name_plural': 'suppléants de validation',
                        'ordering': ['-begins_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='amount_deputy_days_in_order', violation_error_message='La fin vient après le début.'), models.CheckConstraint(condition=models.Q(('named_by', None), models.Q(('named_by', models.F('person')), _negated=True), _connector='OR'), name='amount_deputy_named_by_another', violation_error_message='Une autre personne doit vous désigner.')],
                    },
                ),
                migrations.CreateModel(
                    name='Difficulty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difficulties', to='guidance.textpage', verbose_name='texte')),
                        ('label', models.CharField(max_length=60, verbose_name='clause')),
                        ('edition', models.CharField(max_length=20, verbose_name='édition lue')),
                        ('said', models.TextField(max_length=1500, verbose_name='difficulté')),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='difficulties', to=settings.AUTH_USER_MODEL, verbose_name='signalée par')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='signalée le')),
                        ('state', models.CharField(choices=[('open', 'sans réponse'), ('answered', 'répondue, suivie'), ('closed', 'close')], default='open', max_length=12, verbose_name='état')),
                        ('answer', models.TextField(blank=True, max_length=1500, verbose_name='réponse')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réponse de')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='réponse du')),
                    ],
                    options={
                        'verbose_name': 'difficulté signalée',
                        'verbose_name_plural': 'difficultés signalées',
                        'ordering': ['made_at', 'pk'],
                        'indexes': [models.Index(fields=['state', 'made_at'], name='difficulty_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='difficulty_answered_in_words', violation_error_message='Une réponse est faite de mots.')],
                    },
                ),
                migrations.CreateModel(
                    name='OpenPromise',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='guidance.textpage', verbose_name='texte')),
                        ('label', models.CharField(max_length=60, verbose_name='clause')),
                        ('words', models.TextField(help_text='Mot pour mot, comme la clause les imprime.', verbose_name='mots du texte')),
                        ('noted_on', models.DateField(verbose_name='relevée le')),
                        ('next_check_on', models.DateField(blank=True, null=True, verbose_name='à chercher de nouveau le')),
                        ('kept_on', models.DateField(blank=True, help_text='La date de l’acte qui la tient.', null=True, verbose_name='tenue le')),
                        ('kept_by', models.CharField(blank=True, max_length=400, verbose_name='acte qui la tient')),
                        ('source', models.CharField(blank=True, max_length=400, verbose_name='source')),
                        ('note', models.CharField(blank=True, max_length=400, verbose_name='ce qui a été cherché')),
                    ],
                    options={
                        'verbose_name': 'promesse d’un texte',
                        'verbose_name_plural': 'promesses des textes',
                        'ordering': ['noted_on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('text', 'label', 'words'), name='promise_once', violation_error_message='Cette promesse est déjà relevée.'), models.CheckConstraint(condition=models.Q(models.Q(('kept_by', ''), ('kept_on', None)), models.Q(('kept_on__isnull', False), models.Q(('kept_by', ''), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='promise_kept_by_an_act', violation_error_message='Une promesse tenue l’est par un acte : donnez sa date, son nom et la source.')],
                    },
                ),
                migrations.CreateModel(
                    name='NetworkNews',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('alert', 'alerte sanitaire'), ('meeting', 'réunion du réseau'), ('prefecture-meeting', 'réunion avec les services de préfecture')], max_length=20, verbose_name='nature')),
                        ('title', models.CharField(max_length=120, verbose_name='titre')),
                        ('body', models.TextField(help_text='Texte simple. Pour une réunion : l’ordre du jour, et les chiffres à apporter. Jamais le cas d’une personne.', max_length=2000, verbose_name='texte')),
                        ('source', models.CharField(blank=True, help_text='Exigée pour une alerte.', max_length=255, verbose_name='source')),
                        ('url', models.CharField(blank=True, max_length=400, verbose_name='adresse de la source')),
                        ('starts_on', models.DateField(verbose_name='alerte du, ou jour de la réunion')),
                        ('ends_on', models.DateField(help_text='Ce jour compris ; elle passe ensuite aux archives.', verbose_name='montrée jusqu’au')),
                        ('place', models.CharField(blank=True, max_length=160, verbose_name='lieu de la réunion')),
                        ('groups', models.JSONField(blank=True, default=list, verbose_name='groupes de pathologies')),
                        ('countries', models.JSONField(blank=True, default=list, verbose_name='pays')),
                        ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                        ('validated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validée par')),
                        ('validated_at', models.DateTimeField(editable=False, null=True, verbose_name='validée le')),
                        ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='retirée le')),
                    ],
                    options={
                        'verbose_name': 'nouvelle du réseau',
                        'verbose_name_plural': 'nouvelles du réseau',
                        'ordering': ['-starts_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='news_ends_after_it_starts', violation_error_message='Le dernier jour vient avant le premier.'), models.CheckConstraint(condition=models.Q(('validated_by', models.F('entered_by')), _negated=True), name='news_validated_by_another', violation_error_message='Une autre personne que vous doit valider.')],
                    },
                ),
            ],
        ),
    ]
