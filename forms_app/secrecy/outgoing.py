"""The outgoing check (C2): what an answer, a letter, its metadata or its file name would betray."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from forms_app.enums import Outgoing
from forms_app.secrecy.folding import Folded, fold
from forms_app.secrecy.lexicon import BLOCKING, OPEN_READINGS, Lexicon
from forms_app.secrecy.matching import cleared, matches

_MOST = 500  # places told one by one; the rest of the text is then one more
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that betrays. `rule` is the family and how it was seen, never the word; places are of the text given."""

    rule: str
    level: str  # "blocking" or "alert"
    start: int
    end: int
    family: str
    place: str = "text"  # "text", "metadata" or "file-name"


@dataclass(frozen=True, slots=True)
class Passage:
    """An answer already read in its own way, with the places of it that were kept as false positives."""

    text: str = field(repr=False)
    reading: Outgoing = Outgoing.PROSE
    kept: tuple[tuple[int, int], ...] = ()


def check(text: str, reading: Outgoing, lexicon: Lexicon) -> list[Finding]:
    """Return what a text would betray, in order; nothing is looked for in a closed answer or between doctors."""
    return _read(fold(text), reading, lexicon) if reading in OPEN_READINGS else []


def _read(folded: Folded, reading: Outgoing, lexicon: Lexicon) -> list[Finding]:
    found = cleared(matches(folded, reading, lexicon))
    findings = [
        Finding(f"{match.family}.{match.how}", match.level, *folded.span(match.start, match.end), match.family)
        for match in found[:_MOST]
    ]
    if len(found) > _MOST:
        findings.append(Finding("indirect.many", BLOCKING, findings[-1].end, len(folded.original), "indirect"))
    return findings


def check_letter(
    pdf_text: str,
    metadata: Mapping[str, str],
    file_name: str,
    lexicon: Lexicon,
    read: Iterable[Passage] = (),
) -> list[Finding]:
    """Read a printed letter again: its own text, its metadata and its file name.

    Where an answer of `read` is found in the text, its own reading decides: a name is not prose, a kept word stays
    kept, and what goes from doctor to doctor is not read. Places of metadata and file name are those of their values.
    """
    found = [finding for finding in check(pdf_text, Outgoing.PROSE, lexicon)]
    cleared_places = _cleared_places(pdf_text, read, lexicon) if found else []
    found = [finding for finding in found if not _inside(finding, cleared_places)]
    for value in metadata.values():
        found += _elsewhere(str(value), "metadata", lexicon)
    return found + _elsewhere(file_name, "file-name", lexicon)


def _elsewhere(text: str, place: str, lexicon: Lexicon) -> list[Finding]:
    """Read a value twice, as it is and with words run together set apart: « avisVIH »."""
    apart = _CAPITAL.sub(" ", text)
    found = check(text, Outgoing.PROSE, lexicon)
    if not found and apart != text:
        found = [replace(finding, start=0, end=len(text)) for finding in check(apart, Outgoing.PROSE, lexicon)]
    return [replace(finding, place=place) for finding in found]


def _inside(finding: Finding, places: list[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in places)


def _cleared_places(text: str, read: Iterable[Passage], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return the places of a text that answers fill and that their own reading, or a kept word, clears."""
    squeezed = _Squeezed(fold(text))
    places = []
    for passage in read:
        answer = _Squeezed(fold(passage.text))
        for start in squeezed.places_of(answer):
            for left, right in _clear_parts(passage, answer, lexicon):
                places.append(squeezed.span(start + left, start + right))
    return places


def _clear_parts(passage: Passage, answer: "_Squeezed", lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return the stretches of an answer, in letters and figures only, between its findings that were not kept."""
    parts, at = [], 0
    for finding in check(passage.text, passage.reading, lexicon):
        if any(start <= finding.start and finding.end <= end for start, end in passage.kept):
            continue
        left, right = answer.inner(finding.start, finding.end)
        if left > at:
            parts.append((at, left))
        at = max(at, right)
    if len(answer.text) > at:
        parts.append((at, len(answer.text)))
    return parts


class _Squeezed:
    """A folded text reduced to letters and figures, so that line ends and hyphens of a page do not hide an answer."""

    def __init__(self, folded: Folded):
        self._folded = folded
        self.text = "".join(folded.words)
        spans = (folded.place(rank, rank) for rank in range(len(folded.words)))
        self._places = [place for span in spans for place in range(*span)]
        self._edges = {0, *accumulate(map(len, folded.words))}

    def places_of(self, answer: "_Squeezed") -> list[int]:
        """Places where the answer stands, from the beginning of a word to the end of one."""
        places, at = [], self.text.find(answer.text) if answer.text else -1
        while at >= 0:
            if at in self._edges and at + len(answer.text) in self._edges:
                places.append(at)
            at = self.text.find(answer.text, at + 1)
        return places

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._folded.span(self._places[start], self._places[end - 1] + 1)

    def inner(self, start: int, end: int) -> tuple[int, int]:
        """The squeezed place of a place of the original."""
        origins = [self._folded.span(place, place + 1)[0] for place in self._places]
        inside = [place for place, origin in enumerate(origins) if start <= origin < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)
