"""What can be found: each source registers itself, so that guidance need not know who has something to find."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EntryData:
    """One published thing to index.

    `groups` holds the ids of the groups that may read it; empty means every reader. `badge` is a short standing shown
    beside the text (« Avant le 1er janvier 2017 »); `order` its place in reading order; `scope` what is replaced
    together with it; `weight` multiplies its score.
    """

    key: str
    kind: str
    title: str
    url: str
    text: str
    label: str = ""
    text_slug: str = ""
    text_title: str = ""
    section_title: str = ""
    edition: str = ""
    in_force: bool = True
    groups: frozenset[int] = frozenset()
    weight: float = 1.0
    badge: str = ""
    order: int = 0
    scope: str = ""


class Source(Protocol):
    """A kind of thing to find: yields published entries only."""

    kind: str
    label: str

    def entries(self) -> Iterable[EntryData]: ...


_sources: dict[str, Source] = {}


def register(source: type) -> type:
    """Class decorator: make a source known under its kind; registering a kind again replaces it."""
    _sources[source.kind] = source()
    return source


def sources() -> dict[str, Source]:
    """Return the sources by kind, in the order they registered."""
    return dict(_sources)


def label_of(kind: str) -> str:
    """Return the French name of a kind, the kind itself when its source is not there."""
    return _sources[kind].label if kind in _sources else kind
