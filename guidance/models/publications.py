"""What was published here, for ever, and the clauses that readers, citations and search find."""

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import TaskState

from guidance import items, plain, signals
from guidance.enums import ChangeKind


class SiteVersion(models.Model):
    """Versions bumped in the transaction of a change of what is shown; what processes keep is kept for one of them.

    One row for what readers see, the key of the page cache; one for what stands beside the questions of the fiches.
    """

    PAGES, BESIDE = 1, 2

    number = models.PositiveBigIntegerField("version", default=1)

    class Meta:
        verbose_name = "version du site"
        verbose_name_plural = "versions du site"

    def __str__(self):
        return str(self.number)

    @classmethod
    def bump(cls, which: int = PAGES) -> None:
        """Make every cached page out of date, on every process, when the transaction commits."""
        cls.objects.get_or_create(pk=which)
        cls.objects.filter(pk=which).update(number=models.F("number") + 1)

    @classmethod
    def current(cls) -> int:
        """Return the version; asked at each request for a text."""
        rows = plain.ask("SELECT number FROM guidance_siteversion WHERE id = 1")
        return rows[0][0] if rows else 0


class PublicationManager(models.Manager):
    """Records publications; they are never changed or removed afterwards."""

    def record_section(self, section, *, revision, approved, validator, announce: bool) -> "Publication":
        """Keep a section as it was just published, and derive its clauses; `approved` is the revision that was read."""
        edition = section.edition
        body, notes = items.section_items(section.body), items.note_items(section.notes)
        publication = self._record(
            edition,
            revision,
            _validators(approved, validator),
            page=section,
            title=section.title,
            heading=section.heading,
            change_kind=section.change_kind,
            amending_act=section.amending_act,
            note=section.change_note,
            items=body,
            notes=notes,
        )
        Clause.objects.derive(edition, section, publication)
        SiteVersion.bump()
        if announce:
            signals.announce([edition.pk])
        return publication

    def record_identity(self, edition, *, revision, validator) -> "Publication":
        """Keep an edition's identity card as it was just published, and announce the edition."""
        publication = self._record(
            edition,
            revision,
            _validators(revision, validator),
            page=edition,
            title=edition.title,
            heading=edition.official_title,
            change_kind=ChangeKind.AMENDMENT if edition.amending_act else ChangeKind.TRANSCRIPTION,
            amending_act=edition.amending_act,
            note=edition.change_note[:255],
            items=[{"kind": "identity", "rows": edition.identity_items()}],
            notes=[],
        )
        SiteVersion.bump()
        signals.announce([edition.pk])
        return publication

    def _record(self, edition, revision, validators: str, *, page, **frozen) -> "Publication":
        previous = self.filter(page_id=page.pk).order_by("-published_at", "-pk").first()
        first = {"change_kind": ChangeKind.FIRST} if previous is None else {}
        return self.create(
            page_id=page.pk,
            edition_id=edition.pk,
            revision=revision,
            path=page.url_path,
            author_name=_name(revision.user),
            validator_name=validators,
            published_at=timezone.now(),
            sha256=items.digest(frozen["heading"], frozen["items"], frozen["notes"]),
            **{**frozen, **first},
        )

    def standing_on(self, day, page_ids=None):
        """The last publication of each page on or before a day: what was displayed here that day."""
        rows = self.filter(published_at__date__lte=day)
        if page_ids is not None:
            rows = rows.filter(page_id__in=page_ids)
        latest = rows.order_by("page_id", "-published_at", "-pk")
        seen, kept = set(), []
        for row in latest:
            if row.page_id not in seen:
                seen.add(row.page_id)
                kept.append(row)
        return kept


def _validators(revision, last) -> str:
    """The names of those who approved a revision, in order: both readers of a medical text (G4)."""
    rows = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("finished_at", "pk")
    people = {row.finished_by_id: row.finished_by for row in rows.select_related("finished_by") if row.finished_by}
    if last:
        people.setdefault(last.pk, last)
    return " et ".join(map(_name, people.values()))[:255]


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


class Publication(models.Model):
    """One page as published here at an instant; the row outlives revisions and never changes."""

    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="+", verbose_name="page")
    edition = models.ForeignKey(
        "guidance.EditionPage", models.PROTECT, related_name="publications", verbose_name="édition"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        models.PROTECT,
        related_name="+",
        verbose_name="révision",
    )
    path = models.CharField("chemin", max_length=255)
    published_at = models.DateTimeField("publié ici le", db_index=True)
    author_name = models.CharField("rédigé par", max_length=255, blank=True)
    validator_name = models.CharField("validé par", max_length=255, blank=True)
    change_kind = models.CharField("nature du changement", max_length=20, choices=ChangeKind.choices)
    amending_act = models.CharField("acte modificateur", max_length=255, blank=True)
    note = models.CharField("note de changement", max_length=255, blank=True)
    title = models.CharField("titre", max_length=255)
    heading = models.TextField("titre imprimé", blank=True)
    items = models.JSONField("contenu")
    notes = models.JSONField("notes")
    sha256 = models.CharField("empreinte", max_length=64)

    objects = PublicationManager()

    class Meta:
        verbose_name = "publication"
        verbose_name_plural = "publications"
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["page", "-published_at"], name="publication_of_page")]

    def __str__(self):
        return f"{self.title}, {timezone.localtime(self.published_at):%d/%m/%Y %H:%M}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A publication never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A publication is never removed.")

    def clauses(self) -> list[dict]:
        """The clauses of this publication, in order."""
        return [item for item in self.items if item["kind"] == "clause"]

    def text_of(self, label: str) -> str | None:
        """The words of one clause as published then, or None when it had no such clause."""
        return next((items.plain_text(clause["blocks"]) for clause in self.clauses() if clause["label"] == label), None)


class ClauseManager(models.Manager):
    def derive(self, edition, section, publication) -> None:
        """Replace the clauses of a section by those of its publication; labels are unique in an edition."""
        with transaction.atomic():
            self.filter(section_id=section.pk).delete()
            self.bulk_create(
                Clause(
                    edition_id=edition.pk,
                    section_id=section.pk,
                    position=position,
                    label=clause["label"],
                    former_labels=clause["former_labels"],
                    text=items.plain_text(clause["blocks"]),
                    sha256=items.digest(clause["blocks"]),
                )
                for position, clause in enumerate(publication.clauses())
            )


class Clause(models.Model):
    """A published clause: derived from the last publication of its section, rebuilt with it."""

    edition = models.ForeignKey("guidance.EditionPage", models.CASCADE, related_name="clauses", verbose_name="édition")
    section = models.ForeignKey("guidance.SectionPage", models.CASCADE, related_name="clauses", verbose_name="section")
    position = models.PositiveIntegerField("rang")
    label = models.CharField("étiquette", max_length=60)
    former_labels = models.JSONField("anciennes étiquettes", default=list)
    text = models.TextField("mots")
    sha256 = models.CharField("empreinte", max_length=64)

    objects = ClauseManager()

    class Meta:
        verbose_name = "clause"
        verbose_name_plural = "clauses"
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "label"],
                name="clause_label_unique_in_edition",
                violation_error_message="Cette étiquette est déjà portée par une autre clause de l’édition.",
            )
        ]

    def __str__(self):
        return self.label
