"""What a person asked to be reminded of: a calendar by a secret address, a mail a day; neither names anybody."""

from django.conf import settings
from django.db import models

from forms_app.enums import Digest


class CalendarFeed(models.Model):
    """The secret address of a person's calendar; the database keeps its digest, never the address itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds", verbose_name="personne"
    )
    digest = models.CharField("empreinte du secret", max_length=64, unique=True)
    made_at = models.DateTimeField("créée le", auto_now_add=True)
    revoked_at = models.DateTimeField("révoquée le", null=True)
    read_at = models.DateTimeField("lue la dernière fois le", null=True)

    class Meta:
        verbose_name = "adresse d’agenda"
        verbose_name_plural = "adresses d’agenda"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="one_calendar_feed_a_person"
            )
        ]

    def __str__(self):
        return f"agenda {self.pk}"


class DigestChoice(models.Model):
    """When a person wants the mail of the day, and the last day it was sent for."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="digest", verbose_name="personne"
    )
    choice = models.CharField("courriel", max_length=10, choices=Digest.choices, default=Digest.NEVER)
    sent_for = models.DateField("envoyé pour le", null=True)

    class Meta:
        verbose_name = "choix de courriel"
        verbose_name_plural = "choix de courriel"

    def __str__(self):
        return self.choice
