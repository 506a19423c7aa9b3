"""What a document is made of: frozen, plain values that go to JSON without a database, a request or a clock."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stamp:
    """What stands at the foot of every page (G11).

    `published_on` is the day of the last publication here that the document holds, `shown_on` the day whose state is
    reproduced, `digest` the SHA-256 of the frozen content; its first twelve signs are printed.
    """

    text: str
    edition: str
    published_on: date
    shown_on: date
    digest: str


@dataclass(frozen=True)
class Source:
    """Where the wording, or a statement about it, comes from."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A section as published: its frozen items and its notes, in the shape that `guidance.items` gives them.

    `starts_page` is for annexes. `published_on` is said under the title when given.
    """

    title: str
    items: tuple[dict, ...]
    notes: tuple[dict, ...] = ()
    published_on: date | None = None
    starts_page: bool = False


@dataclass(frozen=True)
class TextDocument:
    """One edition of a text. `identity` holds the printed label, empty if none, and the printed value of each row.

    `status` and `in_force` are sentences in the portal's voice: « À vérifier : … », « En vigueur du … au … ».
    """

    title: str
    stamp: Stamp
    sections: tuple[Section, ...]
    identity: tuple[tuple[str, str], ...] = ()
    status: str = ""
    in_force: str = ""
    sources: tuple[Source, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class DoctrineDocument:
    """The state of the doctrine on a day: every text in force and as published here on `day`.

    `installed_on` is the day from which this portal can prove what it published; `digest` covers every text.
    """

    day: date
    made_on: date
    installed_on: date
    digest: str
    texts: tuple[TextDocument, ...]
