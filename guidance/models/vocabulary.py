"""What stands beside the texts: terms, articles and their successors, linked texts, correspondences."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

from guidance.enums import LinkedTextRelation, Mark
from guidance.models.texts import TextPage

#: A code, an article, and a point of it when one is meant, each as an address writes it.
_ARTICLE = re.compile(r"[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+){1,2}")


class Term(models.Model):
    """A term or acronym, with its definition and the clause that gives it."""

    term = models.CharField("terme", max_length=80, unique=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    forms = models.JSONField("formes reconnues dans les textes", default=list)
    definition = models.TextField("définition")
    text = models.ForeignKey(TextPage, models.SET_NULL, null=True, blank=True, verbose_name="texte qui le définit")
    label = models.CharField("clause qui le définit", max_length=60, blank=True)
    mark = models.CharField("cette définition est", max_length=20, choices=Mark.choices, default=Mark.TO_CONFIRM)

    class Meta:
        verbose_name = "terme"
        verbose_name_plural = "glossaire"
        ordering = ["term"]

    def __str__(self):
        return self.term

    def save(self, *args, **kwargs):
        """Give a term its address once; editors are not asked for it."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse forms that are no list of words: the pages of the texts look for each of them."""
        words = self.forms if isinstance(self.forms, list) else [None]
        if not all(isinstance(word, str) and word.strip() for word in words):
            raise ValidationError({"forms": 'Écrivez une liste de mots, ainsi : ["ARS", "agence de santé"].'})

    def _free_slug(self) -> str:
        base = slugify(self.term)[:70] or "terme"
        taken = set(Term.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


class ArticleSuccession(models.Model):
    """An article of a code and the one that took its place, from a day (mapping of 1 May 2021 and later)."""

    old_key = models.CharField("ancien article", max_length=60, help_text="Par exemple : ceseda:L313-11:11")
    new_key = models.CharField("nouvel article", max_length=60)
    since = models.DateField("depuis le", null=True, blank=True)
    source = models.CharField("source", max_length=400)
    note = models.CharField("précision", max_length=255, blank=True)
    mark = models.CharField("cette correspondance est", max_length=20, choices=Mark.choices, default=Mark.TO_CONFIRM)

    class Meta:
        verbose_name = "article et son successeur"
        verbose_name_plural = "concordance des articles"
        ordering = ["old_key", "since", "new_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["old_key", "new_key"],
                name="article_succession_once",
                violation_error_message="Cette correspondance existe déjà.",
            )
        ]

    def __str__(self):
        return f"{self.old_key} → {self.new_key}"

    def clean(self):
        """Refuse a name of article that no address can hold: each has a page."""
        wrong = [name for name in ("old_key", "new_key") if not _ARTICLE.fullmatch(getattr(self, name) or "")]
        if wrong:
            message = "Écrivez l’article ainsi : ceseda:L313-11, ou ceseda:L313-11:11."
            raise ValidationError(dict.fromkeys(wrong, message))


class LinkedText(models.Model):
    """Another act tied to an official text: what it repeals, what amends it, what settles the transition (T17)."""

    text = models.ForeignKey(TextPage, models.CASCADE, related_name="linked_texts", verbose_name="texte")
    relation = models.CharField("lien", max_length=20, choices=LinkedTextRelation.choices)
    title = models.CharField("acte lié", max_length=400)
    number = models.CharField("numéro ou NOR", max_length=60, blank=True)
    signed_on = models.DateField("date", null=True, blank=True)
    url = models.URLField("adresse", blank=True, max_length=400)
    source = models.CharField("source", max_length=400)
    mark = models.CharField("ce lien est", max_length=20, choices=Mark.choices, default=Mark.TO_CONFIRM)

    class Meta:
        verbose_name = "texte lié"
        verbose_name_plural = "textes liés"
        ordering = ["text", "signed_on", "title"]

    def __str__(self):
        return self.title


class ClauseCorrespondence(models.Model):
    """Two clauses of two texts, or two fiches, that say the same thing and are compared side by side."""

    left_text = models.ForeignKey(TextPage, models.CASCADE, related_name="+", verbose_name="texte de gauche")
    left_label = models.CharField("clause de gauche", max_length=60)
    right_text = models.ForeignKey(TextPage, models.CASCADE, related_name="+", verbose_name="texte de droite")
    right_label = models.CharField("clause de droite", max_length=60)
    subject = models.CharField("comparaison", max_length=120)
    reason = models.CharField("pourquoi", max_length=255)
    position = models.PositiveIntegerField("rang", default=0)

    class Meta:
        verbose_name = "correspondance de clauses"
        verbose_name_plural = "correspondances de clauses"
        ordering = ["subject", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["left_text", "left_label", "right_text", "right_label"],
                name="clause_correspondence_once",
                violation_error_message="Ces deux clauses sont déjà rapprochées.",
            )
        ]

    def __str__(self):
        return f"{self.left_label} / {self.right_label}"
