"""What happened to a dossier: one row an act, added and never changed, which the database itself holds (W1)."""

from django.conf import settings
from django.db import models

from forms_app.enums import CaseRole, Way
from forms_app.models.dossiers import Dossier
from forms_app.rules.vocabulary import ReceptionMode


class PassageQuerySet(models.QuerySet):
    def update(self, **values):
        raise TypeError("Passages are only added to.")

    def delete(self):
        raise TypeError("Passages are only added to.")


class Passage(models.Model):
    """One transition of one table, by whom, when, for which closed reason; `day` is the day of the event in Paris."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="passages", verbose_name="dossier")
    rank = models.PositiveIntegerField("rang")
    table = models.CharField("table", max_length=24)
    name = models.CharField("acte", max_length=40)
    source = models.CharField("de", max_length=40)
    target = models.CharField("à", max_length=40)
    reason = models.CharField("motif", max_length=30, blank=True)
    day = models.DateField("jour")
    mode = models.CharField("arrivée", max_length=20, choices=ReceptionMode.choices, blank=True)
    way = models.CharField("envoi", max_length=20, choices=Way.choices, blank=True)
    letter = models.UUIDField("lettre", null=True, blank=True, unique=True)
    fiche = models.CharField("fiche", max_length=40, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    at = models.DateTimeField("le")

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = "passage"
        verbose_name_plural = "passages"
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="passage_rank_unique")]

    def __str__(self):
        return f"{self.rank} {self.name}"

    def save(self, *args, **kwargs):
        """Insert only: what happened does not change."""
        if not self._state.adding:
            raise TypeError("Passages are only added to.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Passages are only added to.")
