"""The reference library: sources, their address of today, what they cover, the clauses that name them (L1, L3, L7)."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.text import slugify

from guidance import coverage, sanitise
from guidance.enums import Access, ContactKind, CoverageScope, SourceKind, Verdict
from guidance.models.texts import TextPage

LANGUAGES = [("fr", "français"), ("en", "anglais"), ("es", "espagnol"), ("ar", "arabe"), ("pt", "portugais")]
LANGUAGES += [("ru", "russe"), ("autre", "autre langue")]
_WEB = re.compile(r"https?://[^\s/]")


#: What the portal's own pages are called: no reference takes their place.
RESERVED = frozenset({"coordonnees", "proposer", "mes-propositions", "mes-references"})
REPLACED = "replaced"


class ReferenceQuerySet(models.QuerySet):
    def with_state(self, day=None):
        """Give each the `state` that readers see: replaced, to check once its day is past, else the last verdict."""
        past = Q(next_check_on__lt=day or timezone.localdate())
        return self.annotate(
            state=Case(
                When(replaced_by__isnull=False, then=Value(REPLACED)),
                When(past, then=Value(Verdict.TO_CHECK.value)),
                default="status",
            )
        )

    def for_country(self, code: str):
        """Return those that say something of a country: that name it, or that name none."""
        return self.filter(Q(covered_countries__code=code) | ~Q(scope=CoverageScope.LISTED)).distinct()

    def due(self, day=None):
        """Return those to check: never checked, or past their next check."""
        return self.filter(Q(status=Verdict.TO_CHECK) | Q(next_check_on__lt=day or timezone.localdate()))

    def told(self):
        """Return them with all that a list shows of each, in a fixed number of queries."""
        related = ("covered_countries", "covered_groups", "citations__text")
        return self.select_related("replaced_by").prefetch_related(*related)


class Reference(models.Model):
    """One source: what it is, where it opens today, what it covers, who checked it and when."""

    slug = models.SlugField("adresse dans le portail", max_length=80, unique=True)
    title = models.CharField("titre", max_length=255)
    publisher = models.CharField("éditeur", max_length=200)
    url = models.CharField("adresse qui s’ouvre aujourd’hui", max_length=600, blank=True)
    locator = models.CharField("où dans le document", max_length=120, blank=True, help_text="Par exemple : page 43")
    kind = models.CharField("nature de la source", max_length=30, choices=SourceKind.choices)
    access = models.CharField("accès", max_length=20, choices=Access.choices, default=Access.UNKNOWN)
    language = models.CharField("langue", max_length=10, choices=LANGUAGES, blank=True)
    scope = models.CharField(
        "pays couverts", max_length=20, choices=CoverageScope.choices, default=CoverageScope.EVERYWHERE
    )
    coverage_note = models.CharField("étendue, dans les mots de la source", max_length=255, blank=True)
    note = models.TextField("précision", max_length=1000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="responsable",
    )
    status = models.CharField("état", max_length=20, choices=Verdict.choices, default=Verdict.TO_CHECK)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    checked_by = models.CharField("vérifiée par", max_length=150, blank=True)
    next_check_on = models.DateField("prochaine vérification", null=True, blank=True)
    fingerprint = models.CharField("empreinte du contenu vérifié", max_length=80, blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="remplacée par"
    )
    archive_url = models.CharField("copie archivée", max_length=600, blank=True)
    added_on = models.DateField("ajoutée le", default=timezone.localdate, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "référence"
        verbose_name_plural = "références"
        ordering = ["publisher", "title", "pk"]
        indexes = [
            models.Index(fields=["publisher", "title", "id"], name="reference_in_order"),
            models.Index(fields=["status"], name="reference_by_status"),
            models.Index(fields=["kind"], name="reference_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(replaced_by=models.F("id")),
                name="reference_not_its_own_successor",
                violation_error_message="Une référence ne se remplace pas elle-même.",
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.publisher})"

    def save(self, *args, **kwargs):
        """Give a reference its address once; editors are not asked for it."""
        self.slug = self.slug or free_slug(self.title)
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse an address that a browser would not open as a page of the web."""
        wrong = [name for name in ("url", "archive_url") if not _is_page(getattr(self, name))]
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, "Écrivez une adresse qui commence par http:// ou https://."))

    @property
    def address(self) -> str:
        """The address of today that a page may link to; nothing when it is none of the web."""
        return sanitise.web_address(self.url)

    @property
    def archived_address(self) -> str:
        return sanitise.web_address(self.archive_url)


def _is_page(url: str) -> bool:
    return not url or bool(_WEB.match(url) and sanitise.web_address(url))


def free_slug(title: str) -> str:
    """Return an address that no reference has yet, made of the words of a title."""
    base = slugify(title)[:70].strip("-") or "reference"
    taken = RESERVED | set(Reference.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


class CoveredCountry(models.Model):
    """A country that a reference covers, when it covers some and not all."""

    reference = models.ForeignKey(Reference, models.CASCADE, related_name="covered_countries", verbose_name="référence")
    code = models.CharField("pays", max_length=2)

    class Meta:
        verbose_name = "pays couvert"
        verbose_name_plural = "pays couverts"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "reference"], name="country_once_a_reference")]

    def __str__(self):
        return coverage.countries().get(self.code, self.code)


class CoveredGroup(models.Model):
    """A group of pathologies that a reference is about; none means that it is about any."""

    reference = models.ForeignKey(Reference, models.CASCADE, related_name="covered_groups", verbose_name="référence")
    code = models.CharField("groupe de pathologies", max_length=30)

    class Meta:
        verbose_name = "groupe de pathologies couvert"
        verbose_name_plural = "groupes de pathologies couverts"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["code", "reference"], name="group_once_a_reference")]

    def __str__(self):
        return coverage.groups().get(self.code, self.code)


class ReferenceCitation(models.Model):
    """A clause that names a reference, with the address as it prints it, or none (T7): what is printed never changes.

    Wherever the printed string stands in a text, it opens the reference's address of today.
    """

    reference = models.ForeignKey(Reference, models.CASCADE, related_name="citations", verbose_name="référence")
    text = models.ForeignKey(
        TextPage, models.CASCADE, null=True, blank=True, related_name="reference_citations", verbose_name="texte"
    )
    label = models.CharField("clause", max_length=60, blank=True)
    printed = models.CharField("adresse imprimée dans le texte", max_length=255, blank=True)

    class Meta:
        verbose_name = "citation d’une référence"
        verbose_name_plural = "citations des références"
        ordering = ["text", "label", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "text", "label", "printed"],
                name="citation_once_a_clause",
                violation_error_message="Cette clause cite déjà cette référence.",
            )
        ]

    def __str__(self):
        return self.printed or f"{self.label}, {self.text}"


class Contact(models.Model):
    """A postal address, a number or a mail that a text prints on its day; kept as history when it ends (L7)."""

    organisation = models.CharField("organisme", max_length=150)
    kind = models.CharField("nature", max_length=20, choices=ContactKind.choices)
    printed = models.CharField("imprimé dans le texte", max_length=255, blank=True)
    value = models.CharField("coordonnée", max_length=255)
    text = models.ForeignKey(
        TextPage, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name="texte"
    )
    label = models.CharField("clause", max_length=60, blank=True)
    since = models.DateField("connue depuis le", null=True, blank=True, help_text="Le jour du texte qui l’imprime.")
    ended_on = models.DateField("terminée le", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="remplacée par"
    )
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    checked_by = models.CharField("vérifiée par", max_length=150, blank=True)

    class Meta:
        verbose_name = "coordonnée"
        verbose_name_plural = "coordonnées"
        ordering = ["organisation", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(since=None) | Q(ended_on__gte=models.F("since")),
                name="contact_ends_after_it_begins",
                violation_error_message="La fin précède le début.",
            )
        ]

    def __str__(self):
        return f"{self.organisation}, {self.get_kind_display()}"
