"""What editors know of the searches that found nothing, and the results they pin or set aside for a phrase (R5)."""

from django.conf import settings
from django.db import models

from guidance.enums import SearchAct


class SearchMiss(models.Model):
    """Words that found nothing, counted by week, of nobody; the words are kept only once enough readers typed them.

    Until then the row holds a sealed digest of them, which gives nothing back.
    """

    week = models.DateField("semaine du")
    digest = models.CharField(max_length=64, editable=False)
    words = models.CharField("mots cherchés", max_length=120, blank=True)
    count = models.PositiveIntegerField("fois", default=0)
    handled = models.BooleanField("traitée", default=False)

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"
        ordering = ["week", "-count", "words"]
        constraints = [models.UniqueConstraint(fields=["week", "digest"], name="search_miss_once_a_week")]

    def __str__(self):
        return self.words


class SearchChoice(models.Model):
    """A result pinned or set aside for a phrase; ended, never erased: the rows are their own history."""

    phrase = models.CharField("phrase", max_length=200)
    stems = models.CharField(max_length=400, editable=False)  # what the phrase is recognised by
    act = models.CharField("choix", max_length=8, choices=SearchAct.choices)
    entry = models.CharField("résultat", max_length=255)  # key of the entry: rebuilt with the index, so no foreign key
    title = models.CharField("titre du résultat", max_length=500)
    reason = models.CharField("raison", max_length=255)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "choix de recherche"
        verbose_name_plural = "choix de recherche"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stems", "entry"],
                condition=models.Q(ended_at=None),
                name="one_choice_a_phrase_and_result",
                violation_error_message="Un choix existe déjà pour ce résultat.",
            )
        ]

    def __str__(self):
        return f"{self.phrase} : {self.title}"
