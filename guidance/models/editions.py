"""An edition: a text as it is in force from a day, published as a whole."""

from typing import NamedTuple

from django.db import models, transaction
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet

from guidance import items
from guidance.models.forms import EditionForm
from guidance.models.official import OfficialPage
from guidance.models.publications import Publication
from guidance.models.readings import workflow_of
from guidance.models.workflow import SubmittedEdition, approver_of


class IdentityField(NamedTuple):
    """A line of the identity card: its field, the label the source prints (empty if none), its stable anchor."""

    name: str
    label: str
    anchor: str


#: The identity card of a text, in the order of the sources, with the label they print (A-01, B-01).
IDENTITY = (
    IdentityField("official_title", "", "identite-titre"),
    IdentityField("application", "Date d'application :", "identite-date-application"),
    IdentityField("last_update", "Dernière mise à jour des données de ce texte :", "identite-derniere-mise-a-jour"),
    IdentityField("nor", "NOR :", "identite-nor"),
    IdentityField("classification", "Classement thématique :", "identite-classement"),
    IdentityField("validation", "", "identite-validation"),
    IdentityField("journal", "", "identite-jorf"),
    IdentityField("in_force_statement", "Version en vigueur au", "identite-version-en-vigueur"),
    IdentityField("category", "Catégorie :", "identite-categorie"),
    IdentityField("summary", "Résumé :", "identite-resume"),
    IdentityField("keywords", "Mots-clés :", "identite-mots-cles"),
    IdentityField("reference_texts", "Textes de référence :", "identite-textes-reference"),
    IdentityField("repealed_text", "Texte abrogé :", "identite-texte-abroge"),
    IdentityField("annexes", "Annexes :", "identite-annexes"),
    IdentityField("addressees", "Diffusion :", "identite-diffusion"),
)


class EditionQuerySet(PageQuerySet):
    def published(self):
        """Editions that readers may see: live, under a live text (core Wagtail only looks at the edition)."""
        parent = Substr("path", 1, Length("path") - Page.steplen)
        return self.live().annotate(parent=parent).filter(parent__in=Page.objects.live().values("path"))


class EditionPage(OfficialPage):
    """A text as in force from a day to a day; in a draft edition, the edition is the unit of publication."""

    effective_from = models.DateField("en vigueur à partir du", null=True, blank=True)
    effective_until = models.DateField("en vigueur jusqu’au", null=True, blank=True)
    effective_note = models.CharField(
        "précision sur la vigueur", max_length=255, blank=True, help_text="Par exemple : non indiquée par la source."
    )
    seen_in_force_on = models.DateField("vue en vigueur le", null=True, blank=True)
    last_updated_on = models.DateField("dernière mise à jour indiquée par la source", null=True, blank=True)
    source = models.CharField("source de la transcription", max_length=255)
    source_sha256 = models.CharField("empreinte du fichier source", max_length=64, blank=True)

    official_title = models.TextField("titre officiel", blank=True)
    application = models.CharField("date d’application", max_length=255, blank=True)
    last_update = models.CharField("dernière mise à jour", max_length=255, blank=True)
    nor = models.CharField("NOR", max_length=60, blank=True)
    classification = models.CharField("classement thématique", max_length=255, blank=True)
    validation = models.CharField("validation", max_length=255, blank=True)
    journal = models.CharField("Journal officiel", max_length=255, blank=True)
    in_force_statement = models.CharField("version en vigueur", max_length=255, blank=True)
    category = models.TextField("catégorie", blank=True)
    summary = models.TextField("résumé", blank=True)
    keywords = models.TextField("mots-clés", blank=True)
    reference_texts = models.TextField("textes de référence", blank=True)
    repealed_text = models.TextField("texte abrogé", blank=True)
    annexes = models.TextField("annexes", blank=True, help_text="Une annexe par ligne.")
    addressees = models.CharField("diffusion", max_length=255, blank=True)

    change_note = models.TextField(
        "note de changement",
        blank=True,
        help_text="Ce qui change par rapport à l’édition précédente, et par quel acte.",
    )
    amending_act = models.CharField("acte modificateur", max_length=255, blank=True)

    objects = PageManager.from_queryset(EditionQuerySet)()
    base_form_class = EditionForm

    parent_page_types = ["guidance.TextPage"]
    subpage_types = ["guidance.SectionPage"]
    content_panels = [
        HelpPanel(template="guidance/desk/edition_help.html", heading="Où en est cette édition"),
        FieldPanel("title", heading="Nom de l’édition", help_text="Par exemple : Édition du 10 novembre 2011."),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "effective_from",
                    "effective_until",
                    "effective_note",
                    "seen_in_force_on",
                    "last_updated_on",
                )
            ],
            heading="En vigueur",
        ),
        MultiFieldPanel([FieldPanel("amending_act"), FieldPanel("change_note")], heading="Ce qui change"),
        MultiFieldPanel(
            [FieldPanel(field.name) for field in IDENTITY],
            heading="Fiche d’identité, telle qu’imprimée",
            help_text="Mot pour mot. Un champ que la source n’imprime pas reste vide.",
            classname="collapsed",
        ),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_sha256")], heading="Source", classname="collapsed"),
        FieldPanel(
            "slug", heading="Adresse", help_text="La date de l’édition. Elle ne change plus après la publication."
        ),
    ]
    promote_panels = []
    settings_panels = [PublishingPanel()]

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"

    @property
    def text(self):
        """The official text this is an edition of."""
        return self.get_parent().specific

    def route(self, request, path_components):
        self.refuse_unless_live()
        return super().route(request, path_components)

    def get_workflow(self):
        """A draft whose annexe II is not the published one is read by a physician too (G4)."""
        return workflow_of(self, super().get_workflow())

    def sections(self):
        """Sections that readers may see, in order."""
        from guidance.models.sections import SectionPage

        return SectionPage.objects.child_of(self).live().order_by("path")

    def identity_items(self) -> list[dict]:
        """The printed identity card: one row a field that the source fills, with the label it prints."""
        return [
            {"key": field.name, "label": field.label, "anchor": field.anchor, "value": getattr(self, field.name)}
            for field in IDENTITY
            if getattr(self, field.name)
        ]

    def publish(self, revision, user=None, changed=True, log_action=True, **kwargs):
        """Publish the edition and every section of it in one transaction, or nothing of it.

        A scheduled edition keeps its sections as drafts until its hour.
        """
        kwargs["skip_permission_checks"] = True
        validator = user or approver_of(revision)
        with transaction.atomic():
            edition = revision.as_object()
            now = not (edition.go_live_at and edition.go_live_at > timezone.now())
            if now and not self.live:
                self._publish_sections(revision, validator)
            super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)
            if now:
                self.refresh_from_db()
                Publication.objects.record_identity(self, revision=revision, validator=validator)

    def _publish_sections(self, whole, user) -> None:
        """Publish the revisions that were submitted; without a submission (the first load), the latest ones.

        `whole` is the revision of the edition: what was approved, by one person or by both readers (G4).
        """
        submitted = SubmittedEdition.of(self)
        for section in self.get_children().specific():
            if submitted is None:
                revision = section.get_latest_revision() or section.save_revision()
            elif str(section.pk) in submitted.revisions:
                revision = Revision.objects.get(pk=submitted.revisions[str(section.pk)])
            else:
                continue
            section.publish(revision, user=user, within_edition=whole)

    def identity_digest(self) -> str:
        return items.digest(self.identity_items())
