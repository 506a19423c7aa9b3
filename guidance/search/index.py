"""Write the index: what a source yields becomes entries, postings and words, all at once or not at all."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace as changed

from django.db import transaction
from django.db.models import Count

from guidance.models.search import Entry, Posting, Shelf, Word
from guidance.search.analyser import TERM_SIZE, Token, label_term, tokens
from guidance.search.registry import EntryData, sources

SATURATION, LENGTH_SHARE = 1.2, 0.6  # BM25's k1 and b
USUAL_LENGTH = 60  # stems of a usual clause; a constant, so that a partial rebuild scores like a full one
TITLE, SECTION, BODY = 1.6, 0.7, 1.0  # what one occurrence counts for in each field
BATCH = 2_000


def rebuild(kinds: Iterable[str] | None = None) -> dict[str, int]:
    """Index everything the sources yield (of some kinds only, when given) and return how many entries of each."""
    known = sources()
    wanted = list(known) if kinds is None else [kind for kind in known if kind in set(kinds)]
    counts = {}
    with transaction.atomic():
        if kinds is None:
            _forget(Entry.objects.exclude(kind__in=wanted), Word.objects.exclude(kind__in=wanted))
        for kind in wanted:
            _forget(Entry.objects.filter(kind=kind), Word.objects.filter(kind=kind))
            counts[kind] = _write(list(known[kind].entries()))
        _count_shelves()
    return counts


def replace(kind: str, scope: str, entries: Iterable[EntryData]) -> int:
    """Put these entries in the place of all those of one scope (one publication) and return how many they are."""
    with transaction.atomic():
        _forget(Entry.objects.filter(kind=kind, scope=scope), Word.objects.filter(kind=kind, scope=scope))
        written = _write([changed(entry, kind=kind, scope=scope) for entry in entries])
        _count_shelves()
    return written


def entry_id(key: str) -> int:
    """Return the id of an entry, drawn from its key: the same on every database, at every rebuild."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def _forget(entries, words) -> None:
    Posting.objects.filter(entry__in=entries.values("pk")).delete()
    entries.delete()
    words.delete()


def _write(entries: list[EntryData]) -> int:
    shelves = {code: _shelf(code, entry) for code, entry in {_code(entry): entry for entry in entries}.items()}
    analysed = [(entry, *_analyse(entry)) for entry in entries]
    Entry.objects.bulk_create(
        (_entry(entry, shelves[_code(entry)], words) for entry, words, _ in analysed), batch_size=BATCH
    )
    Posting.objects.bulk_create(
        (
            Posting(term=term, entry_id=entry_id(entry.key), shelf_id=shelves[_code(entry)].pk, weight=weight)
            for entry, _, weights in analysed
            for term, weight in sorted(weights.items())
        ),
        batch_size=BATCH,
    )
    Word.objects.bulk_create(_vocabulary(entries), batch_size=BATCH)
    return len(entries)


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


def _entry(entry: EntryData, shelf: Shelf, words: str) -> Entry:
    same = ("key", "kind", "scope", "url", "title", "label", "text", "section_title", "badge", "order", "weight")
    return Entry(id=entry_id(entry.key), shelf=shelf, words=words, **{name: getattr(entry, name) for name in same})


def _analyse(entry: EntryData) -> tuple[str, dict[str, float]]:
    """Return the stems in order and the weight of each term: BM25 without the rarity of the term."""
    fields = [(TITLE, tokens(f"{entry.label} {entry.title}")), (SECTION, tokens(entry.section_title))]
    fields.append((BODY, tokens(entry.text)))
    count: Counter[str] = Counter()
    for weight, found in fields:
        for token in found:
            count.update(dict.fromkeys(token.terms, weight))
    length = len(fields[-1][1]) / USUAL_LENGTH
    share = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
    weights = {term: round(entry.weight * tf * (SATURATION + 1) / (tf + share), 4) for term, tf in count.items()}
    if entry.label:
        weights[label_term(entry.label)] = 1.0
    return " | ".join(" ".join(token.stem for token in found) for _, found in fields), weights


def _vocabulary(entries: list[EntryData]) -> list[Word]:
    """Return the distinct words of each scope; a word is public as soon as one entry open to all prints it."""
    rows: dict[tuple[str, str, str], Word] = {}
    for entry in entries:
        text = f"{entry.title}\n{entry.section_title}\n{entry.text}"
        for token in filter(_correctable, tokens(text)):
            row = rows.setdefault((entry.kind, entry.scope, token.word), _new_word(entry, token, text))
            row.public = row.public or not entry.groups
            row.shown = max(row.shown, _shown(text[token.start : token.end]))  # lower case over capitals
    return list(rows.values())


def _correctable(token: Token) -> bool:
    return len(token.word) >= 3 and token.word.isalpha() and not token.stem.startswith("cit:")


def _new_word(entry: EntryData, token: Token, text: str) -> Word:
    return Word(
        kind=entry.kind,
        scope=entry.scope,
        word=token.word,
        shown=_shown(text[token.start : token.end]),
        stem=token.stem,
        size=len(token.word),
        public=not entry.groups,
    )


def _shown(printed: str) -> str:
    """Return a word as a correction offers it: an acronym keeps its capitals."""
    return (printed if printed.isupper() and len(printed) <= 6 else printed.lower())[:TERM_SIZE]


def _count_shelves() -> None:
    sizes = dict(Entry.objects.values_list("shelf").annotate(Count("pk")))
    for shelf in Shelf.objects.all():
        if shelf.size != sizes.get(shelf.pk, 0):
            Shelf.objects.filter(pk=shelf.pk).update(size=sizes.get(shelf.pk, 0))
