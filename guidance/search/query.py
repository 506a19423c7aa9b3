"""Answer a query: at most six database queries, whatever the number of entries."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from guidance.citations import ArticleRow, typed_citations
from guidance.search import articles, choices, correction, ranking, rows, synonyms
from guidance.search.cards import card
from guidance.search.choices import NOTHING, Decided
from guidance.search.highlight import Phrases, extract
from guidance.search.packing import unpack
from guidance.search.parsing import Parsed, clean, corrected, parse
from guidance.search.ranking import Group, Match
from guidance.search.registry import label_of
from guidance.search.results import Facet, Hit, Results
from guidance.search.rows import Entry, Shelf

PAGE = 10
LOOKED_AT = 50  # entries whose words are read for nearness
PINNED = 1e6  # more than any score: a pinned result comes before all that is computed

Shelves = dict[int, Shelf]
Name = tuple[str, str]


@dataclass(slots=True)
class Found:
    """Postings read so far: term -> entry -> weight, and the shelf of each entry."""

    weights: dict[str, dict[int, float]]
    shelf_of: dict[int, int]

    def read(self, terms: Iterable[str], shelves: Shelves) -> None:
        """Read the postings of terms, on the shelves the reader may open only."""
        asked = sorted(set(terms) - self.weights.keys())
        self.weights.update((term, {}) for term in asked)
        if not (asked and shelves):
            return
        for term, shelf, entries, weights in rows.postings(asked, list(shelves)):
            more = unpack(entries, weights)
            self.weights[term] |= more
            self.shelf_of |= dict.fromkeys(more, shelf)


def search(
    q: str,
    *,
    reader_groups: Collection[int] = frozenset(),
    kinds: Collection[str] | None = None,
    text: str | None = None,
    page: int = 1,
    exact: bool = False,
    decided: bool = False,
    with_set_aside: bool = False,
) -> Results:
    """Return one page of what answers `q` among what the reader's groups may open.

    `kinds` and `text` keep only some kinds, or one text; `exact` forgoes the correction of typing errors. A page
    outside the results is the nearest one. `decided` follows the choices of editors: what they pinned comes first,
    what they set aside is left out and counted, or kept with `with_set_aside`. Never raises on account of the query.
    """
    stamp = rows.stamp()
    shelves = _open_shelves(frozenset(reader_groups))
    parsed, lines, found = _understand(clean(q), shelves, exact, synonyms.current(stamp[:2]))
    size = sum(shelf.size for shelf in shelves.values())
    scores = ranking.first_pass(parsed.groups, found.weights, size, at_least=PAGE)
    chosen = choices.of(parsed.text, stamp[2:]) if decided and parsed.text else NOTHING
    set_aside = scores.keys() & chosen.excluded
    _apply(chosen, frozenset() if with_set_aside else set_aside, scores, found, shelves)
    counts = Counter(map(found.shelf_of.__getitem__, scores))
    of_kind = {pk for pk, shelf in shelves.items() if not kinds or shelf.kind in kinds}
    of_text = {pk for pk, shelf in shelves.items() if shelf.text_slug == text} or shelves.keys()
    kept = of_kind & of_text
    total = sum(counts[pk] for pk in kept)
    page = max(1, min(page, _pages(total)))
    if total < len(scores):
        scores = {entry: score for entry, score in scores.items() if found.shelf_of[entry] in kept}
    return Results(
        hits=_hits(parsed.groups, scores, page, found, shelves, chosen),
        total=total,
        kinds=_facets(counts, of_text, shelves, _kind_of),
        texts=_facets(counts, of_kind, shelves, _text_of),
        parsed=parsed,
        page=page,
        pages=_pages(total),
        corrected=_as_corrected(parsed),
        citation=card(parsed.articles, lines, found.weights),
        set_aside=len(set_aside),
    )


def _apply(chosen: Decided, left_out: Collection[int], scores: ranking.Scores, found: Found, shelves: Shelves) -> None:
    """Take out what is left out, and put first what is pinned on a shelf the reader may open, found or not."""
    for entry in left_out:
        del scores[entry]
    for rank, entry in enumerate(chosen.pinned):
        found.shelf_of |= {} if rank else rows.shelf_of(chosen.pinned)
        if found.shelf_of.get(entry) in shelves:
            scores[entry] = PINNED - rank


def _understand(
    query: str, shelves: Shelves, exact: bool, known: synonyms.Synonyms
) -> tuple[Parsed, list[ArticleRow], Found]:
    """Return the query as read, the concordance when it names an article, and the postings of its terms."""
    lines = articles.rows() if typed_citations(query) else []
    parsed = parse(query, known.forms, lines)
    found = Found({}, {})
    found.read((term for group in parsed.groups for term in group.terms()), shelves)
    return (parsed if exact or lines else _correct(parsed, known, found, shelves)), lines, found


def _open_shelves(groups: frozenset[int]) -> Shelves:
    return {shelf.pk: shelf for shelf in rows.shelves() if not shelf.groups or not groups.isdisjoint(shelf.groups)}


def _correct(parsed: Parsed, known: synonyms.Synonyms, found: Found, shelves: Shelves) -> Parsed:
    """Replace each word that nothing holds by the nearest words of the index; the vocabulary is read once."""
    lost = [g for g in parsed.groups if g.word and not any(found.weights[term] for term in g.terms())]
    if not lost:
        return parsed
    vocabulary = known.words | _vocabulary([group.word for group in lost])
    mended = {}
    for group in lost:
        options = [vocabulary[word] for word in correction.nearest(group.word, vocabulary)]
        if options:
            mended[group.word] = corrected(group, options, known.forms)
    found.read((term for group in mended.values() for term in group.terms()), shelves)
    return replace(parsed, groups=tuple(mended.get(group.word, group) for group in parsed.groups))


def _vocabulary(lost: list[str]) -> dict[str, tuple[str, str]]:
    """Return the words open to every reader whose length is within reach of the lost ones: word -> (stem, printed)."""
    sizes = {len(word) + more for word in lost for more in range(-correction.reach(word), correction.reach(word) + 1)}
    found = sorted(rows.words(sorted(sizes)))
    return {word: (stem, shown) for word, stem, shown in found}  # last wins: lower case over capitals


def _as_corrected(parsed: Parsed) -> str:
    """Return the query with its corrected words, or an empty string when none was corrected."""
    text = parsed.text
    for group in parsed.groups:
        text = text.replace(group.shown, group.corrected, 1) if group.corrected else text
    return text if any(group.corrected for group in parsed.groups) else ""


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))


def _facets(counts: Counter[int], kept: Collection[int], shelves: Shelves, of: Callable[[Shelf], Name]) -> list[Facet]:
    """Add up the matches of the kept shelves by what `of` says of each; a value without match counts zero."""
    found: Counter[Name] = Counter()
    for pk, shelf in shelves.items():
        found[of(shelf)] += counts[pk] if pk in kept else 0
    return [Facet(value, label or value, count) for (value, label), count in sorted(found.items()) if value]


def _kind_of(shelf: Shelf) -> Name:
    return shelf.kind, label_of(shelf.kind)


def _text_of(shelf: Shelf) -> Name:
    return shelf.text_slug, shelf.text_title


def _hits(
    groups: tuple[Group, ...], scores: ranking.Scores, page: int, found: Found, shelves: Shelves, chosen: Decided
) -> list[Hit]:
    """Read the entries of one page; the first ones are put in order again by the nearness of the words."""
    start = (page - 1) * PAGE
    head = ranking.best(scores, LOOKED_AT) if start < LOOKED_AT else ranking.best(scores, start + PAGE)[start:]
    entries = rows.entries([match.entry for match in head]) if head else {}
    head = [match for match in head if match.entry in entries]
    if start < LOOKED_AT:
        head = _reordered(groups, head, entries, found, shelves, chosen)[start : start + PAGE]
    alternatives = {stems for group in groups for stems, _ in group.alternatives}
    terms = frozenset(stems[0] for stems in alternatives if len(stems) == 1)
    phrases = [stems for stems in alternatives if len(stems) > 1]
    return [
        replace(
            _hit(match, entries[match.entry], shelves[found.shelf_of[match.entry]], terms, phrases),
            pinned=match.entry in chosen.pinned,
            set_aside=match.entry in chosen.excluded,
        )
        for match in head
    ]


def _reordered(
    groups, head: list[Match], entries: dict, found: Found, shelves: Shelves, chosen: Decided
) -> list[Match]:
    places = {entry: place for place, entry in enumerate(chosen.pinned)}
    parts = [group for group in groups if any(found.weights[term] for term in group.terms())]
    for match in head:
        entry = entries[match.entry]
        near = ranking.nearness(parts, entry.words.split()) if len(parts) > 1 else 0.0
        match.score = round(entry.weight * (match.score + ranking.NEARNESS * near), ranking.DECIMALS)

    def rank(match: Match):
        entry, shelf = entries[match.entry], shelves[found.shelf_of[match.entry]]
        return (
            places.get(match.entry, len(places)),
            -match.score,
            not shelf.in_force,
            shelf.text_slug,
            entry.order,
            entry.key,
        )

    return sorted(head, key=rank)


def _hit(match: Match, entry: Entry, shelf: Shelf, terms: frozenset[str], phrases: Phrases) -> Hit:
    return Hit(
        key=entry.key, kind=shelf.kind, kind_label=label_of(shelf.kind), title=entry.title, url=entry.url,
        label=entry.label, text_slug=shelf.text_slug, text_title=shelf.text_title, badge=entry.badge,
        section_title=entry.section_title, edition=shelf.edition_slug, in_force=shelf.in_force,
        extract=extract(entry.text, terms, phrases), score=match.score,
    )  # fmt: skip
