"""What readers tell of the difficulties they meet in applying a clause, and the answers they read (A-40, G10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from guidance.enums import DifficultyState
from guidance.models.texts import TextPage


class Difficulty(models.Model):
    """A difficulty with one clause; it follows the label across editions, and keeps the one that was read."""

    text = models.ForeignKey(TextPage, models.CASCADE, related_name="difficulties", verbose_name="texte")
    label = models.CharField("clause", max_length=60)
    edition = models.CharField("édition lue", max_length=20)
    said = models.TextField("difficulté", max_length=1500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="difficulties",
        verbose_name="signalée par",
    )
    made_at = models.DateTimeField("signalée le", auto_now_add=True)
    state = models.CharField("état", max_length=12, choices=DifficultyState.choices, default=DifficultyState.OPEN)
    answer = models.TextField("réponse", max_length=1500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réponse de"
    )
    answered_at = models.DateTimeField("réponse du", null=True, blank=True)

    class Meta:
        verbose_name = "difficulté signalée"
        verbose_name_plural = "difficultés signalées"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["state", "made_at"], name="difficulty_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DifficultyState.OPEN) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="difficulty_answered_in_words",
                violation_error_message="Une réponse est faite de mots.",
            )
        ]

    def __str__(self):
        return f"{self.label}, {self.text}"
