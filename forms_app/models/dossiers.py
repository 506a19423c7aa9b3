"""Named case files in compartments: administrative, report, medical, director’s; each under its own keys (C1)."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models

from forms_app import enums
from forms_app.enums import CaseRole, Matter, Nature
from forms_app.models.authorities import Authority, Prefecture
from forms_app.models.dated import Kept, KeptQuerySet
from forms_app.rules.vocabulary import AuthorKind, AuthorStanding, ReceptionMode, Situation
from guidance.enums import Regime
from guidance.regimes import regime_for

#: The due date of a dossier that no time limit runs for: after every real one in an index.
NO_LIMIT = date(9999, 12, 31)


def _waiting(role: str) -> models.Index:
    """The index of what waits for a role: it holds those dossiers alone, in the order of the list."""
    order = ["authority", "due_on", "year", "number"]
    return models.Index(fields=order, condition=models.Q(**{f"for_{role}": True}), name=f"dossier_for_{role}")


def _due(column: str, name: str) -> models.Index:
    return models.Index(fields=["authority", column, "year", "number"], condition=~models.Q(**{column: ""}), name=name)


class Dossier(Kept):
    """The administrative compartment. Who the person is, sealed, stands in `person`; nothing here is medical.

    The three states are those of the tables of `rules.workflow`; they follow the passages and are written with them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="dossiers", verbose_name="autorité")
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro")
    initials = models.CharField("initiales", max_length=12, blank=True)
    person = models.BinaryField("personne, chiffrée", editable=False)
    prefecture = models.ForeignKey(Prefecture, models.PROTECT, related_name="+", verbose_name="préfecture")
    matter = models.CharField("fondement", max_length=24, choices=Matter.choices)
    nature = models.CharField("nature", max_length=10, choices=Nature.choices, blank=True)
    registered_on = models.DateField("enregistrement ou saisine")
    situation = models.CharField("situation", max_length=10, choices=Situation.choices, default=Situation.FREE)
    residence = models.CharField("département de résidence", max_length=3)
    centre = models.CharField("département du centre de rétention", max_length=3, blank=True)
    competence_reason = models.CharField("raison du choix de l’autorité", max_length=200, blank=True)
    avis_state = models.CharField("état", max_length=40)
    appeal_state = models.CharField("recours", max_length=40)
    humanitarian_state = models.CharField("circonstance humanitaire", max_length=40, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ouvert par")
    opened_at = models.DateTimeField("ouvert le", auto_now_add=True)
    # What lists sort and filter by, written by `services.dossier_marks` with each act; nobody types them.
    due_on = models.DateField("prochaine échéance", default=NO_LIMIT, editable=False)
    due_rule = models.CharField("règle de l’échéance", max_length=30, blank=True, editable=False)
    for_physician = models.BooleanField("attend le médecin", default=False, editable=False)
    for_named = models.BooleanField("attend des médecins désignés", default=False, editable=False)
    for_secretary = models.BooleanField("attend le secrétariat", default=False, editable=False)
    for_director = models.BooleanField("attend la direction", default=False, editable=False)
    fiche_due = models.CharField("fiche à envoyer", max_length=40, blank=True, editable=False)
    handing_due = models.CharField("avis à remettre", max_length=40, blank=True, editable=False)
    marks_version = models.PositiveSmallIntegerField("version des repères", default=0, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier"
        verbose_name_plural = "dossiers"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "number"], name="dossier_reference_unique"),
        ]
        indexes = [
            models.Index(fields=["authority", "avis_state"], name="dossier_by_state"),
            models.Index(fields=["authority", "due_on"], name="dossier_by_due_date"),
            *(_waiting(role) for role in ("physician", "secretary", "director")),
            _due("fiche_due", "dossier_fiche_due"),
            _due("handing_due", "dossier_handing_due"),
            models.Index(fields=["marks_version"], name="dossier_by_marks"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """The reference within its authority, which names nobody."""
        return f"{self.year}-{self.number:05d}"

    @property
    def regime(self) -> Regime:
        return regime_for(self.registered_on)


class Awaited(models.Model):
    """A physician named for a dossier, whom alone it waits for: its rapporteur, or one of those who give its avis."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="awaited", verbose_name="dossier")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="médecin")

    class Meta:
        verbose_name = "médecin attendu"
        verbose_name_plural = "médecins attendus"
        constraints = [models.UniqueConstraint(fields=["user", "dossier"], name="awaited_once")]

    def __str__(self):
        return f"{self.user_id}"


class DossierName(models.Model):
    """A keyed digest of a normalised name of the person: found by whoever types the name, unreadable otherwise."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="names", verbose_name="dossier")
    digest = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "empreinte de nom"
        verbose_name_plural = "empreintes de noms"
        constraints = [models.UniqueConstraint(fields=["dossier", "digest"], name="dossier_name_once")]
        indexes = [models.Index(fields=["digest"], name="dossier_by_name")]

    def __str__(self):
        return self.digest[:8]


class Report(models.Model):
    """A medical report or certificate as it arrived: when, how, from whom (sealed); never what it says (A-18).

    Who the author is, and the words of the register about them, are sealed: a name, a hospital tell a speciality. Its
    verdict stands in clear, so that a dossier warns without opening what is sealed.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reports", verbose_name="dossier")
    received_on = models.DateField("reçu le")
    mode = models.CharField("arrivée", max_length=20, choices=ReceptionMode.choices)
    sealed = models.BooleanField("sous pli confidentiel", default=True)
    sent_on = models.DateField("certificat transmis le", null=True, blank=True)
    author_kind = models.CharField("auteur", max_length=10, choices=AuthorKind.choices, blank=True)
    author = models.BinaryField("auteur, chiffré", default=bytes, editable=False)
    author_standing = models.CharField("auteur au registre", max_length=16, choices=AuthorStanding.choices, blank=True)
    author_treats = models.BooleanField("auteur médecin traitant", null=True, blank=True)
    supply_joined = models.BooleanField("éléments sur l’offre de soins joints", default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistré par"
    )
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "réception d’un rapport"
        verbose_name_plural = "réceptions de rapports"
        ordering = ["received_on", "pk"]

    def __str__(self):
        return f"{self.received_on}"


class _SealedFile(models.Model):
    """One sealed compartment beside a dossier."""

    payload = models.BinaryField("contenu chiffré", default=bytes, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="écrit par")
    written_at = models.DateTimeField("écrit le", auto_now=True)

    class Meta:
        abstract = True


class MedicalFile(_SealedFile):
    """The medical compartment: the points verified on the report and the physician's notes, for physicians alone.

    Two facts stand in clear, so that a dossier warns without opening what is sealed; neither is medical.
    """

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="medical", verbose_name="dossier"
    )
    author_checked = models.BooleanField("qualité de l’auteur du rapport vérifiée", default=False)
    answers_checked = models.BooleanField("réponses du rapport vérifiées", default=False)

    class Meta:
        verbose_name = "compartiment médical"
        verbose_name_plural = "compartiments médicaux"

    def __str__(self):
        return "compartiment médical"


class DirectorFile(_SealedFile):
    """The director's compartment, which physicians and secretaries do not open."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="direction", verbose_name="dossier"
    )

    class Meta:
        verbose_name = "compartiment de la direction"
        verbose_name_plural = "compartiments de la direction"

    def __str__(self):
        return "compartiment de la direction"


class DossierRun(models.Model):
    """A fiche begun from a dossier: the run of the wizard, its author's alone until its letter is delivered (C5)."""

    run = models.UUIDField("passage", primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="runs", verbose_name="dossier")
    fiche = models.CharField("fiche", max_length=40)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="commencée par"
    )
    started_at = models.DateTimeField("commencée le", auto_now_add=True)

    class Meta:
        verbose_name = "fiche d’un dossier"
        verbose_name_plural = "fiches des dossiers"
        ordering = ["started_at"]

    def __str__(self):
        return f"{self.fiche} {self.run}"


class Avis(models.Model):
    """A validated avis: the very bytes of its letter, sealed; the database refuses any change (C6, V-4).

    Their seal alone may be renewed under a newer key: the digest of the bytes is locked, and checked at each reading.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="avis", verbose_name="dossier")
    letter = models.UUIDField("lettre", unique=True)
    pdf = models.BinaryField("fichier chiffré", editable=False)
    pdf_sha256 = models.CharField("empreinte du fichier", max_length=64)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="rectifie"
    )
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="validé par"
    )
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    validated_at = models.DateTimeField("validé le")

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["validated_at"]

    def __str__(self):
        return f"{enums.Compartment.AVIS.label} {self.pk}"
