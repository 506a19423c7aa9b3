"""Which passage of one version stands against which of the other, and which of them changed place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .words import TYPOGRAPHY

LIKENESS = 0.5  # share of common words from which two unpaired passages are taken for the same one


@dataclass(frozen=True)
class Passage:
    """One labelled piece of text; paragraphs end with a line break, a footnote call is written `[^1]`."""

    label: str
    text: str
    former_labels: tuple[str, ...] = ()


Couple = tuple[int | None, int | None]


def align(
    left: Sequence[Passage],
    right: Sequence[Passage],
    correspondences: Sequence[tuple[str, str]] = (),
    *,
    by_label: bool = True,
    by_likeness: bool = True,
) -> list[Couple]:
    """Pair the positions of two versions one to one; a position without a partner stands with None."""
    found: dict[int, int] = {}
    if by_label:
        _match(found, left, right, [(p.label, p.label) for p in left])
        _match(found, left, right, [(old, p.label) for p in right for old in p.former_labels])
        _match(found, left, right, [(p.label, old) for p in left for old in p.former_labels])
    _match(found, left, right, correspondences)
    if by_likeness:
        _match_alike(found, left, right)
    return _in_reading_order(found, len(left), len(right))


def _match(found: dict[int, int], left, right, names: Iterable[tuple[str, str]]) -> None:
    """Add the couples named by label, leaving alone whatever is paired already."""
    at_left = {p.label: i for i, p in reversed(list(enumerate(left)))}
    at_right = {p.label: j for j, p in reversed(list(enumerate(right)))}
    taken = set(found.values())
    for name_left, name_right in names:
        i, j = at_left.get(name_left), at_right.get(name_right)
        if i is not None and j is not None and i not in found and j not in taken:
            found[i] = j
            taken.add(j)


def _match_alike(found: dict[int, int], left, right) -> None:
    """Pair what is left by the share of common words, the most alike first, then in order of reading."""
    bags_left = {i: _bag(p) for i, p in enumerate(left) if i not in found}
    bags_right = {j: _bag(p) for j, p in enumerate(right) if j not in set(found.values())}
    scored = [(-_likeness(a, b), i, j) for i, a in bags_left.items() for j, b in bags_right.items()]
    taken: set[int] = set()
    for score, i, j in sorted(scored):
        if -score >= LIKENESS and i not in found and j not in taken:
            found[i] = j
            taken.add(j)


def _bag(passage: Passage) -> Counter[str]:
    return Counter(passage.text.translate(TYPOGRAPHY).casefold().split())


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Share of common words, 0 to 1; sizes that cannot reach the threshold are not looked at."""
    total, small = a.total() + b.total(), min(a.total(), b.total())
    if not small or 2 * small < LIKENESS * total:
        return 0.0
    return 2 * (a & b).total() / total


def _in_reading_order(found: dict[int, int], n_left: int, n_right: int) -> list[Couple]:
    """Order of the right-hand version; a deleted passage follows the passage it used to follow."""
    partner = {j: i for i, j in found.items()}
    orphans: dict[int | None, list[int]] = {}
    host: int | None = None
    for i in range(n_left):
        host = i if i in found else host
        if i not in found:
            orphans.setdefault(host, []).append(i)
    couples: list[Couple] = [(i, None) for i in orphans.get(None, [])]
    for j in range(n_right):
        i = partner.get(j)
        couples.append((i, j))
        couples += [(gone, None) for gone in orphans.get(i, []) if i is not None]
    return couples


def settled(couples: Sequence[Couple]) -> set[int]:
    """Left positions that kept their order: the longest increasing run of them; the other paired ones moved."""
    order = [i for i, j in couples if i is not None and j is not None]
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for i in order:
        place = bisect_left(tails, i)
        before[i] = tails[place - 1] if place else None
        tails[place : place + 1] = [i]
    kept, i = set(), tails[-1] if tails else None
    while i is not None:
        kept.add(i)
        i = before[i]
    return kept
