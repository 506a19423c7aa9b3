"""Put found entries in order: how much of the query they hold, how near the words stand, how rare they are.

Every figure is rounded to six decimals and ties are broken by the key of the entry, never by its rank in a table, so
that SQLite and PostgreSQL give the same order.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Stems = tuple[str, ...]
Weights = Mapping[str, Mapping[int, float]]  # term -> entry -> weight
Held = dict[int, tuple[float, float]]  # entry -> (trust, weight)

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
    score: float


def first_pass(groups: Sequence[Group], weights: Weights, total: int, at_least: int) -> list[Match]:
    """Return the entries that answer the query, best first, before nearness is looked at.

    `total` is the number of entries the reader may see. Entries that hold too little of the query are left out,
    unless fewer than `at_least` would remain.
    """
    held = [found for found in (_held(group, weights) for group in groups) if found]
    rarity = [_rarity(len(found), total) for found in held]
    whole = sum(rarity)
    coverage: dict[int, float] = {}
    for share, found in zip(rarity, held, strict=True):
        part = share / whole
        for entry, (trust, _) in found.items():
            coverage[entry] = coverage.get(entry, 0.0) + trust * part
    enough = KEEP_ABOVE * max(coverage.values(), default=0.0) - 10**-DECIMALS
    kept = {entry: held for entry, held in coverage.items() if held >= enough}
    if len(kept) >= at_least:
        return _ordered(kept, held, rarity)
    return _ordered(coverage, held, rarity)[: max(at_least, len(kept))]


def _held(group: Group, weights: Weights) -> Held:
    """Return, for each entry, its best alternative: how far it is trusted, and the weight of its terms there."""
    found: Held = {}
    for stems, trust in sorted(group.alternatives, key=lambda each: -each[1]):
        entries = weights.get(stems[0], {}) if len(stems) == 1 else _phrase(stems, weights)
        more = {entry: (trust, trust * weight) for entry, weight in entries.items()}
        found = more | found if found else more
    return found


def _phrase(stems: Stems, weights: Weights) -> dict[int, float]:
    """Return the entries that hold every word of a phrase, with the weight of the weakest."""
    first, *others = sorted((weights.get(term, {}) for term in stems), key=len)
    both = set(first).intersection(*others)
    return {entry: min(each[entry] for each in (first, *others)) for entry in both}


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (max(total, found) - found + 0.5) / (found + 0.5))


def _ordered(coverage: dict[int, float], held: Sequence[Held], rarity: Sequence[float]) -> list[Match]:
    """Score entries by coverage and BM25; the groups are added in the order of the query, so that sums never differ."""
    bm25 = dict.fromkeys(coverage, 0.0)
    for share, found in zip(rarity, held, strict=True):
        for entry in found.keys() & coverage.keys() if len(coverage) < len(found) else found:
            if entry in bm25:
                bm25[entry] += share * found[entry][1]
    scale = RARITY / (max(bm25.values(), default=0.0) or 1.0)
    scored = sorted(
        (-round(COVERAGE * part + scale * bm25[entry], DECIMALS), entry) for entry, part in coverage.items()
    )
    return [Match(entry, -score) for score, entry in scored]


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
