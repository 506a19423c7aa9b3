"""The vocabulary of the texts, their links, and the search index with those who care for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from guidance.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0001_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('term', models.CharField(max_length=80, unique=True, verbose_name='terme')),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse')),
                        ('forms', models.JSONField(default=list, verbose_name='formes reconnues dans les textes')),
                        ('definition', models.TextField(verbose_name='définition')),
                        ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='guidance.textpage', verbose_name='texte qui le définit')),
                        ('label', models.CharField(blank=True, max_length=60, verbose_name='clause qui le définit')),
                        ('mark', models.CharField(choices=[('verified', 'vérifié'), ('to-confirm', 'à confirmer')], default='to-confirm', max_length=20, verbose_name='cette définition est')),
                    ],
                    options={
                        'verbose_name': 'terme',
                        'verbose_name_plural': 'glossaire',
                        'ordering': ['term'],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleSuccession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('old_key', models.CharField(help_text='Par exemple : ceseda:L313-11:11', max_length=60, verbose_name='ancien article')),
                        ('new_key', models.CharField(max_length=60, verbose_name='nouvel article')),
                        ('since', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                        ('source', models.CharField(max_length=400, verbose_name='source')),
                        ('note', models.CharField(blank=True, max_length=255, verbose_name='précision')),
                        ('mark', models.CharField(choices=[('verified', 'vérifié'), ('to-confirm', 'à confirmer')], default='to-confirm', max_length=20, verbose_name='cette correspondance est')),
                    ],
                    options={
                        'verbose_name': 'article et son successeur',
                        'verbose_name_plural': 'concordance des articles',
                        'ordering': ['old_key', 'since', 'new_key'],
                        'constraints': [models.UniqueConstraint(fields=('old_key', 'new_key'), name='article_succession_once', violation_error_message='Cette correspondance existe déjà.')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkedText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_texts', to='guidance.textpage', verbose_name='texte')),
                        ('relation', models.CharField(choices=[('repeals', 'abroge'), ('repealed-by', 'abrogé par'), ('amends', 'modifie'), ('amended-by', 'modifié par'), ('cites', 'cite'), ('cited-by', 'cité par'), ('transition', 'règle le passage d’un régime à l’autre'), ('between', 'publié entre les deux textes'), ('later', 'texte postérieur'), ('related', 'texte lié')], max_length=20, verbose_name='lien')),
                        ('title', models.CharField(max_length=400, verbose_name='acte lié')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='numéro ou NOR')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='date')),
                        ('url', models.URLField(blank=True, max_length=400, verbose_name='adresse')),
                        ('source', models.CharField(max_length=400, verbose_name='source')),
                        ('mark', models.CharField(choices=[('verified', 'vérifié'), ('to-confirm', 'à confirmer')], default='to-confirm', max_length=20, verbose_name='ce lien est')),
                    ],
                    options={
                        'verbose_name': 'texte lié',
                        'verbose_name_plural': 'textes liés',
                        'ordering': ['text', 'signed_on', 'title'],
                    },
                ),
                migrations.CreateModel(
                    name='ClauseCorrespondence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('left_text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guidance.textpage', verbose_name='texte de gauche')),
                        ('left_label', models.CharField(max_length=60, verbose_name='clause de gauche')),
                        ('right_text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guidance.textpage', verbose_name='texte de droite')),
                        ('right_label', models.CharField(max_length=60, verbose_name='clause de droite')),
                        ('subject', models.CharField(max_length=120, verbose_name='comparaison')),
                        ('reason', models.CharField(max_length=255, verbose_name='pourquoi')),
                        ('position', models.PositiveIntegerField(default=0, verbose_name='rang')),
                    ],
                    options={
                        'verbose_name': 'correspondance de clauses',
                        'verbose_name_plural': 'correspondances de clauses',
                        'ordering': ['subject', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('left_text', 'left_label', 'right_text', 'right_label'), name='clause_correspondence_once', violation_error_message='Ces deux clauses sont déjà rapprochées.')],
                    },
                ),
                migrations.CreateModel(
                    name='Shelf',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=64, unique=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('text_slug', models.CharField(blank=True, max_length=255)),
                        ('text_title', models.CharField(blank=True, max_length=255)),
                        ('edition_slug', models.CharField(blank=True, max_length=255)),
                        ('in_force', models.BooleanField(default=True)),
                        ('groups', models.JSONField(default=list)),
                        ('size', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'rayon de l’index',
                        'verbose_name_plural': 'rayons de l’index',
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=255, unique=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('scope', models.CharField(blank=True, max_length=255)),
                        ('shelf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='guidance.shelf')),
                        ('url', models.CharField(max_length=500)),
                        ('title', models.CharField(max_length=500)),
                        ('label', models.CharField(blank=True, max_length=120)),
                        ('text', models.TextField(blank=True)),
                        ('section_title', models.CharField(blank=True, max_length=500)),
                        ('badge', models.CharField(blank=True, max_length=120)),
                        ('order', models.PositiveIntegerField(default=0)),
                        ('weight', models.FloatField(default=1.0)),
                        ('words', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'entrée de l’index',
                        'verbose_name_plural': 'entrées de l’index',
                        'indexes': [models.Index(fields=['kind', 'scope'], name='entry_of_scope')],
                    },
                ),
                migrations.CreateModel(
                    name='Posting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('term', models.CharField(max_length=64)),
                        ('shelf', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidance.shelf')),
                        ('scope', models.CharField(blank=True, max_length=255)),
                        ('entries', models.BinaryField()),
                        ('weights', models.BinaryField()),
                    ],
                    options={
                        'verbose_name': 'occurrences indexées',
                        'verbose_name_plural': 'occurrences indexées',
                        'indexes': [models.Index(fields=['term', 'shelf'], name='posting_of_term'), models.Index(fields=['shelf', 'scope'], name='posting_of_scope')],
                    },
                ),
                migrations.CreateModel(
                    name='Word',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('scope', models.CharField(blank=True, max_length=255)),
                        ('word', models.CharField(max_length=64)),
                        ('shown', models.CharField(max_length=64)),
                        ('stem', models.CharField(max_length=64)),
                        ('size', models.PositiveSmallIntegerField()),
                        ('public', models.BooleanField(default=True)),
                    ],
                    options={
                        'verbose_name': 'mot de l’index',
                        'verbose_name_plural': 'mots de l’index',
                        'indexes': [models.Index(fields=['kind', 'scope'], name='word_of_scope'), models.Index(fields=['size'], name='word_of_size')],
                    },
                ),
                migrations.CreateModel(
                    name='Synonym',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('forms', models.TextField(help_text='Séparées par des virgules. Qui cherche l’une trouve aussi les autres. Exemple : sida, VIH.', verbose_name='formes')),
                        ('note', models.CharField(blank=True, max_length=255, verbose_name='remarque')),
                        ('active', models.BooleanField(default=True, help_text='Décochez pour l’ignorer sans le supprimer.', verbose_name='utilisé')),
                        ('seed', models.CharField(blank=True, editable=False, max_length=80)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'verbose_name': 'groupe de synonymes',
                        'verbose_name_plural': 'synonymes',
                        'ordering': ['forms'],
                    },
                ),
                migrations.CreateModel(
                    name='SearchMiss',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('week', models.DateField(verbose_name='semaine du')),
                        ('digest', models.CharField(editable=False, max_length=64)),
                        ('words', models.CharField(blank=True, max_length=120, verbose_name='mots cherchés')),
                        ('count', models.PositiveIntegerField(default=0, verbose_name='fois')),
                        ('handled', models.BooleanField(default=False, verbose_name='traitée')),
                    ],
                    options={
                        'verbose_name': 'recherche sans résultat',
                        'verbose_name_plural': 'recherches sans résultat',
                        'ordering': ['week', '-count', 'words'],
                        'constraints': [models.UniqueConstraint(fields=('week', 'digest'), name='search_miss_once_a_week')],
                    },
                ),
                migrations.CreateModel(
                    name='SearchChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('phrase', models.CharField(max_length=200, verbose_name='phrase')),
                        ('stems', models.CharField(editable=False, max_length=400)),
                        ('act', models.CharField(choices=[('pin', 'mis en avant'), ('exclude', 'écarté')], max_length=8, verbose_name='choix')),
                        ('entry', models.CharField(max_length=255, verbose_name='résultat')),
                        ('title', models.CharField(max_length=500, verbose_name='titre du résultat')),
                        ('reason', models.CharField(max_length=255, verbose_name='raison')),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name': 'choix de recherche',
                        'verbose_name_plural': 'choix de recherche',
                        'ordering': ['made_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('stems', 'entry'), name='one_choice_a_phrase_and_result', violation_error_message='Un choix existe déjà pour ce résultat.')],
                    },
                ),
            ],
        ),
    ]
