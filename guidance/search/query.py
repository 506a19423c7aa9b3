"""Answer a query: at most six database queries, whatever the number of entries."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from guidance.citations import ArticleRow, typed_citations
from guidance.models.search import Entry, Posting, Shelf, Word
from guidance.search import articles, correction, ranking, synonyms
from guidance.search.cards import card
from guidance.search.highlight import extract
from guidance.search.parsing import Parsed, clean, corrected, parse
from guidance.search.ranking import Group, Match
from guidance.search.registry import label_of
from guidance.search.results import Facet, Hit, Results

PAGE = 10
LOOKED_AT = 50  # entries whose words are read for nearness
ENTRY_FIELDS = (
    "id", "key", "title", "url", "label", "text", "section_title", "badge", "order", "weight", "words",
)  # fmt: skip

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
        rows = Posting.objects.filter(term__in=asked, shelf__in=list(shelves))
        for term, entry, shelf, weight in rows.values_list("term", "entry_id", "shelf_id", "weight"):
            self.weights[term][entry] = weight
            self.shelf_of[entry] = shelf


def search(
    q: str,
    *,
    reader_groups: Collection[int] = frozenset(),
    kinds: Collection[str] | None = None,
    text: str | None = None,
    page: int = 1,
    exact: bool = False,
) -> Results:
    """Return one page of what answers `q` among what the reader's groups may open.

    `kinds` and `text` keep only some kinds, or one text; `exact` forgoes the correction of typing errors. A page
    outside the results is the nearest one. Never raises on account of the query.
    """
    shelves = _open_shelves(frozenset(reader_groups))
    parsed, rows, found = _understand(clean(q), shelves, exact)
    size = sum(shelf.size for shelf in shelves.values())
    matches = ranking.first_pass(parsed.groups, found.weights, size, at_least=PAGE)
    text = text if any(shelf.text_slug == text for shelf in shelves.values()) else None
    by_kind = [m for m in matches if not kinds or _shelf(m, found, shelves).kind in kinds]
    by_text = [m for m in matches if text in (None, _shelf(m, found, shelves).text_slug)]
    kept = [m for m in by_kind if text in (None, _shelf(m, found, shelves).text_slug)]
    page = max(1, min(page, _pages(kept)))
    return Results(
        hits=_hits(parsed.groups, kept, page, found, shelves),
        total=len(kept),
        kinds=_facets(by_text, found, shelves, _kind_of),
        texts=_facets(by_kind, found, shelves, _text_of),
        parsed=parsed,
        page=page,
        pages=_pages(kept),
        corrected=_as_corrected(parsed),
        citation=card(parsed.articles, rows, found.weights),
    )


def _understand(query: str, shelves: Shelves, exact: bool) -> tuple[Parsed, list[ArticleRow], Found]:
    """Return the query as read, the concordance when it names an article, and the postings of its terms."""
    known = synonyms.current()
    rows = articles.rows() if typed_citations(query) else []
    parsed = parse(query, known.forms, rows)
    found = Found({}, {})
    found.read((term for group in parsed.groups for term in group.terms()), shelves)
    return (parsed if exact or rows else _correct(parsed, known, found, shelves)), rows, found


def _open_shelves(groups: frozenset[int]) -> Shelves:
    shelves = Shelf.objects.filter(size__gt=0)
    return {shelf.pk: shelf for shelf in shelves if not shelf.groups or groups & set(shelf.groups)}


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
    rows = Word.objects.filter(public=True, size__in=sorted(sizes)).values_list("word", "stem", "shown").distinct()
    return {word: (stem, shown) for word, stem, shown in sorted(rows)}  # last wins: lower case over capitals


def _as_corrected(parsed: Parsed) -> str:
    """Return the query with its corrected words, or an empty string when none was corrected."""
    text = parsed.text
    for group in parsed.groups:
        text = text.replace(group.shown, group.corrected, 1) if group.corrected else text
    return text if any(group.corrected for group in parsed.groups) else ""


def _shelf(match: Match, found: Found, shelves: Shelves) -> Shelf:
    return shelves[found.shelf_of[match.entry]]


def _pages(kept: list[Match]) -> int:
    return max(1, -(-len(kept) // PAGE))


def _facets(matches: Iterable[Match], found: Found, shelves: Shelves, of: Callable[[Shelf], Name]) -> list[Facet]:
    """Count matches by what `of` says of their shelf; a value without match counts zero."""
    counts: Counter[Name] = Counter({of(shelf): 0 for shelf in shelves.values()})
    for pk, count in Counter(found.shelf_of[match.entry] for match in matches).items():
        counts[of(shelves[pk])] += count
    return [Facet(value, label or value, count) for (value, label), count in sorted(counts.items()) if value]


def _kind_of(shelf: Shelf) -> Name:
    return shelf.kind, label_of(shelf.kind)


def _text_of(shelf: Shelf) -> Name:
    return shelf.text_slug, shelf.text_title


def _hits(groups: tuple[Group, ...], kept: list[Match], page: int, found: Found, shelves: Shelves) -> list[Hit]:
    """Read the entries of one page; the first ones are put in order again by the nearness of the words."""
    start = (page - 1) * PAGE
    head = kept[:LOOKED_AT] if start < LOOKED_AT else kept[start : start + PAGE]
    entries = {row["id"]: row for row in Entry.objects.filter(pk__in=[m.entry for m in head]).values(*ENTRY_FIELDS)}
    head = [match for match in head if match.entry in entries]
    if start < LOOKED_AT:
        head = _reordered(groups, head, entries, found, shelves)[start : start + PAGE]
    return [_hit(match, entries[match.entry], _shelf(match, found, shelves), groups) for match in head]


def _reordered(groups, head: list[Match], entries: dict, found: Found, shelves: Shelves) -> list[Match]:
    parts = [group for group in groups if any(found.weights[term] for term in group.terms())]
    for match in head:
        near = ranking.nearness(parts, entries[match.entry]["words"].split())
        weight = entries[match.entry]["weight"]
        match.score = round(weight * (match.score + ranking.NEARNESS * near), ranking.DECIMALS)

    def rank(match: Match):
        entry, shelf = entries[match.entry], _shelf(match, found, shelves)
        return -match.score, not shelf.in_force, shelf.text_slug, entry["order"], entry["key"]

    return sorted(head, key=rank)


def _hit(match: Match, entry: dict, shelf: Shelf, groups: tuple[Group, ...]) -> Hit:
    alternatives = {stems for group in groups for stems, _ in group.alternatives}
    terms = frozenset(stems[0] for stems in alternatives if len(stems) == 1)
    phrases = [stems for stems in alternatives if len(stems) > 1]
    return Hit(
        key=entry["key"], kind=shelf.kind, kind_label=label_of(shelf.kind), title=entry["title"], url=entry["url"],
        label=entry["label"], text_slug=shelf.text_slug, text_title=shelf.text_title, badge=entry["badge"],
        section_title=entry["section_title"], edition=shelf.edition_slug, in_force=shelf.in_force,
        extract=extract(entry["text"], terms, phrases), score=match.score,
    )  # fmt: skip
