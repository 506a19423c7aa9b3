"""A section of an edition: the page that readers open, the unit of draft and publication."""

from django.db import models, transaction
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from guidance.blocks import NotesBody, SectionBody
from guidance.enums import ChangeKind, SectionKind
from guidance.models.forms import SectionForm
from guidance.models.official import OfficialPage
from guidance.models.publications import Publication
from guidance.models.readings import workflow_of
from guidance.models.workflow import EditionUnderReviewLock, approver_of, under_review


class SectionQuerySet(PageQuerySet):
    def published(self):
        """Sections that readers may see: live, in a live edition (core Wagtail only looks at the section)."""
        parent = Substr("path", 1, Length("path") - Page.steplen)
        return self.live().annotate(parent=parent).filter(parent__in=Page.objects.live().values("path"))


class SectionPage(OfficialPage):
    """A part, an article or an annex, with its clauses and its footnotes."""

    kind = models.CharField("nature", max_length=20, choices=SectionKind.choices, default=SectionKind.SECTION)
    number = models.CharField("numéro", max_length=40, blank=True, help_text="IV, Annexe I, Article 4…")
    heading = models.TextField("titre imprimé", help_text="Exactement comme la source l’imprime.")
    heading_restored = models.BooleanField(
        "titre restauré", default=False, help_text="La source n’imprime pas ce titre : il est donné par le portail."
    )
    body = StreamField(SectionBody(), verbose_name="texte", blank=True)
    notes = StreamField(NotesBody(), verbose_name="notes", blank=True)

    change_kind = models.CharField(
        "nature du changement", max_length=20, choices=ChangeKind.choices, default=ChangeKind.TRANSCRIPTION
    )
    amending_act = models.CharField(
        "acte modificateur",
        max_length=255,
        blank=True,
        help_text="Nature, date et article de l’acte qui change ces mots.",
    )
    change_note = models.CharField(
        "note de changement", max_length=255, blank=True, help_text="Une phrase, lue par tous à côté de la date."
    )

    reviewer = models.CharField("responsable de la relecture", max_length=120, blank=True)
    last_verified_on = models.DateField("vérifié le", null=True, blank=True)
    last_verified_by = models.CharField("vérifié par", max_length=120, blank=True)
    next_review_on = models.DateField("prochaine relecture", null=True, blank=True)

    objects = PageManager.from_queryset(SectionQuerySet)()
    base_form_class = SectionForm

    parent_page_types = ["guidance.EditionPage"]
    subpage_types = []
    content_panels = [
        HelpPanel(template="guidance/desk/section_help.html", heading="Avant de commencer"),
        FieldPanel("body", heading="Texte"),
        FieldPanel("notes", heading="Notes"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("change_kind", "amending_act", "change_note")],
            heading="Ce que vous changez",
            help_text="Un mot officiel ne change que par un acte, ou parce que la transcription était fautive.",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("reviewer", "last_verified_on", "last_verified_by", "next_review_on")],
            heading="Relecture",
            help_text="Lu par tous au pied de la section. Pour une relecture sans changement : « suivi seul ».",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("title", heading="Titre dans les sommaires", help_text="Court, sans le numéro."),
                *(FieldPanel(name) for name in ("heading", "heading_restored", "number", "kind")),
            ],
            heading="Titre",
            classname="collapsed",
        ),
    ]
    promote_panels = []
    settings_panels = [PublishingPanel()]

    class Meta:
        verbose_name = "section"
        verbose_name_plural = "sections"

    @property
    def edition(self):
        """The edition this section belongs to."""
        return self.get_parent().specific

    def get_workflow(self):
        """A section of a draft edition has no workflow of its own: the edition is published as a whole."""
        parent = self.get_parent() if self.pk else None
        return workflow_of(self, super().get_workflow()) if parent is None or parent.live else None

    def get_lock(self):
        """What was submitted as a whole is approved as it was: no section changes under the eyes of the validator."""
        parent = self.get_parent() if self.pk else None
        return EditionUnderReviewLock(self) if parent and under_review(parent.specific) else super().get_lock()

    def publish(self, revision, user=None, changed=True, log_action=True, within_edition=None, **kwargs):
        """Publish a revision and keep what was published for ever, in one transaction.

        `within_edition` is the revision of the edition published as a whole: what was approved with all its parts.
        """
        kwargs["skip_permission_checks"] = True
        with transaction.atomic():
            super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)
            section = revision.as_object()
            if section.go_live_at and section.go_live_at > timezone.now():
                return
            self.refresh_from_db()
            validator = user or approver_of(revision)
            Publication.objects.record_section(
                self,
                revision=revision,
                approved=within_edition or revision,
                validator=validator,
                announce=not within_edition,
            )
