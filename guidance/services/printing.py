"""Gathers what is printed: a whole text, or the state of the doctrine on a day, from what was published here."""

from datetime import date

from django.utils import timezone

from guidance.dates import in_words
from guidance.documents import text_digest
from guidance.documents.data import DoctrineDocument, Section, Source, Stamp, TextDocument
from guidance.enums import SectionKind
from guidance.items import digest
from guidance.models import EditionPage, Publication, SectionPage, TextPage
from guidance.rendering.frames import absolute
from guidance.rendering.overview import installed_on
from guidance.timeline import Standing


class NothingPublishedError(LookupError):
    """Nothing was published here on the day asked; `since` is the first day that can be proved, or None."""

    def __init__(self, since: date | None):
        super().__init__("Nothing was published here on that day.")
        self.since = since


def text_document(edition: EditionPage, day: date) -> TextDocument:
    """Return an edition as published here on a day. Raises `NothingPublishedError` when nothing of it was."""
    pages = list(edition.sections().defer("body", "notes"))
    rows = {row.page_id: row for row in Publication.objects.standing_on(day, [page.pk for page in [edition, *pages]])}
    sections = [_section(page, rows[page.pk]) for page in pages if page.pk in rows]
    if not sections:
        raise NothingPublishedError(installed_on())
    text = edition.text
    published = max(_day(row) for row in rows.values())
    frozen = digest(*(row.sha256 for row in sorted(rows.values(), key=lambda row: row.page_id)))
    return TextDocument(
        title=text.official_title,
        stamp=Stamp(text=text.title, edition=edition.title, published_on=published, shown_on=day, digest=frozen),
        sections=tuple(sections),
        identity=_identity(edition, rows.get(edition.pk)),
        status=f"Texte {text.get_status_display()} : {text.status_reason}",
        in_force=_in_force(edition),
        sources=(Source(edition.source), Source(text.status_source), Source(text.applies_source)),
        address=absolute(edition.url),
    )


def doctrine_document(day: date, made_on: date, readable=lambda page: True) -> DoctrineDocument:
    """Return every text in force on a day, as published here that day.

    `readable` keeps out the texts that the reader may not open. Raises `NothingPublishedError` when nothing was
    published here yet.
    """
    since = installed_on()
    if since is None or day < since:
        raise NothingPublishedError(since)
    documents = []
    for text in TextPage.objects.live().order_by("path"):
        resolution = text.resolve(day, published_by=day)
        if resolution.standing is not Standing.NOT_YET and readable(resolution.edition):
            documents.append(text_document(resolution.edition, day))
    if not documents:
        raise NothingPublishedError(since)
    whole = digest(*(text_digest(document) for document in documents))
    return DoctrineDocument(day=day, made_on=made_on, installed_on=since, digest=whole, texts=tuple(documents))


def _section(page: SectionPage, row: Publication) -> Section:
    return Section(
        title=row.heading.replace("\n", " "),
        items=tuple(row.items),
        notes=tuple(row.notes),
        published_on=_day(row),
        starts_page=page.kind == SectionKind.ANNEX,
    )


def _identity(edition: EditionPage, row: Publication | None) -> tuple[tuple[str, str], ...]:
    rows = row.items[0]["rows"] if row else edition.identity_items()
    return tuple((entry["label"], entry["value"]) for entry in rows if entry["key"] != "official_title")


def _in_force(edition: EditionPage) -> str:
    start = f"Depuis le {in_words(edition.effective_from)}" if edition.effective_from else ""
    until = f", jusqu’au {in_words(edition.effective_until)}" if edition.effective_until else ""
    note = f"Date d’effet {edition.effective_note}" if edition.effective_note and not start else ""
    seen = f"vue en vigueur le {in_words(edition.seen_in_force_on)}" if edition.seen_in_force_on else ""
    return ", ".join(filter(None, [start + until, note, seen]))


def _day(row: Publication) -> date:
    return timezone.localtime(row.published_at).date()
