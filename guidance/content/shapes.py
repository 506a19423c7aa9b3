"""The frozen shapes of the official texts: text, edition, section, clause, and what a clause is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

Mark = Literal["verified", "a-confirmer"]
TextSlug = Literal["instruction-2011", "arrete-2017"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source; `[^key]` is the call of a note of the section."""

    TAG: ClassVar[str] = "p"
    BARE: ClassVar[bool] = True
    text: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item with the marker the source prints before it, and its own sub-items."""

    marker: str
    text: str
    sub: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    TAG: ClassVar[str] = "list"
    BARE: ClassVar[bool] = True
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """An article of law quoted by the text; its first paragraph opens with its printed heading."""

    TAG: ClassVar[str] = "quote"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with `row_headers`, the first cell of each row names the row. `caption` is printed, or null."""

    TAG: ClassVar[str] = "table"
    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_headers: bool


@dataclass(frozen=True, slots=True)
class FicheField:
    """A blank to fill: its French name for a screen reader, and its printed length."""

    label: str
    size: Literal["short", "medium", "long"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line or paragraph of a fiche; `{name}` stands for a dotted leader."""

    TAG: ClassVar[str] = "text"
    INLINE: ClassVar[bool] = True
    text: str
    align: Literal["start", "center", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Boxes:
    """A group of tick boxes, under the words printed above them, if any."""

    TAG: ClassVar[str] = "boxes"
    legend: str | None
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankItems:
    """Several blank lines, each after its printed marker."""

    TAG: ClassVar[str] = "items"
    marker: str
    count: int
    field: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """The facsimile of an official form: its lines in printed order, its blanks declared."""

    TAG: ClassVar[str] = "fiche"
    number: Literal["1", "1-bis", "2", "2-bis", "3", "3-bis"]
    title: str
    usage: str | None
    fields: dict[str, FicheField]
    lines: tuple[TextLine | Boxes | BlankItems, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed intermediate heading, its marker included; level 2 or 3."""

    TAG: ClassVar[str] = "heading"
    level: Literal[2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of the portal, never of the text; `ref` is the id of a restoration."""

    TAG: ClassVar[str] = "notice"
    kind: Literal["lacune", "restauration", "anomalie", "a-confirmer"]
    ref: str
    text: str


Passage = Paragraph | ItemList | Quote | Table | Fiche


@dataclass(frozen=True, slots=True)
class Clause:
    """About one paragraph of the source; `label` is its stable anchor, `ids` the requirements it carries."""

    TAG: ClassVar[str] = "clause"
    label: str
    ids: tuple[str, ...]
    body: tuple[Paragraph | ItemList | Quote | Table | Fiche, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a section, under the key its calls use."""

    key: str
    body: tuple[Paragraph | ItemList | Quote | Table | Fiche, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an edition. `heading` is printed (a line break separates its printed lines) unless restored.

    `outline` is the portal's own name for the plans, where the source prints no title.
    """

    slug: str
    number: str | None
    heading: str
    title: str | None
    kind: Literal["preambule", "visas", "section", "article", "annexe", "signature"]
    body: tuple[Heading | Clause | Notice, ...]
    heading_restored: bool = False
    number_restored: bool = False
    outline: str | None = None
    notes: tuple[Note, ...] = ()
    file: str = field(default="", metadata={"read": False})

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the section, in order."""
        return (block for block in self.body if isinstance(block, Clause))


@dataclass(frozen=True, slots=True)
class IdentityEntry:
    """One printed line of the head of the text: `label` and `value` hold its exact words, `items` its printed list."""

    key: str
    label: str | None
    value: str | None
    label_id: str
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file an edition was read from; `sha256` proves which bytes."""

    file: str
    title: str
    sha256: str
    consulted_on: date | None
    retrieved_as: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of a text. `effective_from` is null when the source does not give it; the note says so."""

    slug: str
    effective_from: date | None
    effective_note: str
    seen_in_force_on: date | None
    last_updated_on: date | None
    source: Source
    identity: tuple[IdentityEntry, ...]
    sections: tuple[Section, ...] = field(default=(), metadata={"read": False})

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the edition, in reading order."""
        return (clause for section in self.sections for clause in section.clauses())

    def labels(self) -> tuple[str, ...]:
        """Every address of the edition: the lines of its head, then its clauses."""
        return tuple(entry.label_id for entry in self.identity) + tuple(clause.label for clause in self.clauses())


@dataclass(frozen=True, slots=True)
class MarkedDate:
    """A date with what is known of it: verified, or to be confirmed by an editor, and where it was read."""

    date: date | None
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class TextData:
    """An official text and its editions, as its reviewed files hold them."""

    slug: TextSlug
    short_title: str
    official_title: str
    kind: Literal["instruction", "arrete"]
    number: str | None
    nor: str
    signed_on: date
    published_on: date | None
    regime: Literal["ars", "ofii"]
    applies_to: str
    applies_to_source: str
    status: Literal["en-vigueur", "applicable-anterieures", "a-verifier", "abroge"]
    status_reason: str
    status_source: str
    in_force_from: MarkedDate
    editions: tuple[Edition, ...]
