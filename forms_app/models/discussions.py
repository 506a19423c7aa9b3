"""Discussions without identity between physicians: questions and answers, sealed, erased on their day (A-31, W13)."""

import uuid

from django.conf import settings
from django.db import models


class DiscussionQuerySet(models.QuerySet):
    def alive(self, day) -> "DiscussionQuerySet":
        """Those that may still be read on a day; their last day counts."""
        return self.filter(ends_on__gte=day)

    def over(self, day) -> "DiscussionQuerySet":
        return self.filter(ends_on__lt=day)


class Discussion(models.Model):
    """A question on a case in which nobody is named. `payload` is its subject and its text, sealed as one piece."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="auteur")
    payload = models.BinaryField("question chiffrée", editable=False)
    asked_at = models.DateTimeField("posée le", auto_now_add=True)
    ends_on = models.DateField("gardée jusqu’au", db_index=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = "discussion sans identité"
        verbose_name_plural = "discussions sans identité"
        ordering = ["-asked_at", "pk"]

    def __str__(self):
        return str(self.pk)


class DiscussionReply(models.Model):
    """An answer of a physician; it goes with its question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="replies", verbose_name="discussion")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="auteur")
    payload = models.BinaryField("réponse chiffrée", editable=False)
    said_at = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "réponse d’une discussion"
        verbose_name_plural = "réponses des discussions"
        ordering = ["said_at", "pk"]

    def __str__(self):
        return str(self.pk)
