"""The papers of a dossier: where they are, since when, who holds them; one row a move, never changed (A-28, A-33)."""

from django.conf import settings
from django.db import models

from forms_app.enums import CaseRole
from forms_app.models.added import Added
from forms_app.models.dossiers import Dossier
from forms_app.rules.vocabulary import CustodyStep


class CustodyMove(Added):
    """One move of the sealed papers. Neither place nor holder is medical: both pass the outgoing check."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="custody", verbose_name="dossier")
    step = models.CharField("mouvement", max_length=10, choices=CustodyStep.choices)
    day = models.DateField("jour")
    place = models.CharField("lieu", max_length=120, blank=True)
    holder = models.CharField("détenteur", max_length=120, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="noté par")
    role = models.CharField("au titre de", max_length=20, choices=CaseRole.choices)
    at = models.DateTimeField("noté le", auto_now_add=True)

    class Meta:
        verbose_name = "mouvement des pièces"
        verbose_name_plural = "mouvements des pièces"
        ordering = ["pk"]

    def __str__(self):
        return self.get_step_display()
