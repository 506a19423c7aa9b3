"""Put found entries in order: how much of the query they hold, how near the words stand, how rare they are.

Every figure is rounded to six decimals and ties are broken by the key of the entry, never by its rank in a table, so
that SQLite and PostgreSQL give the same order.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Stems = tuple[str, ...]
Weights = Mapping[str, Mapping[int, float]]  # term -> entry -> weight

COVERAGE, NEARNESS, RARITY = 6.0, 2.0, 2.0
FAR = 12  # words further apart than this are not near
KEEP_ABOVE = 0.5  # of the best coverage; entries below come only to fill the first page
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """What one part of a query may stand for: stems or phrases, each with how far it can be trusted (0 to 1).

    `shown` is that part as typed; `word` its folded form when it is a word, empty for an article or a label.
    """

    alternatives: tuple[tuple[Stems, float], ...]
    shown: str
    word: str = ""
    corrected: str = ""

    def terms(self) -> set[str]:
        """Return every term to look for."""
        return {term for stems, _ in self.alternatives for term in stems}


@dataclass(slots=True)
class Match:
    """One found entry while it is being ranked."""

    entry: int
    coverage: float
    bm25: float
    score: float = 0.0


def first_pass(groups: Sequence[Group], weights: Weights, total: int) -> list[Match]:
    """Return the entries that hold part of the query, best first, before nearness is looked at.

    `total` is the number of entries the reader may see.
    """
    held = [_held(group, weights) for group in groups]
    rarity = [_rarity(len(found), total) for found in held]
    whole = sum(share for share, found in zip(rarity, held, strict=True) if found)
    matches: dict[int, Match] = {}
    for share, found in zip(rarity, held, strict=True):
        for entry, (trust, weight) in found.items():
            match = matches.get(entry)
            if match is None:
                match = matches[entry] = Match(entry, 0.0, 0.0)
            match.coverage += trust * share / whole
            match.bm25 += trust * share * weight
    return _ordered(matches.values())


def _held(group: Group, weights: Weights) -> dict[int, tuple[float, float]]:
    """Return, for each entry, its best alternative: (trust, weight of the term or of the weakest of a phrase)."""
    found: dict[int, tuple[float, float]] = {}
    for stems, trust in sorted(group.alternatives, key=lambda each: -each[1]):
        lists = [weights.get(term, {}) for term in stems]
        smallest = min(lists, key=len)
        for entry in smallest:
            if entry not in found and all(entry in each for each in lists):
                found[entry] = (trust, min(each[entry] for each in lists))
    return found


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (max(total, found) - found + 0.5) / (found + 0.5))


def _ordered(matches: Iterable[Match]) -> list[Match]:
    matches = list(matches)
    best = max((match.bm25 for match in matches), default=0.0) or 1.0
    for match in matches:
        match.score = round(COVERAGE * match.coverage + RARITY * match.bm25 / best, DECIMALS)
    return sorted(matches, key=lambda match: (-match.score, match.entry))


def keep(matches: list[Match], at_least: int) -> list[Match]:
    """Leave out entries that hold too little of the query, unless they are needed to fill `at_least` places."""
    best = max((match.coverage for match in matches), default=0.0)
    return [m for place, m in enumerate(matches) if place < at_least or round(m.coverage, 6) >= KEEP_ABOVE * best]


def nearness(groups: Sequence[Group], words: Sequence[str]) -> float:
    """Return from 0 to 1 how near the parts of the query stand in an entry's stems."""
    places = _places(groups, words)
    pairs = [_gap(a, b) for a, b in zip(places, places[1:], strict=False)]
    if not pairs:
        return 0.0
    return round(sum(1 / gap for gap in pairs if gap <= FAR) / len(pairs), DECIMALS)


def _places(groups: Sequence[Group], words: Sequence[str]) -> list[list[int]]:
    where: dict[str, list[int]] = {}
    wanted = {stems[0] for group in groups for stems, _ in group.alternatives}
    for place, word in enumerate(words):
        if word in wanted:
            where.setdefault(word, []).append(place)
    return [sorted({p for stems, _ in group.alternatives for p in where.get(stems[0], ())}) for group in groups]


def _gap(left: list[int], right: list[int]) -> int:
    """Return the smallest distance between two sorted lists of places; a reversed order counts one more."""
    best, i = FAR + 1, 0
    for place in left:
        while i < len(right) and right[i] <= place:
            i += 1
        if i < len(right):
            best = min(best, right[i] - place)
        if i:
            best = min(best, max(1, place - right[i - 1]) + 1)
    return best
