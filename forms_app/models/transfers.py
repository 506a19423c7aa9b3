"""The transfer of a dossier to another authority: what the first one keeps of it, which opens nothing (A-25, A-27)."""

from django.conf import settings
from django.db import models

from forms_app.enums import CaseRole
from forms_app.models.added import Added
from forms_app.models.authorities import Authority, Prefecture
from forms_app.models.dossiers import Dossier
from forms_app.rules.vocabulary import Situation


class Transfer(Added):
    """One transfer: the former reference, the day, to whom; and the columns of the dossier as they stood.

    The notes of the first director do not follow the person: they stay here, sealed, and no screen opens them.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="transfers", verbose_name="dossier")
    from_authority = models.ForeignKey(Authority, models.PROTECT, related_name="sent_away", verbose_name="de")
    to_authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name="à")
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro")
    day = models.DateField("jour")
    reason = models.CharField("motif", max_length=30)
    prefecture = models.ForeignKey(Prefecture, models.PROTECT, related_name="+", verbose_name="préfecture d’avant")
    residence = models.CharField("département de résidence d’avant", max_length=3)
    situation = models.CharField("situation d’avant", max_length=10, choices=Situation.choices)
    centre = models.CharField("département du centre d’avant", max_length=3, blank=True)
    direction = models.BinaryField("compartiment de la direction, chiffré", default=bytes, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="transmis par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    sent_at = models.DateTimeField("transmis le", auto_now_add=True)

    class Meta:
        verbose_name = "transfert"
        verbose_name_plural = "transferts"
        ordering = ["-pk"]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that the dossier bore in the first authority."""
        return f"{self.year}-{self.number:05d}"
