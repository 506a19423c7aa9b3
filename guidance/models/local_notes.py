"""What an authority adds for its own services: notes under a clause, addresses; never the national text (G6, L7)."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from guidance import extensions
from guidance.enums import ContactKind
from guidance.models.forms import LocalNoteForm, OfOwnAuthorityForm
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


class LocalContactQuerySet(models.QuerySet):
    def standing(self, day):
        """Those that hold on a day; the last day counts."""
        return self.filter(Q(since__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day)))


class LocalContact(models.Model):
    """An address of an authority or of a service beside it, given by its local editors, dated, under its name (L7)."""

    authority = models.ForeignKey(NotingAuthority, models.PROTECT, related_name="contacts", verbose_name="autorité")
    organisation = models.CharField(
        "service", max_length=150, help_text="Un service ou un guichet, jamais une personne."
    )
    kind = models.CharField("nature", max_length=20, choices=ContactKind.choices)
    value = models.CharField("coordonnée", max_length=255)
    since = models.DateField("valable à partir du")
    ended_on = models.DateField("valable jusqu’au", null=True, blank=True, help_text="Ce jour compris.")

    objects = LocalContactQuerySet.as_manager()
    base_form_class = OfOwnAuthorityForm

    class Meta:
        verbose_name = "coordonnée locale"
        verbose_name_plural = "coordonnées locales"
        ordering = ["authority", "organisation", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="local_contact_ends_after_it_begins",
                violation_error_message="La fin précède le début.",
            )
        ]

    def __str__(self):
        return f"{self.organisation}, {self.get_kind_display()}"

    def clean(self):
        """Refuse words that speak of a person and an illness."""
        if objections := extensions.objections(self.organisation, self.value):
            raise ValidationError({"organisation": objections})
