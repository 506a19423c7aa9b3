"""The texts as pages, as submitted and as published, and what is written beside them."""

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='TextsIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ],
                    options={
                        'verbose_name': 'liste des textes',
                        'verbose_name_plural': 'listes des textes',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='TextPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('official_title', models.TextField(verbose_name='titre officiel')),
                        ('kind', models.CharField(choices=[('instruction', 'instruction'), ('arrete', 'arrêté'), ('loi', 'loi'), ('decret', 'décret'), ('circulaire', 'circulaire')], max_length=20, verbose_name='nature')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='numéro')),
                        ('nor', models.CharField(blank=True, max_length=20, verbose_name='NOR')),
                        ('signed_on', models.DateField(verbose_name='signé le')),
                        ('published_on', models.DateField(blank=True, help_text='Au Journal officiel ou au bulletin.', null=True, verbose_name='publié le')),
                        ('regime', models.CharField(choices=[('ars', 'demandes enregistrées avant le 1er janvier 2017'), ('ofii', 'demandes enregistrées à compter du 1er janvier 2017')], max_length=10, verbose_name='régime')),
                        ('applies_to', models.TextField(verbose_name='demandes auxquelles il s’applique')),
                        ('applies_source', models.CharField(max_length=255, verbose_name='source de cette règle')),
                        ('status', models.CharField(choices=[('in-force', 'en vigueur'), ('earlier-requests', 'applicable aux demandes antérieures'), ('to-check', 'à vérifier'), ('repealed', 'abrogé')], max_length=20, verbose_name='état')),
                        ('status_reason', models.TextField(verbose_name='raison de cet état')),
                        ('status_source', models.CharField(max_length=255, verbose_name='source de cet état')),
                        ('in_force_from', models.DateField(blank=True, null=True, verbose_name='en vigueur à partir du')),
                        ('in_force_mark', models.CharField(choices=[('verified', 'vérifié'), ('to-confirm', 'à confirmer')], default='to-confirm', max_length=20, verbose_name='cette date est')),
                        ('in_force_source', models.CharField(blank=True, max_length=255, verbose_name='source de cette date')),
                    ],
                    options={
                        'verbose_name': 'texte officiel',
                        'verbose_name_plural': 'textes officiels',
                        'permissions': [('restrict_official_page', 'Restreindre la lecture d’une page officielle à des groupes')],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='EditionPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('effective_from', models.DateField(blank=True, null=True, verbose_name='en vigueur à partir du')),
                        ('effective_until', models.DateField(blank=True, null=True, verbose_name='en vigueur jusqu’au')),
                        ('effective_note', models.CharField(blank=True, help_text='Par exemple : non indiquée par la source.', max_length=255, verbose_name='précision sur la vigueur')),
                        ('seen_in_force_on', models.DateField(blank=True, null=True, verbose_name='vue en vigueur le')),
                        ('last_updated_on', models.DateField(blank=True, null=True, verbose_name='dernière mise à jour indiquée par la source')),
                        ('source', models.CharField(max_length=255, verbose_name='source de la transcription')),
                        ('source_sha256', models.CharField(blank=True, max_length=64, verbose_name='empreinte du fichier source')),
                        ('official_title', models.TextField(blank=True, verbose_name='titre officiel')),
                        ('application', models.CharField(blank=True, max_length=255, verbose_name='date d’application')),
                        ('last_update', models.CharField(blank=True, max_length=255, verbose_name='dernière mise à jour')),
                        ('nor', models.CharField(blank=True, max_length=60, verbose_name='NOR')),
                        ('classification', models.CharField(blank=True, max_length=255, verbose_name='classement thématique')),
                        ('validation', models.CharField(blank=True, max_length=255, verbose_name='validation')),
                        ('journal', models.CharField(blank=True, max_length=255, verbose_name='Journal officiel')),
                        ('in_force_statement', models.CharField(blank=True, max_length=255, verbose_name='version en vigueur')),
                        ('category', models.TextField(blank=True, verbose_name='catégorie')),
                        ('summary', models.TextField(blank=True, verbose_name='résumé')),
                        ('keywords', models.TextField(blank=True, verbose_name='mots-clés')),
                        ('reference_texts', models.TextField(blank=True, verbose_name='textes de référence')),
                        ('repealed_text', models.TextField(blank=True, verbose_name='texte abrogé')),
                        ('annexes', models.TextField(blank=True, help_text='Une annexe par ligne.', verbose_name='annexes')),
                        ('addressees', models.CharField(blank=True, max_length=255, verbose_name='diffusion')),
                        ('change_note', models.TextField(blank=True, help_text='Ce qui change par rapport à l’édition précédente, et par quel acte.', verbose_name='note de changement')),
                        ('amending_act', models.CharField(blank=True, max_length=255, verbose_name='acte modificateur')),
                    ],
                    options={
                        'verbose_name': 'édition',
                        'verbose_name_plural': 'éditions',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='SectionPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('kind', models.CharField(choices=[('preamble', 'préambule'), ('recitals', 'visas'), ('section', 'partie'), ('article', 'article'), ('annex', 'annexe'), ('signature', 'signature')], default='section', max_length=20, verbose_name='nature')),
                        ('number', models.CharField(blank=True, help_text='IV, Annexe I, Article 4…', max_length=40, verbose_name='numéro')),
                        ('heading', models.TextField(help_text='Exactement comme la source l’imprime.', verbose_name='titre imprimé')),
                        ('heading_restored', models.BooleanField(default=False, help_text='La source n’imprime pas ce titre : il est donné par le portail.', verbose_name='titre restauré')),
                        ('body', wagtail.fields.StreamField([('heading', 2), ('clause', 43), ('notice', 47), ('schedule', 49)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'intertitre'), ('3', 'sous-intertitre')], 'label': 'Niveau'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Intertitre imprimé', 'max_length': 400}), 2: ('wagtail.blocks.StructBlock', [[('level', 0), ('text', 1)]], {}), 3: ('guidance.blocks.LabelBlock', (), {'help_text': 'Ancre et citation de la clause. Elle ne change pas quand le texte change ou se déplace.', 'label': 'Étiquette'}), 4: ('guidance.blocks.LabelBlock', (), {'label': 'Ancienne étiquette'}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': [], 'help_text': 'Les liens anciens mènent ici.', 'label': 'Anciennes étiquettes'}), 6: ('guidance.blocks.OfficialTextBlock', (), {'icon': 'pilcrow', 'label': 'Paragraphes'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Par exemple : - ou a)', 'label': 'Marque imprimée', 'max_length': 12, 'required': False}), 8: ('guidance.blocks.OfficialTextBlock', (), {'label': 'Texte'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Marque imprimée', 'max_length': 12, 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('marker', 9), ('text', 8)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'default': [], 'label': 'Sous-liste', 'min_num': 0, 'required': False}), 12: ('wagtail.blocks.StructBlock', [[('marker', 7), ('text', 8), ('sub', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'icon': 'list-ul', 'label': 'Liste'}), 14: ('guidance.blocks.OfficialTextBlock', (), {'label': 'Texte cité'}), 15: ('wagtail.blocks.StructBlock', [[('text', 14)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Titre imprimé du tableau', 'max_length': 255, 'required': False}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Texte', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('texte', 17)]], {'label': 'Tableau'}), 19: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'La première colonne nomme les lignes', 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('caption', 16), ('table', 18), ('row_headers', 19)]], {}), 21: ('wagtail.blocks.CharBlock', (), {'help_text': '1, 1-bis, 2…', 'label': 'Numéro', 'max_length': 8}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Titre imprimé', 'max_length': 120}), 23: ('wagtail.blocks.TextBlock', (), {'label': 'Mode d’emploi imprimé', 'required': False}), 24: ('wagtail.blocks.TextBlock', (), {'help_text': 'Un blanc à remplir s’écrit entre accolades, avec le nom du champ : {date}.', 'label': 'Ligne imprimée'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'à gauche'), ('center', 'au centre'), ('end', 'à droite')], 'label': 'Place'}), 26: ('wagtail.blocks.StructBlock', [[('text', 24), ('align', 25)]], {}), 27: ('wagtail.blocks.TextBlock', (), {'label': 'Phrase qui précède les cases', 'required': False}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Texte de la case'}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Cases à cocher'}), 30: ('wagtail.blocks.StructBlock', [[('legend', 27), ('options', 29)]], {}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Marque imprimée', 'max_length': 4, 'required': False}), 32: ('wagtail.blocks.IntegerBlock', (), {'label': 'Nombre de lignes à remplir', 'max_value': 12, 'min_value': 1}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Nom du champ', 'max_length': 40}), 34: ('wagtail.blocks.StructBlock', [[('marker', 31), ('count', 32), ('field', 33)]], {}), 35: ('wagtail.blocks.StreamBlock', [[('line', 26), ('boxes', 30), ('items', 34)]], {'label': 'Lignes de la fiche'}), 36: ('wagtail.blocks.RegexBlock', (), {'label': 'Nom du champ', 'max_length': 40, 'regex': '^[a-z][a-z0-9_]*$'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Lu par un lecteur d’écran.', 'label': 'Ce que l’on y écrit', 'max_length': 120}), 38: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('short', 'court'), ('medium', 'moyen'), ('long', 'une ligne entière')], 'label': 'Taille'}), 39: ('wagtail.blocks.StructBlock', [[('name', 36), ('label', 37), ('size', 38)]], {}), 40: ('wagtail.blocks.ListBlock', (39,), {'default': [], 'label': 'Champs'}), 41: ('wagtail.blocks.StructBlock', [[('number', 21), ('title', 22), ('usage', 23), ('lines', 35), ('fields', 40)]], {}), 42: ('wagtail.blocks.StreamBlock', [[('paragraph', 6), ('list', 13), ('quote', 15), ('table', 20), ('fiche', 41)]], {'label': 'Texte de la clause'}), 43: ('wagtail.blocks.StructBlock', [[('label', 3), ('former_labels', 5), ('body', 42)]], {}), 44: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('gap', 'absent de la source'), ('restoration', 'restauration éditoriale'), ('anomaly', 'anomalie de la source'), ('to-confirm', 'à confirmer')], 'label': 'Nature'}), 45: ('wagtail.blocks.CharBlock', (), {'help_text': 'Numéro dans « Écarts avec la source ».', 'label': 'Écart', 'max_length': 12, 'required': False}), 46: ('wagtail.blocks.TextBlock', (), {'label': 'Ce que le portail dit au lecteur'}), 47: ('wagtail.blocks.StructBlock', [[('kind', 44), ('ref', 45), ('text', 46)]], {}), 48: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('metropole', 'métropole'), ('outre-mer', 'outre-mer')], 'label': 'Territoire'}), 49: ('wagtail.blocks.StructBlock', [[('territory', 48)]], {})}, verbose_name='texte')),
                        ('notes', wagtail.fields.StreamField([('note', 38)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Le signe de l’appel dans le texte : 1, 2…', 'label': 'Appel', 'max_length': 8}), 1: ('guidance.blocks.OfficialTextBlock', (), {'icon': 'pilcrow', 'label': 'Paragraphes'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Par exemple : - ou a)', 'label': 'Marque imprimée', 'max_length': 12, 'required': False}), 3: ('guidance.blocks.OfficialTextBlock', (), {'label': 'Texte'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Marque imprimée', 'max_length': 12, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('marker', 4), ('text', 3)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'default': [], 'label': 'Sous-liste', 'min_num': 0, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('marker', 2), ('text', 3), ('sub', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ul', 'label': 'Liste'}), 9: ('guidance.blocks.OfficialTextBlock', (), {'label': 'Texte cité'}), 10: ('wagtail.blocks.StructBlock', [[('text', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Titre imprimé du tableau', 'max_length': 255, 'required': False}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Texte', 'required': False}), 13: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('texte', 12)]], {'label': 'Tableau'}), 14: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'La première colonne nomme les lignes', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('caption', 11), ('table', 13), ('row_headers', 14)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': '1, 1-bis, 2…', 'label': 'Numéro', 'max_length': 8}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Titre imprimé', 'max_length': 120}), 18: ('wagtail.blocks.TextBlock', (), {'label': 'Mode d’emploi imprimé', 'required': False}), 19: ('wagtail.blocks.TextBlock', (), {'help_text': 'Un blanc à remplir s’écrit entre accolades, avec le nom du champ : {date}.', 'label': 'Ligne imprimée'}), 20: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'à gauche'), ('center', 'au centre'), ('end', 'à droite')], 'label': 'Place'}), 21: ('wagtail.blocks.StructBlock', [[('text', 19), ('align', 20)]], {}), 22: ('wagtail.blocks.TextBlock', (), {'label': 'Phrase qui précède les cases', 'required': False}), 23: ('wagtail.blocks.TextBlock', (), {'label': 'Texte de la case'}), 24: ('wagtail.blocks.ListBlock', (23,), {'label': 'Cases à cocher'}), 25: ('wagtail.blocks.StructBlock', [[('legend', 22), ('options', 24)]], {}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Marque imprimée', 'max_length': 4, 'required': False}), 27: ('wagtail.blocks.IntegerBlock', (), {'label': 'Nombre de lignes à remplir', 'max_value': 12, 'min_value': 1}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Nom du champ', 'max_length': 40}), 29: ('wagtail.blocks.StructBlock', [[('marker', 26), ('count', 27), ('field', 28)]], {}), 30: ('wagtail.blocks.StreamBlock', [[('line', 21), ('boxes', 25), ('items', 29)]], {'label': 'Lignes de la fiche'}), 31: ('wagtail.blocks.RegexBlock', (), {'label': 'Nom du champ', 'max_length': 40, 'regex': '^[a-z][a-z0-9_]*$'}), 32: ('wagtail.blocks.CharBlock', (), {'help_text': 'Lu par un lecteur d’écran.', 'label': 'Ce que l’on y écrit', 'max_length': 120}), 33: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('short', 'court'), ('medium', 'moyen'), ('long', 'une ligne entière')], 'label': 'Taille'}), 34: ('wagtail.blocks.StructBlock', [[('name', 31), ('label', 32), ('size', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'default': [], 'label': 'Champs'}), 36: ('wagtail.blocks.StructBlock', [[('number', 16), ('title', 17), ('usage', 18), ('lines', 30), ('fields', 35)]], {}), 37: ('wagtail.blocks.StreamBlock', [[('paragraph', 1), ('list', 8), ('quote', 10), ('table', 15), ('fiche', 36)]], {'label': 'Texte de la note'}), 38: ('wagtail.blocks.StructBlock', [[('key', 0), ('body', 37)]], {})}, verbose_name='notes')),
                        ('change_kind', models.CharField(choices=[('first', 'première mise en ligne'), ('transcription', 'correction de transcription'), ('amendment', 'modification par un acte'), ('follow-up', 'suivi seul, texte inchangé')], default='transcription', max_length=20, verbose_name='nature du changement')),
                        ('amending_act', models.CharField(blank=True, help_text='Nature, date et article de l’acte qui change ces mots.', max_length=255, verbose_name='acte modificateur')),
                        ('change_note', models.CharField(blank=True, help_text='Une phrase, lue par tous à côté de la date.', max_length=255, verbose_name='note de changement')),
                        ('reviewer', models.CharField(blank=True, max_length=120, verbose_name='responsable de la relecture')),
                        ('last_verified_on', models.DateField(blank=True, null=True, verbose_name='vérifié le')),
                        ('last_verified_by', models.CharField(blank=True, max_length=120, verbose_name='vérifié par')),
                        ('next_review_on', models.DateField(blank=True, null=True, verbose_name='prochaine relecture')),
                    ],
                    options={
                        'verbose_name': 'section',
                        'verbose_name_plural': 'sections',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='SiteVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(default=1, verbose_name='version')),
                    ],
                    options={
                        'verbose_name': 'version du site',
                        'verbose_name_plural': 'versions du site',
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='guidance.editionpage', verbose_name='édition')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision', verbose_name='révision')),
                        ('path', models.CharField(max_length=255, verbose_name='chemin')),
                        ('published_at', models.DateTimeField(db_index=True, verbose_name='publié ici le')),
                        ('author_name', models.CharField(blank=True, max_length=255, verbose_name='rédigé par')),
                        ('validator_name', models.CharField(blank=True, max_length=255, verbose_name='validé par')),
                        ('change_kind', models.CharField(choices=[('first', 'première mise en ligne'), ('transcription', 'correction de transcription'), ('amendment', 'modification par un acte'), ('follow-up', 'suivi seul, texte inchangé')], max_length=20, verbose_name='nature du changement')),
                        ('amending_act', models.CharField(blank=True, max_length=255, verbose_name='acte modificateur')),
                        ('note', models.CharField(blank=True, max_length=255, verbose_name='note de changement')),
                        ('title', models.CharField(max_length=255, verbose_name='titre')),
                        ('heading', models.TextField(blank=True, verbose_name='titre imprimé')),
                        ('items', models.JSONField(verbose_name='contenu')),
                        ('notes', models.JSONField(verbose_name='notes')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                    ],
                    options={
                        'verbose_name': 'publication',
                        'verbose_name_plural': 'publications',
                        'ordering': ['-published_at', '-pk'],
                        'indexes': [models.Index(fields=['page', '-published_at'], name='publication_of_page')],
                    },
                ),
                migrations.CreateModel(
                    name='Clause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='guidance.editionpage', verbose_name='édition')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='guidance.sectionpage', verbose_name='section')),
                        ('position', models.PositiveIntegerField(verbose_name='rang')),
                        ('label', models.CharField(max_length=60, verbose_name='étiquette')),
                        ('former_labels', models.JSONField(default=list, verbose_name='anciennes étiquettes')),
                        ('text', models.TextField(verbose_name='mots')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                    ],
                    options={
                        'verbose_name': 'clause',
                        'verbose_name_plural': 'clauses',
                        'ordering': ['section', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'label'), name='clause_label_unique_in_edition', violation_error_message='Cette étiquette est déjà portée par une autre clause de l’édition.')],
                    },
                ),
                migrations.CreateModel(
                    name='FourEyesTask',
                    fields=[
                        ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                        ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
                    ],
                    options={
                        'verbose_name': 'validation à quatre yeux',
                        'verbose_name_plural': 'validations à quatre yeux',
                    },
                    bases=('wagtailcore.task',),
                ),
                migrations.CreateModel(
                    name='SubmittedEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('workflow_state', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='submitted_edition', to='wagtailcore.workflowstate', verbose_name='validation')),
                        ('revisions', models.JSONField(verbose_name='révisions des sections')),
                    ],
                    options={
                        'verbose_name': 'édition soumise',
                        'verbose_name_plural': 'éditions soumises',
                    },
                ),
                migrations.CreateModel(
                    name='LoadedItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='nature')),
                        ('key', models.CharField(max_length=200, verbose_name='clé')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                        ('loaded_at', models.DateTimeField(auto_now_add=True, verbose_name='chargé le')),
                    ],
                    options={
                        'verbose_name': 'élément chargé',
                        'verbose_name_plural': 'éléments chargés',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='loaded_item_once')],
                    },
                ),
                migrations.CreateModel(
                    name='NotingAuthority',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, unique=True, verbose_name='autorité')),
                        ('editors', models.ForeignKey(help_text='Seul ce groupe écrit ses notes.', on_delete=django.db.models.deletion.PROTECT, to='auth.group', verbose_name='ses rédacteurs')),
                    ],
                    options={
                        'verbose_name': 'autorité qui annote',
                        'verbose_name_plural': 'autorités qui annotent',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='LocalNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='guidance.notingauthority', verbose_name='autorité')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='local_notes', to='guidance.textpage', verbose_name='texte')),
                        ('label', models.CharField(max_length=60, verbose_name='clause')),
                        ('body', models.TextField(help_text='Texte simple, 1 200 signes au plus.', max_length=1200, verbose_name='note')),
                        ('written_on', models.DateField(verbose_name='écrite le')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='affichée jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'note locale',
                        'verbose_name_plural': 'notes locales',
                        'ordering': ['label', 'authority', 'written_on'],
                    },
                ),
            ],
        ),
    ]
