"""Adds the dated amounts, and refuses in the database itself any change of one that was validated (both vendors)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_FACTS = """kind, territory, subject, effective_from, state, one, two, three, four, extra, one_mark, two_mark, three_mark,
    four_mark, extra_mark, exact_base, wording, reference, url, acted_on, source, note, delivered"""
POSTGRESQL = [
    """CREATE FUNCTION amount_never_changes() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a validated amount never changes'; END $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER amount_never_changes BEFORE UPDATE OF {_FACTS} ON guidance_amountperiod
       FOR EACH ROW WHEN (OLD.stage <> 'draft') EXECUTE FUNCTION amount_never_changes()""",
]
SQLITE = [
    f"""CREATE TRIGGER amount_never_changes BEFORE UPDATE OF {_FACTS} ON guidance_amountperiod
       FOR EACH ROW WHEN OLD.stage <> 'draft' BEGIN SELECT RAISE(ABORT, 'a validated amount never changes'); END""",
]


def refuse(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER amount_never_changes ON guidance_amountperiod", params=None)
        schema_editor.execute("DROP FUNCTION amount_never_changes()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER amount_never_changes", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0003_packed_postings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AmountDeputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('named_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='désigné par')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suppléant')),
            ],
            options={
                'verbose_name': 'suppléant de validation',
                'verbose_name_plural': 'suppléants de validation',
                'ordering': ['-begins_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='amount_deputy_days_in_order', violation_error_message='La fin vient après le début.'), models.CheckConstraint(condition=models.Q(('named_by', None), models.Q(('named_by', models.F('person')), _negated=True), _connector='OR'), name='amount_deputy_named_by_another', violation_error_message='Une autre personne doit vous désigner.')],
            },
        ),
        migrations.CreateModel(
            name='AmountPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('base', 'plafond AME, CMU-C, puis CSS sans participation'), ('contribution', 'plafond ACS, puis CSS avec participation'), ('ame-fee', 'droit forfaitaire de l’AME, par adulte et par an'), ('certificate', 'consultation du certificat médical'), ('rule', 'règle de prise en charge')], max_length=20, verbose_name='objet')),
                ('territory', models.CharField(choices=[('metropole', 'métropole'), ('outre-mer', 'outre-mer')], default='metropole', max_length=20, verbose_name='territoire')),
                ('subject', models.CharField(blank=True, help_text='Pour une règle : son nom.', max_length=120, verbose_name='règle')),
                ('effective_from', models.DateField(verbose_name='à partir du')),
                ('state', models.CharField(choices=[('known', 'connu'), ('unconfirmed', 'barème non confirmé'), ('ended', 'supprimé')], default='known', max_length=20, verbose_name='état')),
                ('one', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='1 personne')),
                ('one_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='1 personne : origine')),
                ('two', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='2 personnes')),
                ('two_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='2 personnes : origine')),
                ('three', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='3 personnes')),
                ('three_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='3 personnes : origine')),
                ('four', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='4 personnes')),
                ('four_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='4 personnes : origine')),
                ('extra', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='par personne en plus')),
                ('extra_mark', models.CharField(choices=[('published', 'publié'), ('computed', 'calculé')], default='published', max_length=10, verbose_name='par personne en plus : origine')),
                ('exact_base', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='base avant arrondi')),
                ('wording', models.TextField(blank=True, max_length=600, verbose_name='règle ou montant en mots')),
                ('reference', models.CharField(max_length=255, verbose_name='référence juridique')),
                ('url', models.URLField(blank=True, max_length=400, verbose_name='adresse de la référence')),
                ('acted_on', models.DateField(blank=True, help_text='Postérieur à la date d’effet : la ligne est rétroactive.', null=True, verbose_name='acte du')),
                ('source', models.CharField(max_length=400, verbose_name='source lue')),
                ('sources', models.JSONField(blank=True, default=dict, editable=False, verbose_name='source de chaque montant')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='vérifié le')),
                ('note', models.TextField(blank=True, max_length=600, verbose_name='note')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='clause qui l’imprime')),
                ('stage', models.CharField(choices=[('draft', 'à valider'), ('standing', 'validé'), ('corrected', 'corrigé')], default='draft', editable=False, max_length=20, verbose_name='étape')),
                ('delivered', models.BooleanField(default=False, editable=False, verbose_name='livrée avec le portail')),
                ('entered_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='nom de qui a saisi')),
                ('entered_on', models.DateField(editable=False, null=True, verbose_name='saisie le')),
                ('validated_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='nom de qui a validé')),
                ('validated_on', models.DateField(editable=False, null=True, verbose_name='validée le')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='guidance.amountperiod', verbose_name='corrige la ligne')),
                ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='guidance.textpage', verbose_name='texte qui l’imprime')),
                ('validated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validée par')),
            ],
            options={
                'verbose_name': 'montant daté',
                'verbose_name_plural': 'barèmes et règles datés',
                'ordering': ['kind', 'territory', 'subject', '-effective_from', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage', 'standing')), fields=('kind', 'territory', 'subject', 'effective_from'), name='amount_one_standing_a_day', violation_error_message='Une ligne validée vaut déjà à partir de ce jour.'), models.CheckConstraint(condition=models.Q(('validated_by', None), ('entered_by', None), models.Q(('validated_by', models.F('entered_by')), _negated=True), _connector='OR'), name='amount_two_people', violation_error_message='Vous avez saisi cette ligne : une autre personne doit la valider.'), models.CheckConstraint(condition=models.Q(('stage', 'draft'), ('delivered', True), ('validated_on__isnull', False), _connector='OR'), name='amount_stands_validated'), models.CheckConstraint(condition=models.Q(('state', 'known'), models.Q(('extra', None), ('four', None), ('one', None), ('three', None), ('two', None)), _connector='OR'), name='amount_unknown_has_no_figure', violation_error_message='Un barème non confirmé, ou supprimé, ne porte aucun montant.')],
            },
        ),
        migrations.RunPython(refuse, allow),
    ]
