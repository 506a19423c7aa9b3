"""The acts that empower: designation of a physician, appointment to the college, head of an authority, delegation."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from forms_app import enums
from forms_app.enums import ActKind, CaseRole, Scope
from forms_app.models.dated import Kept, KeptQuerySet, days_in_order
from forms_app.models.people import Membership

#: Which role of which authorities an act empowers.
EMPOWERS = {
    ActKind.DESIGNATION: (CaseRole.PHYSICIAN, {enums.Authority.ARS, enums.Authority.PP}),
    ActKind.APPOINTMENT: (CaseRole.PHYSICIAN, {enums.Authority.OFII}),
    ActKind.HEAD: (CaseRole.DIRECTOR, {enums.Authority.ARS, enums.Authority.OFII}),
    ActKind.DELEGATION: (CaseRole.DIRECTOR, {enums.Authority.ARS, enums.Authority.OFII}),
}


class EmpoweringAct(Kept):
    """One signed act: number, signatory, days and scope; its reference is kept here, the paper stays the proof."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="acts", verbose_name="habilitation")
    kind = models.CharField("acte", max_length=20, choices=ActKind.choices)
    scope = models.CharField("portée", max_length=20, choices=Scope.choices, blank=True)
    reference = models.CharField("numéro ou référence", max_length=80)
    signed_on = models.DateField("signé le")
    signatory = models.CharField("signé par", max_length=120, help_text="Nom et qualité, comme sur l’acte.")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True, help_text="Dernier jour. Vide : jusqu’à nouvel ordre.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistré par"
    )
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "acte d’habilitation"
        verbose_name_plural = "actes d’habilitation"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            days_in_order("empowering_act_days"),
            models.CheckConstraint(
                condition=Q(kind=ActKind.DELEGATION) & ~Q(scope="") | ~Q(kind=ActKind.DELEGATION) & Q(scope=""),
                name="delegation_has_a_scope",
                violation_error_message="Une délégation a une portée, et elle seule.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}"

    def clean(self):
        """Refuse an act that empowers nobody of this role, or that is signed after it takes effect."""
        role, kinds = EMPOWERS.get(self.kind, ("", ()))
        if self.membership.role != role or self.membership.authority.kind not in kinds:
            raise ValidationError({"kind": "Cet acte ne concerne pas ce rôle dans cette autorité."})
        if self.signed_on and self.starts_on and self.signed_on > self.starts_on:
            raise ValidationError({"starts_on": "Un acte ne prend pas effet avant sa signature."})

    def covers(self, day: date) -> bool:
        """Tell whether the act is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
