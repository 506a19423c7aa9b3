"""The letters that left a dossier for the préfet or a director general, kept as their very bytes (A-10, A-28)."""

import uuid

from django.db import models

from forms_app.enums import Recipient
from forms_app.models.added import Added
from forms_app.models.authorities import Authority
from forms_app.models.dossiers import Dossier


class SentLetter(Added):
    """One letter carried by an act; an avis is kept apart, as `Avis`. A note has the authority whose director reads it.

    A letter of its author is forgotten after some days: an appeal comes later, and a note must reach its reader.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="sent", verbose_name="dossier")
    letter = models.UUIDField("lettre", unique=True)
    fiche = models.CharField("fiche", max_length=40)
    recipient = models.CharField("destinataire", max_length=20, choices=Recipient.choices)
    addressee = models.ForeignKey(
        Authority, models.PROTECT, null=True, related_name="notes", verbose_name="autorité destinataire"
    )
    pdf = models.BinaryField("fichier chiffré", editable=False)
    pdf_sha256 = models.CharField("empreinte du fichier", max_length=64)
    sent_on = models.DateField("du")
    kept_at = models.DateTimeField("gardée le", auto_now_add=True)

    class Meta:
        verbose_name = "lettre partie d’un dossier"
        verbose_name_plural = "lettres parties des dossiers"
        ordering = ["kept_at"]

    def __str__(self):
        return f"{self.fiche} {self.pk}"
