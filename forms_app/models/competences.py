"""Why an authority is the one of a dossier, as the rule said it on the day: the sentence, its clauses, what is ours."""

from django.db import models

from forms_app import enums
from forms_app.models.added import Added
from forms_app.models.dossiers import Dossier


class KeptCompetence(Added):
    """What the texts answered at the registration, or at a transfer, beside what was chosen; the last row holds.

    Read from the row, never computed again: a rule that changes later does not change why a dossier was taken.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="competences", verbose_name="dossier")
    explanation = models.CharField("règle dite", max_length=400)
    clauses = models.JSONField("clauses", default=list)
    silence = models.CharField("ce que le texte ne dit pas", max_length=400, blank=True)
    seat_kind = models.CharField("autorité de la règle", max_length=10, choices=enums.Authority.choices)
    seat_name = models.CharField("nom de l’autorité de la règle", max_length=200, blank=True)
    follows = models.BooleanField("autorité de la règle retenue")
    reason = models.CharField("raison d’un autre choix", max_length=200, blank=True)
    kept_at = models.DateTimeField("gardée le", auto_now_add=True)

    class Meta:
        verbose_name = "compétence expliquée"
        verbose_name_plural = "compétences expliquées"
        ordering = ["pk"]

    def __str__(self):
        return self.explanation
