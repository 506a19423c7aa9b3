"""What a reader can ask to compare: editions of a text, publications of a section, and texts that correspond."""

from collections import Counter
from itertools import combinations_with_replacement, pairwise

from django.utils import timezone

from guidance.models import Clause, EditionPage, Publication, SectionPage, TextPage
from guidance.services.comparison import CanRead, correspondences, spec_of

LIMIT = 60  # sections with several publications that the page lists, latest first


def choices(*, can_read: CanRead) -> dict:
    """Return the choices open to a reader: plain values, names as the address of a comparison takes them."""
    editions = _editions(can_read)
    return {
        "editions": [
            {"spec": spec_of(edition, text), "label": f"{text.title}, {edition.title.lower()}"}
            for text, edition in editions
        ],
        "successive": _successive(editions),
        "across": _across(editions, can_read),
        "published": _published(can_read),
    }


def _editions(can_read: CanRead) -> list[tuple[TextPage, EditionPage]]:
    found = [
        (text, edition) for text in TextPage.objects.live().order_by("path") for edition in text.published_editions()
    ]
    readable = can_read(edition for _, edition in found)
    return [(text, edition) for text, edition in found if edition.pk in readable]


def _successive(editions: list[tuple[TextPage, EditionPage]]) -> list[dict]:
    """Each edition with the one before it, of the same text."""
    couples = [(a, b) for a, b in pairwise(editions) if a[0].pk == b[0].pk]
    return [
        {
            "left": spec_of(old, text),
            "right": spec_of(new, text),
            "label": f"{text.title} : {old.title.lower()}, puis {new.title.lower()}",
        }
        for (text, old), (_, new) in couples
    ]


def _across(editions: list[tuple[TextPage, EditionPage]], can_read: CanRead) -> list[dict]:
    """Sections of a text that correspond to passages of another text, or of the same one, with their number."""
    last = {text.pk: (text, edition) for text, edition in editions}
    found = []
    for (left, edition), (right, _) in combinations_with_replacement(last.values(), 2):
        labels = Counter(a for a, _ in correspondences(left, right))
        rows = (
            Clause.objects.filter(edition=edition, label__in=labels).select_related("section").order_by("section__path")
        )
        counts = Counter({row.section: 0 for row in rows})
        for row in rows:
            counts[row.section] += labels[row.label]
        readable = can_read(counts)
        found += [_tie(left, right, section, count) for section, count in counts.items() if section.pk in readable]
    return found


def _tie(left: TextPage, right: TextPage, section: SectionPage, count: int) -> dict:
    other = "" if left.pk == right.pk else f", et {right.title}"
    return {
        "left": left.slug,
        "right": right.slug,
        "section": section.slug,
        "label": f"{left.title}, {section.title}{other}",
        "count": count,
    }


def _published(can_read: CanRead) -> list[dict]:
    """Sections published here more than once: their last two publications."""
    by_page: dict[int, list[Publication]] = {}
    for row in Publication.objects.select_related("edition").order_by("-published_at", "-pk").defer("items", "notes"):
        by_page.setdefault(row.page_id, []).append(row)
    several = {page: rows for page, rows in by_page.items() if len(rows) > 1}
    pages = SectionPage.objects.published().filter(pk__in=several)
    readable = can_read(pages) & {page.pk for page in pages}
    return [_latest(rows) for page, rows in several.items() if page in readable][:LIMIT]


def _latest(rows: list[Publication]) -> dict:
    new, old = rows[0], rows[1]
    return {
        "left": f"p{old.pk}",
        "right": f"p{new.pk}",
        "label": f"{new.edition.text.title}, {new.title}",
        "old": timezone.localtime(old.published_at).date(),
        "new": timezone.localtime(new.published_at).date(),
    }
