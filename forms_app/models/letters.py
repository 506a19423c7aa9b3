"""Letters: what was frozen at the preview is what is delivered, byte for byte."""

import uuid

from django.conf import settings
from django.db import models

from forms_app.enums import Authority, LetterState, Recipient


class LetterQuerySet(models.QuerySet):
    def of(self, user) -> "LetterQuerySet":
        return self.filter(author=user)


class Letter(models.Model):
    """One preview of a run, delivered or abandoned. Content and PDF are encrypted like the draft they come from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.UUIDField("passage", db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters", verbose_name="auteur")
    fiche = models.CharField("fiche", max_length=40)
    authority = models.CharField("autorité", max_length=10, choices=Authority.choices)
    recipient = models.CharField("destinataire", max_length=20, choices=Recipient.choices)
    without_file = models.BooleanField("sans dossier", default=False)
    state = models.CharField("état", max_length=20, choices=LetterState.choices, default=LetterState.PREVIEW)
    content = models.BinaryField("contenu chiffré", editable=False)
    pdf = models.BinaryField("fichier chiffré", editable=False)
    content_sha256 = models.CharField("empreinte du contenu", max_length=64)
    pdf_sha256 = models.CharField("empreinte du fichier", max_length=64)
    model_version = models.CharField("version du modèle", max_length=80, blank=True)
    template_version = models.CharField("version de la mise en page", max_length=20)
    kept_words = models.JSONField("mots conservés", default=list)  # rule ids, field and closed reason; never the word
    made_at = models.DateTimeField("établie le", auto_now_add=True)
    delivered_at = models.DateTimeField("remise le", null=True, blank=True)
    expires_at = models.DateTimeField("gardée jusqu’au", db_index=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre"
        verbose_name_plural = "lettres"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=models.Q(state=LetterState.DELIVERED),
                name="one_delivered_letter_a_run",
                violation_error_message="Cette fiche a déjà donné sa lettre.",
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=models.Q(state=LetterState.PREVIEW),
                name="one_current_preview_a_run",
            ),
        ]

    def __str__(self):
        return f"{self.fiche} {self.id}"


class ReservedReference(models.Model):
    """A neutral reference printed on a slip or a label; an abandoned one is listed, never used again."""

    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro")
    letter = models.OneToOneField(
        Letter, models.SET_NULL, null=True, blank=True, related_name="reference", verbose_name="lettre"
    )
    abandoned = models.BooleanField("abandonnée", default=False)
    reserved_at = models.DateTimeField("réservée le", auto_now_add=True)

    class Meta:
        verbose_name = "référence réservée"
        verbose_name_plural = "références réservées"
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="reference_unique_in_year")]

    def __str__(self):
        return f"{self.year}-{self.number:05d}"
