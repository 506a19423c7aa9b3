"""Drafts beside what readers see: which sections of an edition changed, and their redline before publication (G3)."""

from dataclasses import dataclass

from guidance import items
from guidance.models import EditionPage, Publication, SectionPage
from guidance.redline import Version, compare_versions
from guidance.services.comparison import Comparison, Side, passages_of

NEW, CHANGED, SAME, REMOVED = "new", "changed", "same", "removed"


@dataclass(frozen=True)
class SectionState:
    """A section of an edition that is being written; `page` is None when the draft no longer has it."""

    title: str
    state: str
    page: SectionPage | None


def baseline_of(edition: EditionPage) -> EditionPage | None:
    """Return the published edition that a draft is read against: itself once live, else the one before it."""
    if edition.live:
        return edition
    published = list(edition.text.published_editions())
    earlier = [other for other in published if other.slug < edition.slug]
    return (earlier or published or [None])[-1]


def sections_of(edition: EditionPage) -> list[SectionState]:
    """Return the sections of an edition as last saved, each against the published edition before it."""
    baseline = baseline_of(edition)
    before = _published(baseline) if baseline else {}
    found = []
    for section in edition.get_children().order_by("path").specific():
        found.append(SectionState(section.title, _state(section, before.pop(section.slug, None)), section))
    return found + [SectionState(row.title, REMOVED, None) for row in before.values()]


def draft_comparison(page: SectionPage | EditionPage, back: str) -> Comparison:
    """Return the redline from what readers see to the last draft of a section, or of a whole edition.

    `back` is the address of the draft at the desk. An edition without a published one before it is all new.
    """
    edition = page if isinstance(page, EditionPage) else page.edition
    baseline = baseline_of(edition)
    old, new = _rows(page, edition, baseline)
    published = baseline or edition
    left = Side(published.title, "tel que publié ici", "publié", published.url, edition.text, published, tuple(old))
    right = Side("Brouillon", "pas encore publié", "brouillon", back, edition.text, edition, tuple(new))
    versions = (Version.of(p for row in side.publications for p in passages_of(row)) for side in (left, right))
    return Comparison(left, right, compare_versions(*versions), across=False, subject=page.title)


def _rows(page, edition: EditionPage, baseline: EditionPage | None) -> tuple[list, list]:
    before = _published(baseline) if baseline else {}
    if isinstance(page, SectionPage):
        return [row for slug, row in before.items() if slug == page.slug], [_frozen(page)]
    card = Publication.objects.filter(page_id=baseline.pk).first() if baseline else None
    sections = [_frozen(section) for section in edition.get_children().order_by("path").specific()]
    return [*filter(None, [card]), *before.values()], [_frozen(page), *sections]


def _published(edition: EditionPage) -> dict[str, Publication]:
    """The last publication of each section of an edition, by the slug of the section, in order."""
    slugs = {section.pk: section.slug for section in edition.get_children().live().order_by("path")}
    rows = Publication.objects.filter(page_id__in=slugs).order_by("published_at", "pk")
    last = {row.page_id: row for row in rows}
    return {slug: last[pk] for pk, slug in slugs.items() if pk in last}


def _state(section: SectionPage, before: Publication | None) -> str:
    if before is None:
        return NEW
    row = _frozen(section)
    return SAME if items.digest(row.heading, row.items, row.notes) == before.sha256 else CHANGED


def _frozen(page: SectionPage | EditionPage) -> Publication:
    """The last draft of a page in the shape of a publication that nobody keeps."""
    draft = page.get_latest_revision_as_object()
    if isinstance(draft, EditionPage):
        card = [{"kind": "identity", "rows": draft.identity_items()}]
        return Publication(page_id=page.pk, edition_id=page.pk, path=page.url_path, items=card, notes=[])
    return Publication(
        page_id=page.pk,
        path=page.url_path,
        title=draft.title,
        heading=draft.heading,
        items=items.section_items(draft.body),
        notes=items.note_items(draft.notes),
    )
