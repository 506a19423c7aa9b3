"""Made-up cases that each physician answers blind: one table says who answered, another counts answers, never both.

The threat resisted: whoever reads the tables, a dump or a row's number, day or order cannot tell who answered what.
`Answered` has no day and a random key; `Tally` has one line an answer that could be given, all made with the case and
all rewritten by each answer. What is not resisted is written in docs/adr/0018-discussion-and-calibration.md.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_app.enums import CalibrationFiche
from forms_app.models.discussions import DiscussionQuerySet


class CalibrationCase(models.Model):
    """A made-up case; `payload` is its title and its text, sealed. It never changes once written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="auteur")
    fiche = models.CharField("avis", max_length=20, choices=CalibrationFiche.choices)
    payload = models.BinaryField("cas chiffré", editable=False)
    answers = models.PositiveIntegerField("réponses", default=0)
    written_on = models.DateField("écrit le")
    ends_on = models.DateField("gardé jusqu’au", db_index=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = "cas type"
        verbose_name_plural = "cas types"
        ordering = ["-written_on", "pk"]

    def __str__(self):
        return str(self.pk)


class Answered(models.Model):
    """That a person answered a case: no day, no order, no answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CalibrationCase, models.CASCADE, related_name="answered", verbose_name="cas")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="personne")

    class Meta:
        verbose_name = "participation à un cas type"
        verbose_name_plural = "participations aux cas types"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                name="one_answer_a_person_a_case",
                violation_error_message="Vous avez déjà répondu à ce cas.",
            )
        ]

    def __str__(self):
        return str(self.pk)


class Tally(models.Model):
    """How many gave one answer to one statement; `shown` is what readers see, brought up to date by whole groups."""

    case = models.ForeignKey(CalibrationCase, models.CASCADE, related_name="tallies", verbose_name="cas")
    statement = models.CharField("question", max_length=20)
    answer = models.CharField("réponse", max_length=20)
    count = models.PositiveIntegerField("nombre", default=0)
    shown = models.PositiveIntegerField("nombre montré", default=0)

    class Meta:
        verbose_name = "décompte d’un cas type"
        verbose_name_plural = "décomptes des cas types"
        ordering = ["case", "statement", "answer"]
        constraints = [
            models.UniqueConstraint(fields=["case", "statement", "answer"], name="one_tally_an_answer"),
            models.CheckConstraint(condition=Q(shown__lte=F("count")), name="tally_shows_no_more_than_it_counts"),
        ]

    def __str__(self):
        return f"{self.statement} {self.answer}"
