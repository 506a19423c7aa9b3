"""An official text and the page that lists them: text -> edition -> section -> clause."""

import re
from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.http import Http404
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel

from guidance import timeline
from guidance.enums import Mark, Regime, TextKind, TextStatus
from guidance.models.official import OfficialPage

DATED = re.compile(r"\d{4}-\d{2}-\d{2}(-\d+)?")


class TextsIndexPage(OfficialPage):
    """The list of the official texts."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["guidance.TextPage"]

    class Meta:
        verbose_name = "liste des textes"
        verbose_name_plural = "listes des textes"


class TextPage(OfficialPage):
    """An official text, whatever its editions: what it is, to which requests it applies, how it stands."""

    official_title = models.TextField("titre officiel")
    kind = models.CharField("nature", max_length=20, choices=TextKind.choices)
    number = models.CharField("numéro", max_length=60, blank=True)
    nor = models.CharField("NOR", max_length=20, blank=True)
    signed_on = models.DateField("signé le")
    published_on = models.DateField("publié le", null=True, blank=True, help_text="Au Journal officiel ou au bulletin.")
    regime = models.CharField("régime", max_length=10, choices=Regime.choices)
    applies_to = models.TextField("demandes auxquelles il s’applique")
    applies_source = models.CharField("source de cette règle", max_length=255)
    status = models.CharField("état", max_length=20, choices=TextStatus.choices)
    status_reason = models.TextField("raison de cet état")
    status_source = models.CharField("source de cet état", max_length=255)
    in_force_from = models.DateField("en vigueur à partir du", null=True, blank=True)
    in_force_mark = models.CharField("cette date est", max_length=20, choices=Mark.choices, default=Mark.TO_CONFIRM)
    in_force_source = models.CharField("source de cette date", max_length=255, blank=True)

    #: Set by the reading views: the day whose edition a reader chose, or today.
    reading_day: ClassVar[Callable] = staticmethod(lambda request: timezone.localdate())

    parent_page_types = ["guidance.TextsIndexPage"]
    subpage_types = ["guidance.EditionPage"]
    content_panels = [
        FieldPanel("title", heading="Titre court"),
        FieldPanel("official_title"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("kind", "number", "nor", "signed_on", "published_on")], heading="Identité"
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("status", "status_reason", "status_source")], heading="État"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("regime", "applies_to", "applies_source")], heading="Demandes concernées"
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("in_force_from", "in_force_mark", "in_force_source")], heading="Vigueur"
        ),
    ]
    promote_panels = []
    settings_panels = [PublishingPanel()]

    class Meta:
        verbose_name = "texte officiel"
        verbose_name_plural = "textes officiels"
        permissions = [("restrict_official_page", "Restreindre la lecture d’une page officielle à des groupes")]

    def route(self, request, path_components):
        """Dated paths lead to their edition; the undated one shows the edition in force on the day of reading."""
        self.refuse_unless_live()
        if path_components and DATED.fullmatch(path_components[0]):
            return super().route(request, path_components)
        edition = self.resolve(type(self).reading_day(request)).edition
        if edition is None:
            edition = self.published_editions().last()
        if edition is None:
            raise Http404
        request.undated = True
        return edition.route(request, path_components)

    def published_editions(self):
        """Editions that readers may see, oldest first."""
        from guidance.models.editions import EditionPage

        return EditionPage.objects.child_of(self).published().order_by("slug")

    def resolve(self, day, *, published_by=None) -> timeline.Resolution:
        """Return the edition to read on a day, and how it stands on that day.

        `published_by` keeps the editions that were published here on that day already.
        """
        editions = self.published_editions()
        if published_by:
            editions = editions.filter(publications__published_at__date__lte=published_by).distinct()
        return timeline.resolve(editions, day, text_in_force_from=self.in_force_from)
