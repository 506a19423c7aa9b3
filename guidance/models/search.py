"""Rows of the search index, and the synonyms that editors keep."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel


class Shelf(models.Model):
    """What entries have in common for filters, rights and order: few rows, read whole at each search."""

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    text_slug = models.CharField(max_length=255, blank=True)
    text_title = models.CharField(max_length=255, blank=True)
    edition_slug = models.CharField(max_length=255, blank=True)
    in_force = models.BooleanField(default=True)
    groups = models.JSONField(default=list)  # ids of the groups that may read; empty: every reader
    size = models.PositiveIntegerField(default=0)  # how many entries, for the rarity of words

    class Meta:
        verbose_name = "rayon de l’index"
        verbose_name_plural = "rayons de l’index"

    def __str__(self):
        return " · ".join(filter(None, [self.kind, self.text_slug, self.edition_slug]))


class Entry(models.Model):
    """One published thing that can be found: a clause, a reference, a fiche.

    The id is drawn from the key, not counted, so that both databases give it the same value.
    """

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=255, blank=True)  # what is replaced together: one publication
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="entries")
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=500)
    label = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    section_title = models.CharField(max_length=500, blank=True)
    badge = models.CharField(max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)  # place in the reading order of its scope
    weight = models.FloatField(default=1.0)
    words = models.TextField(blank=True)  # stems in order, for the nearness of words

    class Meta:
        verbose_name = "entrée de l’index"
        verbose_name_plural = "entrées de l’index"
        indexes = [models.Index(fields=["kind", "scope"], name="entry_of_scope")]

    def __str__(self):
        return self.key


class Posting(models.Model):
    """One term in the entries of one scope that stand on one shelf, packed in one row (`search/packing.py`).

    A common word is a few rows and not one for each entry: reading rows was most of the time of a search.
    """

    term = models.CharField(max_length=64)
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=255, blank=True)
    entries = models.BinaryField()  # ids
    weights = models.BinaryField()  # in the order of the ids: the part of the score that does not depend on the query

    class Meta:
        verbose_name = "occurrences indexées"
        verbose_name_plural = "occurrences indexées"
        indexes = [
            models.Index(fields=["term", "shelf"], name="posting_of_term"),
            models.Index(fields=["shelf", "scope"], name="posting_of_scope"),
        ]

    def __str__(self):
        return self.term


class Word(models.Model):
    """A word as printed in one scope, for the correction of typing errors.

    Only words of entries that every reader may open are offered as corrections: `public`.
    """

    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=255, blank=True)
    word = models.CharField(max_length=64)
    shown = models.CharField(max_length=64)
    stem = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField()
    public = models.BooleanField(default=True)

    class Meta:
        verbose_name = "mot de l’index"
        verbose_name_plural = "mots de l’index"
        indexes = [
            models.Index(fields=["kind", "scope"], name="word_of_scope"),
            models.Index(fields=["size"], name="word_of_size"),
        ]

    def __str__(self):
        return self.shown


class Synonym(models.Model):
    """Words and acronyms that readers use for one another: « sida, VIH »."""

    forms = models.TextField(
        "formes",
        help_text="Séparées par des virgules. Qui cherche l’une trouve aussi les autres. Exemple : sida, VIH.",
    )
    note = models.CharField("remarque", max_length=255, blank=True)
    active = models.BooleanField("utilisé", default=True, help_text="Décochez pour l’ignorer sans le supprimer.")
    seed = models.CharField(max_length=80, blank=True, editable=False)  # the first form it was delivered with
    updated_at = models.DateTimeField(auto_now=True)

    panels = [FieldPanel("forms"), FieldPanel("note"), FieldPanel("active")]

    class Meta:
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["forms"]

    def __str__(self):
        return self.forms

    def clean(self):
        """Refuse a group of fewer than two forms."""
        if len(self.as_list()) < 2:
            raise ValidationError({"forms": "Indiquez au moins deux formes, séparées par une virgule."})

    def as_list(self):
        """Return the forms, without empty ones."""
        return [form.strip() for form in self.forms.split(",") if form.strip()]
