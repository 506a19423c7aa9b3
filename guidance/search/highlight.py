"""Show why an entry was found: its own words, untouched, with those of the query marked."""

from collections.abc import Callable, Collection
from functools import lru_cache

from guidance.search.analyser import Token, tokens

LENGTH = 240  # characters of an extract, give or take a word
Segment = tuple[str, bool]
Phrases = Collection[tuple[str, ...]]


def marked(text: str, terms: frozenset[str], phrases: Phrases = ()) -> list[Segment]:
    """Cut a text into (words, is it a hit); joined again, the segments are the text itself.

    The words of a phrase are marked where they follow one another only.
    """
    return _segments(text, 0, len(text), _hits(text, terms, phrases))


def extract(text: str, terms: frozenset[str], phrases: Phrases = (), length: int = LENGTH) -> list[Segment]:
    """Return the part of a text that holds most different words of the query, with them marked.

    « … » stands where words were left out. Line ends become spaces.
    """
    text = " ".join(text.split())
    hits = _hits(text, terms, phrases)
    start, end = _window(text, hits, length)
    segments = _segments(text, start, end, [hit for hit in hits if start <= hit.start and hit.end <= end])
    return ([("… ", False)] if start else []) + segments + ([(" …", False)] if end < len(text) else [])


def _hits(text: str, terms: frozenset[str], phrases: Phrases) -> list[Token]:
    read = _read(text)
    places = {place for place, token in enumerate(read) if not terms.isdisjoint(token.terms)}
    stems = tuple(token.stem for token in read) if phrases else ()
    for phrase in phrases:
        starts = (place for place, stem in enumerate(stems) if stem == phrase[0])
        found = [start for start in starts if stems[start : start + len(phrase)] == phrase]
        places.update(start + place for start in found for place in range(len(phrase)))
    return [read[place] for place in sorted(places)]


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[Token, ...]:
    """The same clauses come back in search after search: cutting them into words is most of the work."""
    return tuple(tokens(text))


def _window(text: str, hits: list[Token], length: int) -> tuple[int, int]:
    """Return the bounds of the best extract, on spaces; the first of equal ones."""
    if len(text) <= length:
        return 0, len(text)
    start = max((hit.start for hit in hits), key=_richness(hits, length), default=0)
    start = max(0, min(start - length // 4, len(text) - length))
    start = _on_space(text, start) if start else 0
    end = text.rfind(" ", start, start + length + 1) if start + length < len(text) else len(text)
    return start, end if end > start else min(len(text), start + length)


def _richness(hits: list[Token], length: int) -> Callable[[int], tuple[int, int, int]]:
    def richness(start: int) -> tuple[int, int, int]:
        inside = [hit for hit in hits if start <= hit.start and hit.end <= start + length * 3 // 4]
        return len({hit.stem for hit in inside}), len(inside), -start

    return richness


def _on_space(text: str, start: int) -> int:
    space = text.find(" ", start)
    return space + 1 if space >= 0 else start


def _segments(text: str, start: int, end: int, hits: list[Token]) -> list[Segment]:
    """Neighbouring hits with only a space between them are one mark."""
    segments: list[Segment] = []
    for hit in hits:
        between = text[start : hit.start]
        if segments and segments[-1][1] and between.isspace():
            segments[-1] = (segments[-1][0] + text[start : hit.end], True)
        else:
            segments += [(between, False)] if between else []
            segments.append((text[hit.start : hit.end], True))
        start = hit.end
    return segments + ([(text[start:end], False)] if start < end else [])
