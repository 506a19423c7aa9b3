"""What editors and physicians keep beside the fiches: clauses of questions, models of letters, words that betray."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from forms_app.letters.names import named


class Delivered(models.Model):
    """What was delivered with the portal and loaded once: a second load adds nothing and undoes no editor's act."""

    kind = models.CharField("nature", max_length=40)
    key = models.CharField("clé", max_length=200)

    class Meta:
        verbose_name = "élément livré"
        verbose_name_plural = "éléments livrés"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="delivered_once")]

    def __str__(self):
        return f"{self.kind}: {self.key}"


class QuestionClause(models.Model):
    """The clause, or the named article, shown beside a question; every question keeps at least one."""

    fiche = models.CharField("fiche", max_length=40)
    question = models.CharField("question", max_length=60)
    position = models.PositiveSmallIntegerField("rang", default=1)
    target = models.CharField(
        "clause ou article",
        max_length=120,
        help_text="Une clause : « instruction-2011#IV-3 ». Un article nommé : « article:arrete-2016-12-27/6 ».",
    )
    seed = models.CharField(max_length=160, blank=True, editable=False)  # what it was delivered as
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "clause d’une question"
        verbose_name_plural = "clauses des questions"
        ordering = ["fiche", "question", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "question", "target"],
                name="clause_once_a_question",
                violation_error_message="Cette clause accompagne déjà cette question.",
            )
        ]

    def __str__(self):
        return f"{self.fiche} · {self.question} · {self.target}"


class LetterModel(models.Model):
    """The words of a letter that the texts print no model of; a specimen until a second person has validated it."""

    key = models.CharField("modèle", max_length=40)
    version = models.PositiveIntegerField("version", default=1)
    lines = models.JSONField("lignes")
    fields = models.JSONField("champs", default=dict)
    source = models.CharField("source", max_length=255, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="saisi par"
    )
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="validé par"
    )
    validated_at = models.DateTimeField("validé le", null=True, blank=True)
    seed = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = "modèle de lettre"
        verbose_name_plural = "modèles de lettres"
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="version_of_letter_model"),
            models.CheckConstraint(
                condition=models.Q(validated_by__isnull=True, validated_at__isnull=True)
                | models.Q(validated_at__isnull=False, validated_by__isnull=False, entered_by__isnull=False)
                & ~models.Q(validated_by=models.F("entered_by")),
                name="letter_model_validated_by_another",
                violation_error_message="Une autre personne que vous doit valider.",
            ),
        ]

    def __str__(self):
        return f"{named(self.key)}, version {self.version}"

    def save(self, *args, **kwargs):
        """Refuse to change a version once validated: letters that were printed with it name it."""
        if self.pk and LetterModel.objects.filter(pk=self.pk, validated_at__isnull=False).exists():
            raise TypeError("A validated letter model never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to remove a version that is validated, or that was delivered."""
        if self.validated_at or self.seed:
            raise TypeError("A validated or delivered letter model is never removed.")
        return super().delete(*args, **kwargs)


class LexiconEntry(models.Model):
    """One word or stem that betrays an illness, or one expression that does not; kept by physicians."""

    class Level(models.TextChoices):
        BLOCKING = "blocking", "à retirer ou à justifier"
        ALERT = "alert", "à relire"
        ALLOWED = "allowed", "sans risque"

    word = models.CharField("mot", max_length=120, help_text="« dialys* » trouve dialyse et dialysé.")
    family = models.CharField("famille", max_length=40, help_text="pathologie, traitement, service, sigle, code…")
    level = models.CharField("niveau", max_length=20, choices=Level.choices, default=Level.BLOCKING)
    active = models.BooleanField("utilisé", default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "mot du contrôle de sortie"
        verbose_name_plural = "mots du contrôle de sortie"
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["word"], name="word_once_in_lexicon", violation_error_message="Ce mot est déjà dans la liste."
            )
        ]

    def __str__(self):
        return self.word

    def clean(self):
        """Refuse a word that would match everything."""
        if len(self.word.strip("* ")) < 2:
            raise ValidationError({"word": "Écrivez au moins deux lettres avant « * »."})
