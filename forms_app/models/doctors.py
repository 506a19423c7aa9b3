"""The register of the doctors who may write a report: lists fixed by the prefects, and posts in hospitals (A-14)."""

import unicodedata

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from forms_app.enums import ImportState, Post
from forms_app.models.authorities import Prefecture
from forms_app.models.dated import DatedQuerySet, days_in_order


def folded(text: str) -> str:
    """Return a name without accents, case or signs, as it is looked for."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe")
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


class Doctor(models.Model):
    """A doctor, as an order of the prefect or an establishment names them: public words, no case."""

    rpps = models.CharField(
        "numéro RPPS",
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^\d{11}$", "Un numéro RPPS a onze chiffres.")],
    )
    last_name = models.CharField("nom", max_length=80)
    first_name = models.CharField("prénom", max_length=80)
    town = models.CharField("commune d’exercice", max_length=80, blank=True)
    folded = models.CharField(max_length=170, editable=False, db_index=True)  # names without accents nor case

    class Meta:
        verbose_name = "médecin"
        verbose_name_plural = "médecins"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rpps"],
                condition=~models.Q(rpps=""),
                name="doctor_by_rpps",
                violation_error_message="Un médecin de ce numéro est déjà au registre.",
            )
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name}"

    def save(self, *args, **kwargs):
        """Keep the folded names in step."""
        self.folded = folded(f"{self.last_name} {self.first_name}")
        super().save(*args, **kwargs)


class Approval(models.Model):
    """A doctor on the list of one préfecture, by one order, from a day to a day; a renewal is a row of its own."""

    doctor = models.ForeignKey(Doctor, models.PROTECT, related_name="approvals", verbose_name="médecin")
    prefecture = models.ForeignKey(Prefecture, models.PROTECT, related_name="approvals", verbose_name="préfecture")
    order = models.CharField("arrêté n°", max_length=80)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True, help_text="Dernier jour. Vide : fin non indiquée.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "agrément"
        verbose_name_plural = "agréments"
        ordering = ["prefecture", "doctor", "starts_on"]
        indexes = [models.Index(fields=["prefecture", "ends_on"], name="approval_ending")]
        constraints = [
            days_in_order("approval_days"),
            models.UniqueConstraint(
                fields=["doctor", "prefecture", "order", "starts_on"],
                name="approval_once",
                violation_error_message="Cet agrément est déjà au registre.",
            ),
        ]

    def __str__(self):
        return f"{self.prefecture_id} {self.order}"


class HospitalPost(models.Model):
    """A doctor of a hospital, a UCSA or a detention centre: the author of a report without being on a list."""

    doctor = models.ForeignKey(Doctor, models.PROTECT, related_name="posts", verbose_name="médecin")
    post = models.CharField("qualité", max_length=10, choices=Post.choices)
    establishment = models.CharField("établissement", max_length=160)
    starts_on = models.DateField("depuis le", null=True, blank=True, help_text="Vide : date inconnue.")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "poste hospitalier"
        verbose_name_plural = "postes hospitaliers"
        ordering = ["doctor", "starts_on"]
        constraints = [days_in_order("hospital_post_days")]

    def __str__(self):
        return f"{self.get_post_display()}, {self.establishment}"


class RegisterImport(models.Model):
    """A file of the list as it was sent, kept until it is written or left, and the report of what became of it."""

    content = models.TextField("contenu", blank=True)
    file_name = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte", max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="déposé par")
    made_at = models.DateTimeField("déposé le", auto_now_add=True)
    state = models.CharField("état", max_length=10, choices=ImportState.choices, default=ImportState.READING)
    total = models.PositiveIntegerField("lignes", default=0)
    done = models.PositiveIntegerField("lignes lues", default=0)
    to_add = models.PositiveIntegerField("agréments à ajouter", default=0)
    report = models.JSONField("lignes refusées, avec leurs motifs", default=list)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="confirmé par"
    )
    applied_at = models.DateTimeField("importé le", null=True, blank=True)
    added = models.PositiveIntegerField("agréments ajoutés", default=0)
    known = models.PositiveIntegerField("déjà au registre", default=0)
    refused = models.PositiveIntegerField("lignes refusées", default=0)

    class Meta:
        verbose_name = "import du registre"
        verbose_name_plural = "imports du registre"
        ordering = ["-made_at"]

    def __str__(self):
        return self.file_name
