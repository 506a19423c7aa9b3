"""The opening of named cases: the decisions that must be on record before a name is kept (HDS, RGPD art. 35)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_app.models.dated import Kept, KeptQuerySet


class Opening(Kept):
    """The references of the hosting decision and of the impact assessment, recorded by one and confirmed by another."""

    hosting_reference = models.CharField("décision d’hébergement, référence", max_length=160)
    hosting_on = models.DateField("décision d’hébergement, date")
    assessment_reference = models.CharField("analyse d’impact, référence", max_length=160)
    assessment_on = models.DateField("analyse d’impact, date")
    demonstration = models.BooleanField("démonstration", default=False, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="enregistrée par"
    )
    proposed_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmée par"
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="refermée par"
    )
    ended_at = models.DateTimeField("refermée le", null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "ouverture des dossiers"
        verbose_name_plural = "ouvertures des dossiers"
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(demonstration=True) | ~Q(confirmed_by=F("proposed_by")),
                name="opening_confirmed_by_another",
                violation_error_message="Une autre personne doit confirmer.",
            ),
            models.UniqueConstraint(
                fields=["demonstration"],
                condition=Q(ended_at=None),
                name="one_opening_at_a_time",
                violation_error_message="Une ouverture est déjà enregistrée.",
            ),
        ]

    def __str__(self):
        return self.hosting_reference
