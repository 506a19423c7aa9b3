"""The authorities whose physicians give the avis, under their dated names, and the préfectures attached to them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from forms_app import enums
from forms_app.models.dated import DatedQuerySet, Kept, KeptQuerySet, days_in_order, refuse_overlap


class Authority(Kept):
    """One ARS, the préfecture de police, or the OFII: the frame of every membership and of every case."""

    code = models.SlugField("code", max_length=40, unique=True)
    kind = models.CharField("nature", max_length=10, choices=enums.Authority.choices)
    region = models.CharField("code de la région", max_length=3, blank=True)
    on_call = models.CharField(
        "contact de permanence",
        max_length=200,
        blank=True,
        help_text="Qui appeler quand aucun médecin ne couvre un jour : service et téléphone.",
    )
    demonstration = models.BooleanField("fictive", default=False, editable=False)
    shown_on = models.DateField("jour de démonstration", null=True, blank=True, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "autorité"
        verbose_name_plural = "autorités"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_on=None) | models.Q(demonstration=True), name="shown_on_in_demonstration"
            )
        ]

    def __str__(self):
        return self.name_on(None)

    @property
    def today(self) -> date:
        """The day it is for this authority: the present one in Paris, or the day a made-up one is shown on."""
        return self.shown_on or timezone.localdate()

    def name_on(self, day: date | None) -> str:
        """Return the name on a day, or the present one when the day is None; the code when no name is known."""
        names = sorted(self.names.all(), key=lambda name: name.starts_on or date.min)
        held = [name for name in names if name.covers(day)] if day else names
        return held[-1].name if held else self.code


class AuthorityName(models.Model):
    """The name of an authority over a period: letters keep the one of their day."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="names", verbose_name="autorité")
    name = models.CharField("nom", max_length=200)
    starts_on = models.DateField("depuis le", null=True, blank=True, help_text="Vide : date inconnue.")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "nom d’autorité"
        verbose_name_plural = "noms d’autorités"
        ordering = ["authority", "starts_on"]
        constraints = [days_in_order("authority_name_days")]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse two names on one day."""
        words = "L’autorité porte déjà un nom sur une partie de ces jours."
        refuse_overlap(AuthorityName.objects.filter(authority=self.authority_id), self, words)

    def covers(self, day: date) -> bool:
        """Tell whether the authority bears this name on a day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or self.ends_on >= day)


class Prefecture(Kept):
    """A préfecture, whose prefect receives the avis of the authority it is attached to and fixes its list (A-14)."""

    code = models.CharField("code du département", max_length=6, unique=True)
    name = models.CharField("nom", max_length=120)
    address = models.TextField(
        "adresse postale", max_length=300, blank=True, help_text="Une ligne par ligne de l’enveloppe."
    )
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="prefectures", verbose_name="autorité")

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "préfecture"
        verbose_name_plural = "préfectures"
        ordering = ["code"]

    def __str__(self):
        return self.name

    def addressed_on(self, day: date) -> tuple[str, ...]:
        """Return the lines of an envelope on a day: the name, then the address then in force, or the undated one."""
        held = [row for row in self.addresses.all() if row.covers(day)]
        return self.name, *(held[-1].envelope if held else _lines(self.address))


class PrefectureAddress(Kept):
    """Who receives the letters at a préfecture, and where, from a day on: past envelopes keep theirs."""

    prefecture = models.ForeignKey(Prefecture, models.PROTECT, related_name="addresses", verbose_name="préfecture")
    service = models.CharField(
        "service destinataire",
        max_length=120,
        blank=True,
        help_text="Par exemple : bureau du séjour. Il peut rester vide.",
    )
    lines = models.TextField("adresse postale", max_length=300, help_text="Une ligne par ligne de l’enveloppe.")
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistrée par"
    )

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "adresse de préfecture"
        verbose_name_plural = "adresses de préfectures"
        ordering = ["prefecture", "starts_on"]
        constraints = [days_in_order("prefecture_address_days")]

    def __str__(self):
        return self.lines

    def clean(self):
        """Refuse two addresses on one day."""
        words = "La préfecture a déjà une adresse sur une partie de ces jours."
        refuse_overlap(PrefectureAddress.objects.filter(prefecture=self.prefecture_id), self, words)

    @property
    def envelope(self) -> tuple[str, ...]:
        """The lines that follow the name of the préfecture on an envelope."""
        return (*_lines(self.service), *_lines(self.lines))

    def covers(self, day: date) -> bool:
        """Tell whether letters of a day go there."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(str.strip, text.splitlines()) if line)
