"""The words of two passages compared: what is kept, added, deleted, and never at more than a bounded cost."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Op = Literal["equal", "insert", "delete"]

WORD_CAP = 3_000  # above this many words on one side, sentences are compared before words
COST_CAP = 1_000_000  # upper bound of candidate matches that one comparison may look at

TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})
_TOKEN = re.compile(r"\[\^[^\]\s]+\]|\n|(?:(?!\[\^[^\]\s]+\])\S)+")
_BLANKS = re.compile("[^\\S\u00a0\u202f]+")  # the no-break spaces of the French typography are kept as they are
_SENTENCE_END = re.compile(r"(?:[.;:?!…][»”\")]*|\n)$")


@dataclass(frozen=True)
class Segment:
    """A run of words kept, added or deleted: its words on the left side and on the right side."""

    op: Op
    left: str
    right: str

    @property
    def text(self) -> str:
        """The words to show: those of the side that has them, of the right when both have."""
        return self.left if self.op == "delete" else self.right


class Token(NamedTuple):
    """A word, a footnote call or a paragraph break, with the blank that follows it."""

    word: str
    blank: str


def tokens(text: str) -> list[Token]:
    """Words, footnote calls and paragraph breaks; a run of blanks is one, and none ends a paragraph."""
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    clean = "\n".join(line for line in lines if line)
    found = list(_TOKEN.finditer(clean))
    ends = [*(match.start() for match in found[1:]), len(clean)]
    return [Token(match.group(), clean[match.end() : end]) for match, end in zip(found, ends, strict=False)]


def join(run: Iterable[Token]) -> str:
    """The words of a run of tokens, with their blanks."""
    return "".join(token.word + token.blank for token in run)


def is_change(segment: Segment) -> bool:
    """Whether a segment adds or deletes words; a paragraph cut at another place is no change of wording."""
    return segment.op != "equal" and bool(segment.text.strip())


def compare_words(left: Sequence[Token], right: Sequence[Token], *, strict: bool = True) -> list[Segment]:
    """Segments whose left words, joined, are the left side, and whose right words, joined, are the right side.

    Above `WORD_CAP` words, whole sentences are compared first, then the words of those that differ.
    """
    keys = [[token.word if strict else token.word.translate(TYPOGRAPHY) for token in side] for side in (left, right)]
    by_sentence = max(len(left), len(right)) > WORD_CAP
    ranges = _without_islands(_ranges_by_sentence(*keys) if by_sentence else _ranges(*keys))
    sides = ((join(left[r.i1 : r.i2]), join(right[r.j1 : r.j2]), r.same) for r in ranges)
    return [segment for side in sides for segment in _segments(*side)]


class Range(NamedTuple):
    """Positions i1:i2 on the left stand against j1:j2 on the right, with the same words or not."""

    i1: int
    i2: int
    j1: int
    j2: int
    same: bool


def _segments(left: str, right: str, same: bool) -> Iterable[Segment]:
    if same:
        yield Segment("equal", left, right)
        return
    if left:
        yield Segment("delete", left, "")
    if right:
        yield Segment("insert", "", right)


def _ranges(left: Sequence, right: Sequence) -> list[Range]:
    """Equal and different ranges of two sequences; one different range if looking closer would cost too much."""
    if match_cost(left, right) > COST_CAP:
        return _ends_only(left, right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [Range(i1, i2, j1, j2, op == "equal") for op, i1, i2, j1, j2 in matcher.get_opcodes()]


def match_cost(left: Iterable, right: Iterable) -> int:
    """How many candidate matches a comparison has to look at, at most, in one pass."""
    ours, theirs = Counter(left), Counter(right)
    return sum(count * theirs[key] for key, count in ours.items())


def _ends_only(left: Sequence, right: Sequence) -> list[Range]:
    """What both sides share at the start and at the end; the middle as one replacement."""
    n, m = len(left), len(right)
    head = next((k for k in range(min(n, m)) if left[k] != right[k]), min(n, m))
    rest = min(n, m) - head
    tail = next((k for k in range(rest) if left[n - 1 - k] != right[m - 1 - k]), rest)
    parts = [
        Range(0, head, 0, head, True),
        Range(head, n - tail, head, m - tail, False),
        Range(n - tail, n, m - tail, m, True),
    ]
    return [part for part in parts if part.i2 > part.i1 or part.j2 > part.j1]


def _ranges_by_sentence(left: Sequence[str], right: Sequence[str]) -> list[Range]:
    cuts = [_sentence_cuts(side) for side in (left, right)]
    sentences = [_slices(side, cut) for side, cut in zip((left, right), cuts, strict=True)]
    coarse = [Range(cuts[0][r.i1], cuts[0][r.i2], cuts[1][r.j1], cuts[1][r.j2], r.same) for r in _ranges(*sentences)]
    return [fine for part in coarse for fine in _refined(left, right, part)]


def _refined(left: Sequence[str], right: Sequence[str], part: Range) -> list[Range]:
    """The words of a range of different sentences, unless it is itself too long to be compared by words."""
    i1, i2, j1, j2, same = part
    if same or i1 == i2 or j1 == j2:
        return [part]
    look = _ends_only if max(i2 - i1, j2 - j1) > WORD_CAP else _ranges
    return [Range(i1 + r.i1, i1 + r.i2, j1 + r.j1, j1 + r.j2, r.same) for r in look(left[i1:i2], right[j1:j2])]


def _slices(words: Sequence[str], cuts: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(words[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]


def _sentence_cuts(words: Sequence[str]) -> list[int]:
    """Positions where a sentence starts, and the end."""
    inner = {k + 1 for k, word in enumerate(words) if _SENTENCE_END.search(word)}
    return sorted({0, len(words)} | inner)


def _without_islands(ranges: Sequence[Range]) -> list[Range]:
    """Neighbouring differences made one when only a word or two stand between them, which reads better."""
    merged: list[Range] = []
    for k, part in enumerate(ranges):
        after = ranges[k + 1] if k + 1 < len(ranges) else None
        if merged and after and part.same and not merged[-1].same and _is_island(merged[-1], part, after):
            part = part._replace(same=False)
        if merged and not part.same and not merged[-1].same:
            merged[-1] = merged[-1]._replace(i2=part.i2, j2=part.j2)
        else:
            merged.append(part)
    return merged


def _is_island(before: Range, island: Range, after: Range) -> bool:
    """At most two equal words, both neighbours replacing words, and four times as many words around."""
    length = island.i2 - island.i1
    around = sum(r.i2 - r.i1 for r in (before, after)), sum(r.j2 - r.j1 for r in (before, after))
    return length <= 2 and min(around) >= 4 * length
