"""Write the index: what a source yields becomes entries, postings and words, all at once or not at all."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace as changed

from django.db import transaction
from django.db.models import Count, Q

from guidance.models.search import Entry, Posting, Shelf, Word
from guidance.search.packing import pack
from guidance.search.registry import EntryData, sources
from guidance.search.weighing import Weighed, weigh

BATCH = 2_000
NO_LIMIT = Q()


def rebuild(kinds: Iterable[str] | None = None) -> dict[str, int]:
    """Index everything the sources yield (of some kinds only, when given) and return how many entries of each."""
    known = sources()
    wanted = list(known) if kinds is None else [kind for kind in known if kind in set(kinds)]
    counts = {}
    with transaction.atomic():
        _one_writer()
        if kinds is None:
            _forget(~Q(kind__in=wanted))
        for kind in wanted:
            _forget(Q(kind=kind))
            counts[kind] = _write(list(known[kind].entries()))
        _count_shelves()
    return counts


def replace(kind: str, scope: str, entries: Iterable[EntryData]) -> int:
    """Put these entries in the place of all those of one scope (one publication) and return how many they are."""
    with transaction.atomic():
        _one_writer()
        _forget(Q(kind=kind), Q(scope=scope))
        written = _write([changed(entry, kind=kind, scope=scope) for entry in entries])
        _count_shelves()
    return written


def entry_id(key: str) -> int:
    """Return the id of an entry, drawn from its key: the same on every database, at every rebuild."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def _one_writer() -> None:
    """Wait for whoever is writing the index: PostgreSQL would let two rebuilds insert the same entries."""
    list(Shelf.objects.select_for_update().order_by("pk").values_list("pk"))


def _forget(kinds: Q, scopes: Q = NO_LIMIT) -> None:
    Posting.objects.filter(scopes, shelf__in=Shelf.objects.filter(kinds).values("pk")).delete()
    Entry.objects.filter(kinds, scopes).delete()
    Word.objects.filter(kinds, scopes).delete()


def _write(entries: list[EntryData]) -> int:
    shelves = {code: _shelf(code, entry) for code, entry in {_code(entry): entry for entry in entries}.items()}
    weighed = [weigh(entry) for entry in entries]
    Entry.objects.bulk_create((_entry(one, shelves[_code(one.entry)]) for one in weighed), batch_size=BATCH)
    Posting.objects.bulk_create(_postings(weighed, shelves), batch_size=BATCH)
    Word.objects.bulk_create(_vocabulary(weighed), batch_size=BATCH)
    return len(entries)


def _postings(weighed: list[Weighed], shelves: dict[str, Shelf]) -> Iterator[Posting]:
    """Yield one row for each term, shelf and scope, in the order of the terms."""
    held: dict[tuple[str, int, str], dict[int, float]] = defaultdict(dict)
    for one in weighed:
        entry, shelf = entry_id(one.entry.key), shelves[_code(one.entry)].pk
        for term, weight in one.weights.items():
            held[term, shelf, one.entry.scope][entry] = weight
    for term, shelf, scope in sorted(held):
        entries, weights = pack(held[term, shelf, scope])
        yield Posting(term=term, shelf_id=shelf, scope=scope, entries=entries, weights=weights)


def _code(entry: EntryData) -> str:
    parts = (entry.kind, entry.text_slug, entry.text_title, entry.edition, entry.in_force, sorted(entry.groups))
    return hashlib.blake2b(repr(parts).encode(), digest_size=20).hexdigest()


def _shelf(code: str, entry: EntryData) -> Shelf:
    defaults = {
        "kind": entry.kind,
        "text_slug": entry.text_slug,
        "text_title": entry.text_title,
        "edition_slug": entry.edition,
        "in_force": entry.in_force,
        "groups": sorted(entry.groups),
    }
    return Shelf.objects.get_or_create(code=code, defaults=defaults)[0]


def _entry(one: Weighed, shelf: Shelf) -> Entry:
    same = ("key", "kind", "scope", "url", "title", "label", "text", "section_title", "badge", "order", "weight")
    values = {name: getattr(one.entry, name) for name in same}
    return Entry(id=entry_id(one.entry.key), shelf=shelf, words=one.words, **values)


def _vocabulary(weighed: list[Weighed]) -> list[Word]:
    """Return the distinct words of each scope; a word is public as soon as one entry open to all prints it."""
    words: dict[tuple[str, str, str], tuple[bool, str, str]] = {}
    for one in weighed:
        public = not one.entry.groups
        for word, (stem, shown) in one.printed.items():
            place = (one.entry.kind, one.entry.scope, word)
            words[place] = max(words.get(place, (False, "", "")), (public, stem, shown))
    return [
        Word(kind=kind, scope=scope, word=word, shown=shown, stem=stem, size=len(word), public=public)
        for (kind, scope, word), (public, stem, shown) in words.items()
    ]


def _count_shelves() -> None:
    sizes = dict(Entry.objects.values_list("shelf").annotate(Count("pk")))
    for shelf in Shelf.objects.all():
        if shelf.size != sizes.get(shelf.pk, 0):
            Shelf.objects.filter(pk=shelf.pk).update(size=sizes.get(shelf.pk, 0))
