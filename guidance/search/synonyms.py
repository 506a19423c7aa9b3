"""Words used for one another, read from the editors' table and kept in memory until the table changes."""

from dataclasses import dataclass

from guidance.models.search import Synonym
from guidance.search.analyser import words

LONGEST = 8  # stems of the longest form that is recognised in a query

Forms = dict[tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`forms`: stems of a form -> stems of the others; `words`: folded single word -> (stem, printed word)."""

    forms: Forms
    words: dict[str, tuple[str, str]]


_kept: tuple[object, Synonyms] = (None, Synonyms({}, {}))


def stems_of(form: str) -> tuple[str, ...]:
    """Return the stems of a word or phrase."""
    return tuple(token.stem for token in words(form, 0, len(form)))


def read(groups: list[list[str]]) -> Forms:
    """Return, for the stems of each form, the stems of the other forms of its groups."""
    forms: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for group in groups:
        stems = [each for each in dict.fromkeys(map(stems_of, group)) if each and len(each) <= LONGEST]
        for one in stems:
            forms.setdefault(one, {}).update(dict.fromkeys(other for other in stems if other != one))
    return {one: tuple(others) for one, others in forms.items()}


def single_words(groups: list[list[str]]) -> dict[str, tuple[str, str]]:
    """Return the forms of one word, which a typing error may have missed."""
    forms = [(form, words(form, 0, len(form))) for group in groups for form in group]
    return {found[0].word: (found[0].stem, form) for form, found in forms if len(found) == 1}


def current(stamp: object) -> Synonyms:
    """Return the synonyms in use; the table is read again only when `stamp` has changed."""
    global _kept
    if stamp != _kept[0]:
        groups = [each.as_list() for each in Synonym.objects.filter(active=True).order_by("pk")]
        _kept = (stamp, Synonyms(read(groups), single_words(groups)))
    return _kept[1]
