"""What the network of physicians is told for a time: health alerts, meetings (B-11, A-34; G4, G14)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from guidance import coverage, extensions, sanitise
from guidance.enums import NewsKind

BODY_HELP = (
    "Texte simple. Pour une réunion : l’ordre du jour, et les chiffres à apporter. Jamais le cas d’une personne."
)


class NewsQuerySet(models.QuerySet):
    def public(self):
        """What readers may see: meetings as soon as they are written, alerts once both readings were given."""
        return self.exclude(kind=NewsKind.ALERT, validated_at=None)

    def alive(self, day):
        """What is shown on a day: the last day counts; an alert waits for its first one, a meeting is announced."""
        begun = ~Q(kind=NewsKind.ALERT) | Q(starts_on__lte=day)
        return self.public().filter(begun, ends_on__gte=day, withdrawn_on=None)

    def over(self, day):
        """What was shown and is no more: past its last day, or withdrawn."""
        return self.public().filter(Q(ends_on__lt=day) | Q(withdrawn_on__isnull=False))

    def waiting(self):
        """The alerts that nobody has validated yet."""
        return self.filter(kind=NewsKind.ALERT, validated_at=None)


def _person(words: str) -> models.ForeignKey:
    """A person by whom something of a row was done; the row outlives the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=words
    )


class NetworkNews(models.Model):
    """An alert or a meeting, with its last day and what it is about; an alert validated never changes."""

    kind = models.CharField("nature", max_length=20, choices=NewsKind.choices)
    title = models.CharField("titre", max_length=120)
    body = models.TextField("texte", max_length=2000, help_text=BODY_HELP)
    source = models.CharField("source", max_length=255, blank=True, help_text="Exigée pour une alerte.")
    url = models.CharField("adresse de la source", max_length=400, blank=True)
    starts_on = models.DateField("alerte du, ou jour de la réunion")
    ends_on = models.DateField("montrée jusqu’au", help_text="Ce jour compris ; elle passe ensuite aux archives.")
    place = models.CharField("lieu de la réunion", max_length=160, blank=True)
    groups = models.JSONField("groupes de pathologies", default=list, blank=True)
    countries = models.JSONField("pays", default=list, blank=True)
    entered_by = _person("saisie par")
    validated_by = _person("validée par")
    legal_by = _person("relecture juridique par")
    medical_by = _person("relecture médicale par")
    validated_at = models.DateTimeField("validée le", null=True, editable=False)
    withdrawn_on = models.DateField("retirée le", null=True, editable=False)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = "nouvelle du réseau"
        verbose_name_plural = "nouvelles du réseau"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="news_ends_after_it_starts",
                violation_error_message="Le dernier jour vient avant le premier.",
            ),
            models.CheckConstraint(
                condition=~Q(validated_by=F("entered_by")),
                name="news_validated_by_another",
                violation_error_message="Une autre personne que vous doit valider.",
            ),
            models.CheckConstraint(
                condition=~Q(legal_by=F("entered_by")) & ~Q(medical_by=F("entered_by")) & ~Q(legal_by=F("medical_by")),
                name="news_read_by_two_others",
                violation_error_message="Deux personnes autres que vous doivent relire.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Refuse to change an alert once validated, and to validate one that two people have not read (G4)."""
        changed = set(kwargs.get("update_fields") or ()) != {"withdrawn_on"}
        stands = bool(self.pk) and NetworkNews.objects.filter(pk=self.pk, validated_at__isnull=False).exists()
        if changed and stands:
            raise TypeError("A validated alert never changes.")
        if self.validated_at and not stands and not (self.legal_by_id and self.medical_by_id):
            raise TypeError("A lawyer and a physician read an alert before it is shown.")
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse an alert without source, an address of no web page, and words that speak of a person."""
        wrong: dict[str, object] = {}
        if self.kind == NewsKind.ALERT and not self.source.strip():
            wrong["source"] = "Indiquez qui a publié cette alerte."
        if self.url and not sanitise.web_address(self.url):
            wrong["url"] = "Écrivez une adresse qui commence par http:// ou https://."
        objections = extensions.objections(self.title, self.body, self.place)
        if objections:
            wrong["body"] = objections
        if wrong:
            raise ValidationError(wrong)

    @property
    def address(self) -> str:
        """The address of the source that a page may link to; nothing when it is none of the web."""
        return sanitise.web_address(self.url)

    @property
    def about(self) -> list[str]:
        """The groups of pathologies and the countries it is about, by name."""
        groups, countries = coverage.groups(), coverage.countries()
        named = [groups.get(code, code) for code in self.groups]
        return [*named, *(countries.get(code, code) for code in self.countries)]
