"""The checks of the references: each answer kept, and the runs that go through many (L2)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from guidance.enums import RunState, Verdict
from guidance.models.references import Reference


class CheckRun(models.Model):
    """One pass over many references, asked at the desk or by a command; one at a time."""

    asked_by = models.CharField("demandée par", max_length=150, blank=True)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    state = models.CharField("état", max_length=20, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField("références à vérifier", default=0)
    done = models.PositiveIntegerField("références vérifiées", default=0)
    busy_until = models.DateTimeField("tenue jusqu’à", null=True, blank=True)
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    class Meta:
        verbose_name = "vérification des liens"
        verbose_name_plural = "vérifications des liens"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Case(models.When(ended_at=None, then=models.Value(1))), name="one_check_run_at_a_time"
            )
        ]

    def __str__(self):
        return f"Vérification du {timezone.localtime(self.asked_at):%d/%m/%Y %H:%M}"


class ReferenceCheck(models.Model):
    """One check of one reference: what was found, by whom or by the tool, never changed."""

    reference = models.ForeignKey(Reference, models.CASCADE, related_name="checks", verbose_name="référence")
    run = models.ForeignKey(
        CheckRun, models.SET_NULL, null=True, blank=True, related_name="checks", verbose_name="vérification"
    )
    checked_at = models.DateTimeField("le", default=timezone.now)
    verdict = models.CharField("résultat", max_length=20, choices=Verdict.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="personne"
    )
    by = models.CharField("par", max_length=150, blank=True)
    url = models.CharField("adresse essayée", max_length=600, blank=True)
    found_url = models.CharField("adresse trouvée", max_length=600, blank=True)
    answer = models.PositiveSmallIntegerField("réponse du serveur", null=True, blank=True)
    reason = models.CharField("précision", max_length=255, blank=True)
    fingerprint = models.CharField("empreinte du contenu", max_length=80, blank=True)
    failed = models.BooleanField("sans réponse", default=False)

    class Meta:
        verbose_name = "contrôle d’une référence"
        verbose_name_plural = "contrôles des références"
        ordering = ["-checked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["run", "reference"], name="reference_once_a_run")]

    def __str__(self):
        return f"{self.reference_id}, {self.get_verdict_display()}"
