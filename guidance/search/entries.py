"""A published section as entries: one a clause, one a fiche, one a footnote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guidance import items
from guidance.search.registry import EntryData

CLAUSE, FICHE = "clause", "fiche"
CALL = re.compile(r"\[\^[^\]]+\]")
TITLE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands: what its entries have in common. `order` is its rank in the edition."""

    text_slug: str
    text_title: str
    edition: str
    section_slug: str
    section_title: str
    url: str
    in_force: bool
    badge: str
    groups: frozenset[int]
    order: int
    scope: str


def section_entries(body: list[dict], notes: list[dict], place: Place) -> Iterator[EntryData]:
    """Yield the entries of a section from its frozen items and footnotes, in reading order.

    Sentences of the portal itself (notices) are not words of the text and are left out.
    """
    heading = place.section_title
    for rank, item in enumerate(body):
        if item["kind"] == "heading":
            heading = item["text"]
        elif item["kind"] == "clause":
            yield _clause(item, heading, place, rank)
    for rank, note in enumerate(notes, start=len(body)):
        yield _note(note, place, rank)


def words_of(blocks: list[dict]) -> str:
    """Return the words of blocks as they are searched and shown: footnote calls taken out (T2), table rows apart."""
    return CALL.sub("", "\n".join(map(_block_words, blocks)))


def _block_words(block: dict) -> str:
    text = items.plain_text([block])
    return " · ".join(row.replace(" | ", " ") for row in text.split("\n")) if block["type"] == "table" else text


def one_line(heading: str) -> str:
    """Return a printed heading of several lines as one: « Annexe V – Prise en charge »."""
    return " – ".join(" ".join(line.split()) for line in heading.splitlines() if line.strip())[:TITLE_SIZE]


def _clause(item: dict, heading: str, place: Place, rank: int) -> EntryData:
    fiche = next((block for block in item["blocks"] if block["type"] == "fiche"), None)
    return _entry(
        place,
        rank,
        name=item["label"],
        kind=FICHE if fiche else CLAUSE,
        title=fiche["title"] if fiche else heading,
        label=item["label"],
        url=f"{place.url}#{item['label']}",
        text=words_of(item["blocks"]),
    )


def _note(note: dict, place: Place, rank: int) -> EntryData:
    return _entry(
        place,
        rank,
        name=f"{place.section_slug}/note-{note['key']}",
        kind=CLAUSE,
        title=f"Note {note['key']}",
        label="",
        url=f"{place.url}#note-{note['key']}",
        text=words_of(note["blocks"]),
    )


def _entry(place: Place, rank: int, *, name: str, title: str, **own) -> EntryData:
    return EntryData(
        key=f"{place.text_slug}/{place.edition}/{name}",
        title=one_line(title),
        text_slug=place.text_slug,
        text_title=place.text_title,
        section_title=one_line(place.section_title),
        edition=place.edition,
        in_force=place.in_force,
        groups=place.groups,
        badge=place.badge,
        order=place.order * 1000 + rank,
        scope=place.scope,
        **own,
    )


def identity_entries(rows: list[dict], place: Place) -> Iterator[EntryData]:
    """Yield one entry a line of the identity card of an edition (A-01, B-01)."""
    for rank, row in enumerate(rows):
        anchor = row["anchor"]
        yield _entry(
            place,
            rank,
            name=anchor,
            kind=CLAUSE,
            title=row["label"].rstrip(" :") or "Fiche d’identité",
            label="",
            url=f"{place.url}#{anchor}",
            text=f"{row['label']} {row['value']}".strip(),
            weight=0.9,
        )
