"""Durations recorded with their reference, and destructions that two people decide: how many, never whom (W10)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from forms_app.models.authorities import Authority
from forms_app.models.dated import Kept, KeptQuerySet
from forms_app.rules.vocabulary import KeptFrom
from guidance.enums import Regime

_WHO = settings.AUTH_USER_MODEL
BY_ANOTHER = "Une autre personne doit confirmer."


class RetentionRule(Kept):
    """How long the dossiers of a regime are kept, from which day, and what decides it; in force once confirmed."""

    regime = models.CharField("régime", max_length=10, choices=Regime.choices)
    months = models.PositiveSmallIntegerField(
        "durée, en mois",
        validators=[MinValueValidator(1, "Un mois au moins."), MaxValueValidator(1200, "Cent ans au plus.")],
    )
    runs_from = models.CharField("à partir de", max_length=10, choices=KeptFrom.choices)
    reference = models.CharField(
        "référence", max_length=240, help_text="Le texte ou la décision qui fixe cette durée, avec sa date."
    )
    proposed_by = models.ForeignKey(_WHO, models.PROTECT, related_name="+", verbose_name="enregistrée par")
    proposed_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        _WHO, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmée par"
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    ended_by = models.ForeignKey(
        _WHO, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="terminée par"
    )
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "durée de conservation"
        verbose_name_plural = "durées de conservation"
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(confirmed_by=F("proposed_by")),
                name="retention_confirmed_by_another",
                violation_error_message=BY_ANOTHER,
            ),
            models.UniqueConstraint(
                fields=["regime"],
                condition=Q(ended_at=None),
                name="one_retention_rule_a_regime",
                violation_error_message="Une durée est déjà enregistrée pour ce régime : terminez-la d’abord.",
            ),
        ]

    def __str__(self):
        return f"{self.get_regime_display()}, {self.months} mois"


class Disposal(Kept):
    """A destruction: proposed by one, confirmed by a physician who is another; its trace says how many."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="autorité")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+", verbose_name="durée appliquée")
    count = models.PositiveIntegerField("dossiers")
    proposed_by = models.ForeignKey(_WHO, models.PROTECT, related_name="+", verbose_name="proposée par")
    proposed_at = models.DateTimeField("proposée le", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        _WHO, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmée par"
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    cancelled_at = models.DateTimeField("abandonnée le", null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "destruction"
        verbose_name_plural = "destructions"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, cancelled_at=None)
                & ~Q(confirmed_by=F("proposed_by")),
                name="disposal_confirmed_by_another",
                violation_error_message=BY_ANOTHER,
            ),
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(confirmed_at=None, cancelled_at=None),
                name="one_disposal_at_a_time",
                violation_error_message="Une destruction attend déjà dans cette autorité.",
            ),
        ]

    def __str__(self):
        return f"{self.count}"


class DisposalItem(models.Model):
    """A dossier named in a destruction: the door of the database's locks while it happens, gone with it."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="items", verbose_name="destruction")
    dossier = models.UUIDField("dossier")

    class Meta:
        verbose_name = "dossier à détruire"
        verbose_name_plural = "dossiers à détruire"
        constraints = [models.UniqueConstraint(fields=["disposal", "dossier"], name="disposal_names_once")]
        indexes = [models.Index(fields=["dossier"], name="disposal_of_dossier")]

    def __str__(self):
        return str(self.dossier)
