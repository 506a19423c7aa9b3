"""What people add to the library: proposals an editor answers, and the references one used last for a country (L8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidance.enums import ProposalKind, ProposalState
from guidance.models.references import Reference


class ReferenceProposal(models.Model):
    """A link proposed, or a reference said to be dead; its author reads the answer and its reason."""

    kind = models.CharField("nature", max_length=20, choices=ProposalKind.choices)
    reference = models.ForeignKey(
        Reference, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name="référence"
    )
    title = models.CharField("titre", max_length=255, blank=True)
    publisher = models.CharField("éditeur", max_length=200, blank=True)
    url = models.CharField("adresse", max_length=600, blank=True)
    country = models.CharField("pays", max_length=2, blank=True)
    group = models.CharField("groupe de pathologies", max_length=30, blank=True)
    remark = models.CharField("remarque", max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reference_proposals", verbose_name="auteur"
    )
    made_at = models.DateTimeField("faite le", default=timezone.now)
    state = models.CharField("état", max_length=20, choices=ProposalState.choices, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidée par"
    )
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    reason = models.CharField("réponse à l’auteur", max_length=500, blank=True)

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositions"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_decided_with_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="proposal_refused_with_a_reason",
                violation_error_message="Écrivez la raison du refus : son auteur la lira.",
            ),
            models.UniqueConstraint(
                fields=["author", "reference"],
                condition=Q(kind="dead", state="waiting"),
                name="dead_link_told_once",
            ),
        ]

    def __str__(self):
        return self.title or (str(self.reference) if self.reference_id else self.get_kind_display())


class UsedReference(models.Model):
    """A reference that a person used for a country; theirs alone, which they change and erase."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_references", verbose_name="personne"
    )
    reference = models.ForeignKey(Reference, models.CASCADE, related_name="+", verbose_name="référence")
    country = models.CharField("pays", max_length=2)
    used_at = models.DateTimeField("utilisée le", default=timezone.now)

    class Meta:
        verbose_name = "référence utilisée"
        verbose_name_plural = "références utilisées"
        ordering = ["-used_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "country", "reference"], name="used_once_a_country")]

    def __str__(self):
        return f"{self.reference_id}, {self.country}"


class ReferenceImport(models.Model):
    """A file of references: read whole first, then brought in whole, or not at all."""

    name = models.CharField("fichier", max_length=200)
    words = models.TextField("contenu")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="déposé par"
    )
    asked_at = models.DateTimeField("déposé le", default=timezone.now)
    state = models.CharField("état", max_length=20, default="reading")
    total = models.PositiveIntegerField("lignes", default=0)
    done = models.PositiveIntegerField("lignes lues", default=0)
    good = models.PositiveIntegerField("lignes valables", default=0)
    added = models.PositiveIntegerField("références ajoutées", default=0)
    report = models.JSONField("lignes à corriger", default=list)

    class Meta:
        verbose_name = "import de références"
        verbose_name_plural = "imports de références"
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.name
