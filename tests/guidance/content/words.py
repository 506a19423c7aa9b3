"""Turns the data files into the ordered list of their words, each with the place where it stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guidance.content import shapes

_CALL = re.compile(r"\[\^[^\]]+\]")
_BLANK = re.compile(r"\{[a-z_]+\}")


class Word(NamedTuple):
    """A word of a text, and the label or section that holds it."""

    word: str
    place: str


def published_words(edition: shapes.Edition) -> list[Word]:
    """The words of an edition in reading order: its head, then each section with its notes; never the notices."""
    return [*_identity_words(edition.identity), *(word for section in edition.sections for word in _section(section))]


def printed(text: str) -> str:
    """The printed words of a field: without the calls of notes, and without the blanks of a fiche."""
    return " ".join(_BLANK.sub("", _CALL.sub("", text)).split())


def clause_text(clause: shapes.Clause) -> str:
    """The printed words of a clause, on one line."""
    return " ".join(word for text in _passages(clause.body) for word in printed(text).split())


def note_text(note: shapes.Note) -> str:
    """The printed words of a note, on one line."""
    return " ".join(word for text in _passages(note.body) for word in printed(text).split())


def calls(clause: shapes.Clause) -> list[str]:
    """The keys of the notes a clause calls, in order."""
    return [key for text in _passages(clause.body) for key in re.findall(r"\[\^([^\]]+)\]", text)]


def words_at(edition: shapes.Edition, label: str) -> str:
    """The printed words of a clause with those of the notes it calls, or of a line of the head."""
    for section in edition.sections:
        for clause in section.clauses():
            if clause.label == label:
                notes = [note_text(note) for note in section.notes if note.key in calls(clause)]
                return " ".join([clause_text(clause), *notes])
    return " ".join(word.word for word in published_words(edition) if word.place == label)


def _words(texts: Iterator[str], place: str) -> list[Word]:
    return [Word(word, place) for text in texts for word in printed(text).split()]


def _identity_words(identity: tuple[shapes.IdentityEntry, ...]) -> list[Word]:
    return [word for entry in identity for word in _words(_identity_texts(entry), entry.label_id)]


def _identity_texts(entry: shapes.IdentityEntry) -> Iterator[str]:
    yield from (text for text in (entry.label, entry.value) if text is not None)
    yield from _items(entry.items)


def _section(section: shapes.Section) -> Iterator[Word]:
    if not section.heading_restored:
        yield from _words(iter([section.heading]), section.slug)
    for block in section.body:
        if isinstance(block, shapes.Heading):
            yield from _words(iter([block.text]), section.slug)
        elif isinstance(block, shapes.Clause):
            yield from _words(_passages(block.body), block.label)
    for note in section.notes:
        place = f"{section.slug} note {note.key}"
        yield from _words(iter([note.key]), place)
        yield from _words(_passages(note.body), place)


def _passages(body: tuple[shapes.Passage, ...]) -> Iterator[str]:
    for passage in body:
        yield from _READERS[type(passage)](passage)


def _items(items: tuple[shapes.ListItem, ...]) -> Iterator[str]:
    for item in items:
        yield item.marker
        yield item.text
        yield from _items(item.sub)


def _table(table: shapes.Table) -> Iterator[str]:
    yield table.caption or ""
    yield from table.header
    yield from (cell for row in table.rows for cell in row)


def _fiche(fiche: shapes.Fiche) -> Iterator[str]:
    yield fiche.title
    yield fiche.usage or ""
    for line in fiche.lines:
        if isinstance(line, shapes.TextLine):
            yield line.text
        elif isinstance(line, shapes.Boxes):
            yield line.legend or ""
            yield from line.options
        else:
            yield from [line.marker] * line.count


_READERS = {
    shapes.Paragraph: lambda paragraph: iter([paragraph.text]),
    shapes.ItemList: lambda items: _items(items.items),
    shapes.Quote: lambda quote: iter(quote.paragraphs),
    shapes.Table: _table,
    shapes.Fiche: _fiche,
}
