"""What an authority adds under a clause for its own services, never mistaken for the national text (G6)."""

from django.contrib.auth.models import Group
from django.db import models

from guidance.models.forms import LocalNoteForm
from guidance.models.texts import TextPage


class NotingAuthority(models.Model):
    """An authority that may stand notes under clauses, and the group of its editors."""

    name = models.CharField("autorité", max_length=120, unique=True)
    editors = models.ForeignKey(
        Group, models.PROTECT, verbose_name="ses rédacteurs", help_text="Seul ce groupe écrit ses notes."
    )

    class Meta:
        verbose_name = "autorité qui annote"
        verbose_name_plural = "autorités qui annotent"
        ordering = ["name"]

    def __str__(self):
        return self.name


class LocalNote(models.Model):
    """A note of an authority under a clause; it follows the label from edition to edition."""

    authority = models.ForeignKey(NotingAuthority, models.PROTECT, related_name="notes", verbose_name="autorité")
    text = models.ForeignKey(TextPage, models.CASCADE, related_name="local_notes", verbose_name="texte")
    label = models.CharField("clause", max_length=60)
    body = models.TextField("note", max_length=1200, help_text="Texte simple, 1 200 signes au plus.")
    written_on = models.DateField("écrite le")
    ends_on = models.DateField("affichée jusqu’au", null=True, blank=True)

    base_form_class = LocalNoteForm

    class Meta:
        verbose_name = "note locale"
        verbose_name_plural = "notes locales"
        ordering = ["label", "authority", "written_on"]

    def __str__(self):
        return f"{self.authority}, {self.label}"
