"""Who a dossier is about, as written on each day: a correction is another row, and the former one stays sealed."""

from django.conf import settings
from django.db import models

from forms_app.models.added import Added
from forms_app.models.authorities import Prefecture
from forms_app.models.dossiers import Dossier


class IdentityVersion(Added):
    """One identity of a dossier that was corrected: the one registered has rank 0, the last one is the dossier's."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="identities", verbose_name="dossier")
    rank = models.PositiveSmallIntegerField("rang")
    person = models.BinaryField("personne, chiffrée", editable=False)
    initials = models.CharField("initiales", max_length=12, blank=True)
    prefecture = models.ForeignKey(Prefecture, models.PROTECT, related_name="+", verbose_name="préfecture")
    reason = models.CharField("motif", max_length=30, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="écrite par"
    )
    written_at = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "identité d’un dossier"
        verbose_name_plural = "identités des dossiers"
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="identity_rank_unique")]

    def __str__(self):
        return f"{self.rank}"
