"""Memberships: the only source of rights on cases, granted by two people, ended and never removed (C1); absences."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from forms_app import enums
from forms_app.enums import ActKind, CaseRole, Scope
from forms_app.models.authorities import Authority
from forms_app.models.dated import DatedQuerySet, Kept, KeptQuerySet, days_in_order

_DIRECTED = (
    enums.Authority.ARS,
    enums.Authority.OFII,
)  # the préfecture de police has no « sous couvert » (fiche 3 bis)


class MembershipQuerySet(KeptQuerySet):
    def in_force(self, day: date) -> "MembershipQuerySet":
        """Those that give rights on a day: confirmed by a second person, within their days, of an account in use."""
        return self.covering(day).filter(confirmed_at__isnull=False, closed_at=None, user__is_active=True)

    def proposed(self) -> "MembershipQuerySet":
        """Those that wait for a second administrator."""
        return self.filter(confirmed_at=None, closed_at=None)

    def holding(self, role: CaseRole) -> "MembershipQuerySet":
        return self.filter(role=role)

    def empowered(self, day: date, *kinds: ActKind, scope: Scope | None = None) -> "MembershipQuerySet":
        """Those in force on a day with an act of one of these kinds in force too."""
        acts = Q(acts__kind__in=kinds, acts__starts_on__lte=day) & (Q(acts__ends_on=None) | Q(acts__ends_on__gte=day))
        return self.in_force(day).filter(acts & Q(acts__scope=scope) if scope else acts).distinct()

    def may_validate(self, authority: Authority, day: date) -> "MembershipQuerySet":
        """The physicians who may give the avis of an authority on a day: designated (A-03), or of its college."""
        act = ActKind.APPOINTMENT if authority.kind == enums.Authority.OFII else ActKind.DESIGNATION
        return self.empowered(day, act).filter(authority=authority, role=CaseRole.PHYSICIAN)

    def may_transmit(self, authority: Authority, day: date) -> "MembershipQuerySet":
        """Who transmits to the prefect on a day: the head or a delegate (A-35); in Paris the physician (A-25)."""
        if authority.kind not in _DIRECTED:
            return self.may_validate(authority, day)
        return self._heads_and_delegates(authority, day, Scope.TRANSMISSION)

    def may_sign_humanitarian(self, authority: Authority, day: date) -> "MembershipQuerySet":
        """Who signs the avis on exceptional circumstances on a day (A-36, A-37): of an ARS only."""
        if authority.kind != enums.Authority.ARS:
            return self.none()
        return self._heads_and_delegates(authority, day, Scope.HUMANITARIAN)

    def _heads_and_delegates(self, authority: Authority, day: date, scope: Scope) -> "MembershipQuerySet":
        members = self.filter(authority=authority, role=CaseRole.DIRECTOR)
        return members.empowered(day, ActKind.HEAD) | members.empowered(day, ActKind.DELEGATION, scope=scope)


class Membership(Kept):
    """A person in a role of an authority, from a day to a day: proposed by one administrator, confirmed by another."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="personne"
    )
    role = models.CharField("rôle", max_length=20, choices=CaseRole.choices)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="memberships", verbose_name="autorité")
    service = models.CharField("service", max_length=120, blank=True)
    share = models.PositiveSmallIntegerField(
        "quotité", null=True, blank=True, help_text="En pour cent du temps de travail. Vide : non indiquée."
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True, help_text="Dernier jour. Vide : jusqu’à nouvel ordre.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="proposée par"
    )
    proposed_at = models.DateTimeField("proposée le")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmée par"
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="écartée par"
    )
    closed_at = models.DateTimeField("écartée le", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "habilitation"
        verbose_name_plural = "habilitations"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["user", "authority", "role"], name="membership_of_user")]
        constraints = [
            days_in_order("membership_days"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=1, share__lte=100),
                name="membership_share",
                violation_error_message="La quotité va de 1 à 100 %%.",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("user")),
                name="membership_proposed_by_another",
                violation_error_message="Personne ne propose sa propre habilitation.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("proposed_by"))
                & ~Q(confirmed_by=F("user")),
                name="membership_confirmed_by_another",
                violation_error_message="Une autre personne doit confirmer : ni celle qui propose, ni l’intéressée.",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False, confirmed_at=None),
                name="membership_closed_before_confirmation",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.authority_id}"

    def clean(self):
        """Refuse a second membership of one person in one role on the same days."""
        same = Membership.objects.filter(user=self.user_id, role=self.role, authority=self.authority_id, closed_at=None)
        if same.exclude(pk=self.pk).meeting(self.starts_on, self.ends_on).exists():
            raise ValidationError("Cette personne a déjà ce rôle, ou y est proposée, sur une partie de ces jours.")

    def state_on(self, day: date) -> str:
        """Return where a membership stands on a day, in French."""
        if self.closed_at:
            return "écartée"
        if not self.confirmed_at:
            return "à confirmer"
        if day < self.starts_on:
            return "à venir"
        return "terminée" if self.ends_on and self.ends_on < day else "en cours"


class Absence(models.Model):
    """Days when a member is away, and who takes over; a day may be taken back, so an absence may be cancelled."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="absences", verbose_name="membre absent")
    substitute = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="stands_in_for", verbose_name="remplaçant"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistrée par"
    )
    recorded_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        verbose_name_plural = "absences"
        ordering = ["starts_on", "pk"]
        constraints = [
            days_in_order("absence_days"),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("membership")),
                name="absence_substitute_is_another",
                violation_error_message="Une autre personne remplace.",
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} {self.ends_on}"
