"""The words that editors give the mails of the portal: versions, never changed once a second person has agreed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_app.messages import MAX_BODY, MAX_SUBJECT, MESSAGES


class MessageWording(models.Model):
    """One version of a message; `origin` is a return to the words of the code, which nobody needs to validate again."""

    key = models.CharField("message", max_length=40)
    version = models.PositiveIntegerField("version")
    subject = models.CharField("objet", max_length=MAX_SUBJECT, blank=True)
    body = models.TextField("texte", max_length=MAX_BODY, blank=True)
    origin = models.BooleanField("texte d’origine", default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="écrit par")
    entered_at = models.DateTimeField("écrit le")
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="validé par"
    )
    validated_at = models.DateTimeField("en service depuis le", null=True, blank=True)

    class Meta:
        verbose_name = "mots d’un message"
        verbose_name_plural = "messages"
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="version_of_message"),
            models.UniqueConstraint(
                fields=["key", "entered_by"],
                condition=Q(validated_at__isnull=True),
                name="one_proposal_of_a_message_a_person",
            ),
            models.CheckConstraint(
                condition=Q(validated_at__isnull=True, validated_by__isnull=True, origin=False)
                | Q(validated_at__isnull=False, validated_by__isnull=True, origin=True)
                | (
                    Q(validated_at__isnull=False, validated_by__isnull=False, origin=False)
                    & ~Q(validated_by=F("entered_by"))
                ),
                name="message_validated_by_another",
                violation_error_message="Une autre personne que vous doit valider.",
            ),
        ]

    def __str__(self):
        message = MESSAGES.get(self.key)
        return f"{message.title if message else self.key}, version {self.version}"

    def save(self, *args, **kwargs):
        """Refuse to change a version once in service: mails that left said it."""
        if self.pk and MessageWording.objects.filter(pk=self.pk, validated_at__isnull=False).exists():
            raise TypeError("A validated wording never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to remove a version that was in service."""
        if self.validated_at:
            raise TypeError("A validated wording is never removed.")
        return super().delete(*args, **kwargs)
