"""Two versions of official wording side by side: which ones an address names, and what a page shows of them (G3)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from guidance import items
from guidance.dates import in_words
from guidance.models import ClauseCorrespondence, EditionPage, Publication, SectionPage, TextPage
from guidance.redline import Passage, Redline, Version, compare_versions

_PUBLICATION = re.compile(r"p(\d{1,18})")
_EDITION = re.compile(r"(?P<text>[\w-]+)(?:@(?P<edition>\d{4}-\d{2}-\d{2}(?:-\d+)?))?")

CanRead = Callable[[Iterable], set[int]]


class NotComparable(LookupError):
    """An address names a version that does not exist, may not be read, or has nothing in common with the other one."""


@dataclass(frozen=True)
class Side:
    """One version to compare: what readers call it, the pages it comes from, and what was published of each."""

    title: str
    detail: str
    short: str
    url: str
    text: TextPage
    edition: EditionPage
    publications: tuple[Publication, ...]
    frozen: bool = False

    @property
    def page_ids(self) -> set[int]:
        return {self.edition.pk, *(publication.page_id for publication in self.publications)}


@dataclass(frozen=True)
class Comparison:
    """Two sides and their redline.

    `across` says that passages were paired by an editor's correspondences, not by label; `subject` is the title of the
    section asked for, or nothing.
    """

    left: Side
    right: Side
    redline: Redline
    across: bool
    subject: str = ""


def spec_of(edition: EditionPage, text: TextPage) -> str:
    """Return the name of an edition in the address of a comparison."""
    return f"{text.slug}@{edition.slug}"


def compared(left: str, right: str, *, can_read: CanRead, section: str = "") -> Comparison:
    """Return the comparison that two names of an address ask for.

    A name is `p12` (a publication of a section), `instruction-2011@2011-11-10` (an edition) or `instruction-2011` (the
    edition to read today). `section` keeps the correspondences of one section of the left side. `can_read` keeps, of
    pages, the ids that the reader may open. Raises `NotComparable`.
    """
    sides = _side(left), _side(right)
    if not _of_one_kind(*sides):
        raise NotComparable
    pages = {page.pk: page for side in sides for page in _pages(side)}
    readable = can_read(pages.values())
    if not {sides[0].edition.pk, sides[1].edition.pk} <= readable:
        raise NotComparable
    first, second = _same_readable_sections(sides, readable)
    if _asks_for_labels(first, second):
        return Comparison(first, second, _by_label(first, second), across=False)
    subject = next((row.title for row in first.publications if section and _slug(row) == section), "")
    return Comparison(first, second, _by_correspondence(first, second, section), across=True, subject=subject)


def pages_of(comparison: Comparison) -> set[int]:
    """Return the ids of the pages whose words a comparison holds."""
    return comparison.left.page_ids | comparison.right.page_ids


def _of_one_kind(left: Side, right: Side) -> bool:
    """Two publications of one section of a text, or two editions; never one of each."""
    if left.frozen and right.frozen:
        return left.text.pk == right.text.pk and _slug(left.publications[0]) == _slug(right.publications[0])
    return not left.frozen and not right.frozen


def _asks_for_labels(left: Side, right: Side) -> bool:
    """Labels tie two versions of one text; two texts, or two parts of one edition, are tied by correspondences."""
    return left.text.pk == right.text.pk and (left.frozen or left.edition.pk != right.edition.pk)


# --- what an address names -----------------------------------------------------------------------------------------


def _side(name: str) -> Side:
    if match := _PUBLICATION.fullmatch(name):
        return _publication_side(int(match[1]))
    match = _EDITION.fullmatch(name)
    text = TextPage.objects.live().filter(slug=match["text"]).first() if match else None
    if text is None:
        raise NotComparable
    return _edition_side(text, _edition(text, match["edition"]))


def _edition(text: TextPage, slug: str | None) -> EditionPage:
    editions = text.published_editions()
    if slug:
        edition = editions.filter(slug=slug).first()
    else:
        edition = text.resolve(timezone.localdate()).edition or editions.last()
    if edition is None:
        raise NotComparable
    return edition


def _edition_side(text: TextPage, edition: EditionPage) -> Side:
    """An edition as it stands here now: the last publication of its identity card and of each open section."""
    ids = [edition.pk, *edition.sections().values_list("pk", flat=True)]
    last = {row.page_id: row for row in Publication.objects.filter(page_id__in=ids).order_by("published_at", "pk")}
    rows = tuple(last[pk] for pk in ids if pk in last)
    return Side(text.title, edition.title, text.title, edition.url, text, edition, rows)


def _publication_side(number: int) -> Side:
    publication = Publication.objects.filter(pk=number).select_related("edition").first()
    section = publication and SectionPage.objects.published().filter(pk=publication.page_id).first()
    if section is None:
        raise NotComparable
    edition = publication.edition
    text = edition.text
    said = f"publié ici le {in_words(timezone.localtime(publication.published_at).date())}"
    return Side(
        f"{text.title}, {publication.title}", said, said, section.url, text, edition, (publication,), frozen=True
    )


def _pages(side: Side) -> list:
    sections = SectionPage.objects.published().filter(pk__in=side.page_ids)
    return [side.edition, *sections]


def _same_readable_sections(sides: tuple[Side, Side], readable: set[int]) -> list[Side]:
    """Both sides without the sections that this reader may not open on either: an absence must not be announced."""
    hidden = {_slug(row) for side in sides for row in side.publications if row.page_id not in readable}
    kept = []
    for side in sides:
        rows = tuple(row for row in side.publications if _slug(row) not in hidden)
        kept.append(Side(side.title, side.detail, side.short, side.url, side.text, side.edition, rows, side.frozen))
    if any(side.frozen and not side.publications for side in kept):
        raise NotComparable
    return kept


def _slug(publication: Publication) -> str:
    """The slug of the section at the time of publication; nothing for the identity card of an edition."""
    is_card = publication.page_id == publication.edition_id
    return "" if is_card else publication.path.rstrip("/").rsplit("/", 1)[-1]


# --- passages ------------------------------------------------------------------------------------------------------


def passages_of(publication: Publication) -> list[Passage]:
    """Return the official words of a publication: title, headings, clauses, footnotes, or the rows of an identity card.

    What the portal itself says inside a section is no official wording, and is left out.
    """
    if any(item["kind"] == "identity" for item in publication.items):
        return [Passage(f"identite:{row['key']}", _line(row)) for row in publication.items[0]["rows"]]
    slug = _slug(publication)
    found = [Passage(f"titre:{slug}", publication.heading)]
    for rank, item in enumerate(publication.items):
        if item["kind"] == "heading":
            found.append(Passage(f"titre:{slug}:{rank}", item["text"]))
        elif item["kind"] == "clause":
            found.append(_clause(item))
    return found + [
        Passage(f"note:{slug}:{note['key']}", items.plain_text(note["blocks"])) for note in publication.notes
    ]


def _clause(item: dict) -> Passage:
    return Passage(item["label"], items.plain_text(item["blocks"]), tuple(item.get("former_labels") or ()))


def _line(row: dict) -> str:
    return " ".join(filter(None, (row["label"], row["value"])))


def _by_label(left: Side, right: Side) -> Redline:
    sides = (Version.of(p for row in side.publications for p in passages_of(row)) for side in (left, right))
    return compare_versions(*sides)


# --- correspondences -----------------------------------------------------------------------------------------------


def correspondences(left: TextPage, right: TextPage) -> list[tuple[str, str]]:
    """Return the couples of labels that an editor tied between two texts, left label first, in their order."""
    rows = ClauseCorrespondence.objects.filter(
        Q(left_text=left, right_text=right) | Q(left_text=right, right_text=left)
    ).order_by("position", "pk")
    couples = [
        (row.left_label, row.right_label) if row.left_text_id == left.pk else (row.right_label, row.left_label)
        for row in rows
    ]
    return list(dict.fromkeys(couples))


def _by_correspondence(left: Side, right: Side, section: str) -> Redline:
    """Compare the clauses that correspond; two sections tied from first clause to last are compared whole."""
    homes = _homes(left, section), _homes(right, "")
    couples = [(a, b) for a, b in correspondences(left.text, right.text) if a in homes[0] and b in homes[1]]
    if not couples:
        raise NotComparable
    whole = _whole_sections(couples, homes) if left.edition.pk != right.edition.pk else (set(), set())
    versions = (_kept(side, k, couples, whole[k], homes[k]) for k, side in enumerate((left, right)))
    strict = left.text.pk == right.text.pk
    return compare_versions(*versions, tuple(couples), by_label=False, by_likeness=False, strict=strict)


def _kept(side: Side, k: int, couples: list[tuple[str, str]], whole: set[str], homes: dict[str, str]) -> Version:
    """The clauses of one side that a correspondence names, and every clause of the sections compared whole."""
    named = {couple[k] for couple in couples}
    passages = (_clause(clause) for row in side.publications for clause in row.clauses())
    return Version.of(p for p in passages if p.label in homes and (p.label in named or homes[p.label] in whole))


def _homes(side: Side, section: str) -> dict[str, str]:
    """Section of each clause, by label, in order of reading."""
    rows = [row for row in side.publications if not section or _slug(row) == section]
    return {clause["label"]: _slug(row) for row in rows for clause in row.clauses()}


def _whole_sections(couples: list[tuple[str, str]], homes: tuple[dict, dict]) -> tuple[set[str], set[str]]:
    """Sections whose first and last clauses correspond: only there does a clause without a partner mean something."""
    tied, found = set(couples), (set(), set())
    for names in {(homes[0][a], homes[1][b]) for a, b in couples}:
        of = [[label for label, home in side.items() if home == name] for side, name in zip(homes, names, strict=True)]
        if {(of[0][0], of[1][0]), (of[0][-1], of[1][-1])} <= tied and len(of[0]) > 1 < len(of[1]):
            found[0].add(names[0])
            found[1].add(names[1])
    return found
