"""What a search gives back."""

from dataclasses import dataclass
from datetime import date

from guidance.search.highlight import Segment
from guidance.search.parsing import Parsed


@dataclass(frozen=True, slots=True)
class Hit:
    """One found entry, ready to show: the segments of `extract` are (words, is it a hit)."""

    key: str
    kind: str
    kind_label: str
    title: str
    url: str
    label: str
    text_slug: str
    text_title: str
    section_title: str
    edition: str
    in_force: bool
    badge: str
    extract: list[Segment]
    score: float
    pinned: bool = False
    set_aside: bool = False

    @property
    def edition_day(self) -> date | None:
        """The day an edition is named after, None when its name is not a day."""
        try:
            return date.fromisoformat(self.edition[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter and how many of the found entries it would keep."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What an article became, or came from, on a day; `verified` is False when an editor has still to confirm it."""

    key: str
    display: str
    since: date | None
    source: str
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """The article a query asks for, and its numbers before and after."""

    key: str
    display: str
    became: list[Renumbering]
    replaced: list[Renumbering]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; `corrected` is the query as understood when a word was corrected, else empty.

    `set_aside` is how many entries editors set aside for this phrase, whether they are shown or not.
    """

    hits: list[Hit]
    total: int
    kinds: list[Facet]
    texts: list[Facet]
    parsed: Parsed
    page: int = 1
    pages: int = 1
    corrected: str = ""
    citation: ArticleCard | None = None
    set_aside: int = 0

    @property
    def corrected_from(self) -> str:
        """The query as typed, when a word of it was corrected."""
        return self.parsed.text if self.corrected else ""
