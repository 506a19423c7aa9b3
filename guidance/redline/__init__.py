"""Word-by-word comparison of two versions of an official text, as a pure rule on plain words (G3).

Passages are paired first (label, former label, correspondence, likeness), then each pair is compared word by word.
Nothing here is markup: whoever shows a segment escapes it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from .pairing import Couple, Passage, align, settled
from .words import WORD_CAP, Segment, compare_words, is_change, tokens

Status = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True)
class Pair:
    """Two passages set side by side; `reworded` tells whether a moved pair also changed its words."""

    left_label: str | None
    right_label: str | None
    status: Status
    segments: tuple[Segment, ...]
    by_sentence: bool = False

    @property
    def reworded(self) -> bool:
        """Whether at least one word differs."""
        return any(is_change(segment) for segment in self.segments)


@dataclass(frozen=True)
class Summary:
    """Counts of one comparison: runs of words added and deleted, and passages by status."""

    insertions: int
    deletions: int
    moves: int
    changed: int
    added: int
    removed: int
    same: int


class Redline(NamedTuple):
    """The pairs in the order of the right-hand version, deleted passages at their former place, and the counts."""

    pairs: tuple[Pair, ...]
    summary: Summary


@dataclass(frozen=True)
class Version:
    """One side of a comparison, known by the hash of its passages."""

    digest: str
    passages: tuple[Passage, ...] = field(compare=False)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "Version":
        """Hash labels, former labels and words; two versions with one hash are the same version."""
        passages = tuple(passages)
        return cls(hashlib.sha256(repr(passages).encode("utf-8", "surrogatepass")).hexdigest(), passages)


def compare(
    left: Sequence[Passage],
    right: Sequence[Passage],
    correspondences: Sequence[tuple[str, str]] = (),
    *,
    by_label: bool = True,
    by_likeness: bool = True,
    strict: bool = True,
) -> Redline:
    """Compare two versions.

    `by_label=False` is for two different texts, whose labels agree by chance only; `by_likeness=False` when somebody
    who read both has paired all that can be paired. `strict=False` takes apostrophes, quotation marks and hyphens of
    different shapes as equal; each side still shows its own.
    """
    couples = align(left, right, correspondences, by_label=by_label, by_likeness=by_likeness)
    steady = settled(couples)
    pairs = tuple(_pair(left, right, couple, steady, strict) for couple in couples)
    return Redline(pairs, summarise(pairs))


@lru_cache(maxsize=32)
def compare_versions(
    left: Version,
    right: Version,
    correspondences: tuple[tuple[str, str], ...] = (),
    by_label: bool = True,
    by_likeness: bool = True,
    strict: bool = True,
) -> Redline:
    """The same as `compare`, kept for the 32 last pairs of hashes."""
    choices = {"by_label": by_label, "by_likeness": by_likeness, "strict": strict}
    return compare(left.passages, right.passages, correspondences, **choices)


def summarise(pairs: Iterable[Pair]) -> Summary:
    """Count the changes to show above a comparison."""
    pairs = tuple(pairs)
    ops = Counter(segment.op for pair in pairs for segment in pair.segments if is_change(segment))
    by = Counter(pair.status for pair in pairs)
    counts = (by["moved"], by["changed"], by["added"], by["removed"], by["same"])
    return Summary(ops["insert"], ops["delete"], *counts)


def _pair(left, right, couple: Couple, steady: set[int], strict: bool) -> Pair:
    old, new = (side[k] if k is not None else None for side, k in zip((left, right), couple, strict=True))
    a, b = (tokens(passage.text) if passage else [] for passage in (old, new))
    segments = tuple(compare_words(a, b, strict=strict))
    labels = (old.label if old else None, new.label if new else None)
    return Pair(*labels, _status(couple, segments, steady), segments, max(len(a), len(b)) > WORD_CAP)


def _status(couple: Couple, segments: Iterable[Segment], steady: set[int]) -> Status:
    i, j = couple
    if i is None or j is None:
        return "added" if i is None else "removed"
    if i not in steady:
        return "moved"
    return "changed" if any(is_change(segment) for segment in segments) else "same"
