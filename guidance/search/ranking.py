"""Put found entries in order: how much of the query they hold, how near the words stand, how rare they are.

Every figure is rounded to six decimals and ties are broken by the key of the entry, never by its rank in a table, so
that SQLite and PostgreSQL give the same order.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

Stems = tuple[str, ...]
Weights = Mapping[str, Mapping[int, float]]  # term -> entry -> weight
Scores = dict[int, float]  # entry -> score

COVERAGE, NEARNESS, RARITY = 6.0, 2.0, 2.0
FAR = 12  # words further apart than this are not near
KEEP_ABOVE = 0.5  # of the best coverage; entries below come only to fill the first page
DECIMALS = 6
PRUDENCE = 0.999  # so that the rounding of sums never passes over an entry that stands at the limit


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


@dataclass(frozen=True, slots=True)
class Held:
    """The entries that hold one part of a query: how far each is trusted, and the weight of the terms there.

    `rarity` tells how much the part says, `most` is the best trust found.
    """

    trust: Scores
    weight: Scores
    rarity: float
    most: float


@dataclass(slots=True)
class Match:
    """One found entry while it is being ranked."""

    entry: int
    score: float


def first_pass(groups: Sequence[Group], weights: Weights, total: int, at_least: int) -> Scores:
    """Return the score of the entries that answer the query, before nearness is looked at.

    `total` is the number of entries the reader may see. Entries that hold too little of the query are left out,
    unless fewer than `at_least` would remain: then the best of them are kept.
    """
    held = [found for found in (_held(group, weights, total) for group in groups) if found]
    kept = _enough(_coverage(held, _promising(held)))
    if len(kept) >= at_least:
        return _scored(kept, held)
    every = _scored(_coverage(held, set().union(*(found.trust for found in held))), held)
    return {match.entry: match.score for match in best(every, at_least)}


def best(scores: Scores, wanted: int) -> list[Match]:
    """Return the first entries, their scores rounded; equal ones come in the order of their ids.

    Only those that rounding may bring among the first are rounded and sorted.
    """
    least = nlargest(wanted, scores.values())[-1:] if len(scores) > wanted else []
    near = least[0] - 10**-DECIMALS if least else -math.inf
    first = sorted((-round(score, DECIMALS), entry) for entry, score in scores.items() if score >= near)
    return [Match(entry, -score) for score, entry in first[:wanted]]


def _held(group: Group, weights: Weights, total: int) -> Held | None:
    """Return what holds a part of the query, each entry by its most trusted alternative; None when nothing does."""
    trusts: Scores = {}
    found: Scores = {}
    for stems, trust in sorted(group.alternatives, key=lambda each: -each[1])[::-1]:
        entries = weights.get(stems[0], {}) if len(stems) == 1 else _phrase(stems, weights)
        trusts |= dict.fromkeys(entries, trust)
        found |= entries if trust == 1 else {entry: trust * weight for entry, weight in entries.items()}
    return Held(trusts, found, _rarity(len(found), total), max(trusts.values())) if found else None


def _promising(held: Sequence[Held]) -> set[int]:
    """Return the entries that may hold enough of the query to be kept, without looking at its common words if possible.

    The best entry holds at least the rarest part; entries that hold only parts that all together make too little of
    that cannot be kept, however many they are.
    """
    ascending = sorted(held, key=lambda found: found.rarity * found.most)
    least = KEEP_ABOVE * max((found.rarity * found.most for found in held), default=0.0) * PRUDENCE
    passed, promising = 0.0, set()
    for found in ascending:
        passed += found.rarity * found.most
        if passed >= least:
            promising.update(found.trust)
    return promising


def _coverage(held: Sequence[Held], entries: set[int]) -> Scores:
    """Return how much of the query each entry holds, from 0 to 1, the parts added in the order of the query."""
    whole = sum(found.rarity for found in held)
    coverage = dict.fromkeys(entries, 0.0)
    for found in held:
        part, trust = found.rarity / whole, found.trust
        for entry in coverage.keys() & trust.keys():
            coverage[entry] += trust[entry] * part
    return coverage


def _enough(coverage: Scores) -> Scores:
    enough = KEEP_ABOVE * max(coverage.values(), default=0.0) - 10**-DECIMALS
    return {entry: part for entry, part in coverage.items() if part >= enough}


def _scored(coverage: Scores, held: Sequence[Held]) -> Scores:
    """Score entries by coverage and BM25; the groups are added in the order of the query, so that sums never differ."""
    bm25 = dict.fromkeys(coverage, 0.0)
    for found in held:
        share, weight = found.rarity, found.weight
        for entry in bm25.keys() & weight.keys():
            bm25[entry] += share * weight[entry]
    scale = RARITY / (max(bm25.values(), default=0.0) or 1.0)
    return {entry: COVERAGE * part + scale * bm25[entry] for entry, part in coverage.items()}


def _phrase(stems: Stems, weights: Weights) -> dict[int, float]:
    """Return the entries that hold every word of a phrase, with the weight of the weakest."""
    first, *others = sorted((weights.get(term, {}) for term in stems), key=len)
    both = set(first).intersection(*others)
    return dict(zip(both, map(min, *(map(each.__getitem__, both) for each in (first, *others))), strict=True))


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (max(total, found) - found + 0.5) / (found + 0.5))


def nearness(groups: Sequence[Group], words: Sequence[str]) -> float:
    """Return from 0 to 1 how near the parts of the query stand in an entry's stems."""
    if len(groups) < 2:
        return 0.0
    places = _places(groups, words)
    pairs = [_gap(a, b) for a, b in zip(places, places[1:], strict=False)]
    return round(sum(1 / gap for gap in pairs if gap <= FAR) / len(pairs), DECIMALS)


def _places(groups: Sequence[Group], words: Sequence[str]) -> list[list[int]]:
    where: dict[str, list[int]] = {}
    wanted = {stems[0] for group in groups for stems, _ in group.alternatives}
    for place, word in [(place, word) for place, word in enumerate(words) if word in wanted]:
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
