"""What leaves the secretariat by post: jobs of printing, and each piece in them until somebody says that it left."""

import uuid

from django.conf import settings
from django.db import models

from forms_app.enums import MailLayout, MailPiece, MailProblem, Way
from forms_app.models.authorities import Authority
from forms_app.models.dossiers import Dossier
from forms_app.models.sent import SentLetter


class PrintJob(models.Model):
    """Letters of one authority printed together, with their addresses and their list; the file is made when asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="autorité")
    layout = models.CharField("adresses", max_length=10, choices=MailLayout.choices, default=MailLayout.WINDOW)
    first_label = models.PositiveSmallIntegerField("première étiquette libre", default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="demandé par")
    made_at = models.DateTimeField("demandé le", auto_now_add=True)

    class Meta:
        verbose_name = "tirage de courriers"
        verbose_name_plural = "tirages de courriers"
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["authority", "made_at"], name="print_job_by_authority")]

    def __str__(self):
        return f"{self.made_at:%d/%m/%Y %H:%M}"


class Mailing(models.Model):
    """One piece of a job: a letter to make and print, or a signed avis that goes with the list."""

    job = models.ForeignKey(PrintJob, models.PROTECT, related_name="mailings", verbose_name="tirage")
    rank = models.PositiveIntegerField("rang")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="mailings", verbose_name="dossier")
    piece = models.CharField("pièce", max_length=20, choices=MailPiece.choices)
    sent = models.OneToOneField(
        SentLetter, models.PROTECT, null=True, related_name="mailing", verbose_name="lettre imprimée"
    )
    problem = models.CharField("empêchement", max_length=20, choices=MailProblem.choices, blank=True)
    left_on = models.DateField("partie le", null=True)
    way = models.CharField("envoi", max_length=20, choices=Way.choices, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="envoyée par"
    )
    recorded_at = models.DateTimeField("envoi enregistré le", null=True)

    class Meta:
        verbose_name = "pièce d’un tirage"
        verbose_name_plural = "pièces des tirages"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["job", "rank"], name="mailing_rank_unique"),
            models.CheckConstraint(
                condition=models.Q(left_on=None, left_by=None, recorded_at=None, way="")
                | models.Q(left_on__isnull=False, left_by__isnull=False, recorded_at__isnull=False) & ~models.Q(way=""),
                name="mailing_left_whole",
            ),
        ]

    def __str__(self):
        return f"{self.rank} {self.piece}"

    @property
    def is_letter(self) -> bool:
        """Tell whether the portal prints it; a signed avis is already on paper."""
        return self.piece in (MailPiece.RECEIPT, MailPiece.TRANSMISSION)

    @property
    def is_waiting(self) -> bool:
        """Tell whether its letter is still to be made."""
        return self.is_letter and self.sent_id is None and not self.problem

    @property
    def is_ready(self) -> bool:
        """Tell whether it can leave."""
        return not self.problem and not self.is_waiting and self.left_on is None
