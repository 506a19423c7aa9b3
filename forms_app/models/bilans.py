"""The annual bilan: its frame of a year, its draft, what was frozen and sent; diagnoses counted without identity.

A frozen bilan, its sending and a frame are rows that are only added to. What is stored of a bilan is masked already.
"""

import uuid

from django.conf import settings
from django.db import models

from forms_app.enums import BilanKind, BilanReason, BilanState, CaseRole, Way
from forms_app.models.added import Added
from forms_app.models.authorities import Authority
from forms_app.models.dossiers import Avis


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label)


class AvisAnswers(models.Model):
    """The ticked boxes of a validated avis, sealed under the keys of the avis: what a bilan counts of it (S1)."""

    avis = models.OneToOneField(
        Avis, models.PROTECT, primary_key=True, related_name="answers", verbose_name="avis validé"
    )
    payload = models.BinaryField("réponses, chiffrées", editable=False)

    class Meta:
        verbose_name = "réponses d’un avis"
        verbose_name_plural = "réponses des avis"

    def __str__(self):
        return "réponses d’un avis"


class DiagnosisWaiting(models.Model):
    """The counters of an authority over a year that is not over: one sealed row of constant size (S5).

    It is rewritten whole at each validation, and holds neither a key of a dossier nor a day.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="autorité")
    year = models.PositiveSmallIntegerField("année")
    payload = models.BinaryField("compteurs, chiffrés", editable=False)

    class Meta:
        verbose_name = "diagnostics en attente"
        verbose_name_plural = "diagnostics en attente"
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="diagnoses_wait_once")]

    def __str__(self):
        return f"{self.authority_id} {self.year}"


class DiagnosisCount(models.Model):
    """How many avis of an authority and a year were of a group of diagnoses; the rows of a year are written at once."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="autorité")
    year = models.PositiveSmallIntegerField("année")
    group = models.CharField("groupe", max_length=40)
    number = models.PositiveIntegerField("nombre")

    class Meta:
        verbose_name = "compte de diagnostics"
        verbose_name_plural = "comptes de diagnostics"
        constraints = [models.UniqueConstraint(fields=["authority", "year", "group"], name="diagnosis_counted_once")]

    def __str__(self):
        return f"{self.authority_id} {self.year} {self.group}"


class FrameEdition(Added):
    """A frame that editors wrote, in force for the bilans of its year and after; the last one of a year counts."""

    kind = models.CharField("bilan", max_length=12, choices=BilanKind.choices)
    year = models.PositiveSmallIntegerField("à partir du bilan de l’année")
    content = models.JSONField("cadre")
    written_by = _person("écrit par")
    written_at = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "cadre de bilan"
        verbose_name_plural = "cadres de bilan"
        ordering = ["year", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"


class BilanDraft(models.Model):
    """The bilan of a year as last computed, masked; computing it again replaces it."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="autorité")
    year = models.PositiveSmallIntegerField("année")
    state = models.CharField("état", max_length=10, choices=BilanState.choices, default=BilanState.ASKED)
    done = models.PositiveIntegerField("dossiers lus", default=0)
    total = models.PositiveIntegerField("dossiers à lire", default=0)
    content = models.TextField("contenu", blank=True)
    asked_by = _person("demandé par")
    asked_at = models.DateTimeField("demandé le")
    made_at = models.DateTimeField("calculé le", null=True, blank=True)

    class Meta:
        verbose_name = "brouillon de bilan"
        verbose_name_plural = "brouillons de bilan"
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="one_bilan_draft_a_year")]

    def __str__(self):
        return f"{self.authority_id} {self.year}"


class FrozenBilan(Added):
    """A version of a bilan as it was frozen, byte for byte, with its digest; a correction is another version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="bilans", verbose_name="autorité")
    year = models.PositiveSmallIntegerField("année")
    version = models.PositiveSmallIntegerField("version")
    content = models.TextField("contenu")
    sha256 = models.CharField("empreinte", max_length=64)
    reason = models.CharField("motif de la correction", max_length=20, choices=BilanReason.choices, blank=True)
    frozen_by = _person("figé par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    frozen_at = models.DateTimeField("figé le")

    class Meta:
        verbose_name = "bilan figé"
        verbose_name_plural = "bilans figés"
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "version"], name="bilan_version_once"),
            models.CheckConstraint(
                condition=models.Q(version=1, reason="") | models.Q(version__gt=1) & ~models.Q(reason=""),
                name="bilan_correction_has_a_reason",
                violation_error_message="Une correction a un motif.",
            ),
        ]

    def __str__(self):
        return f"{self.year} v{self.version}"


class BilanSending(Added):
    """That a frozen bilan left: the day, the way, who says so."""

    bilan = models.OneToOneField(FrozenBilan, models.PROTECT, related_name="sending", verbose_name="bilan")
    day = models.DateField("parti le")
    way = models.CharField("envoi", max_length=20, choices=Way.choices)
    recorded_by = _person("noté par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    recorded_at = models.DateTimeField("noté le", auto_now_add=True)

    class Meta:
        verbose_name = "envoi de bilan"
        verbose_name_plural = "envois de bilan"

    def __str__(self):
        return f"{self.day}"
