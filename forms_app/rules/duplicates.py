"""Names brought to one form, and whether two dossiers are likely the same person's.

« Ben Ali », « BEN-ALI » and « Benali » are one name; family and given names may be swapped; a person may have one name
only, several (« se disant », « née »), a birth date reduced to its year. Transliterations are not brought together.
"""

import re
from dataclasses import dataclass
from datetime import date

from forms_app.rules.vocabulary import Likeness
from forms_app.secrecy.folding import OTHER_WRITING, fold

_TITLES = frozenset("mr mme mlle monsieur madame mademoiselle dr docteur docteure".split())
_MISTER = re.compile(r"\bm\.\s")
#: What separates two names of one person.
_ALSO = re.compile(r"\b(?:se disant|alias|epouse|epoux|nee|veuve|vve|dite?)\b")
#: A name nobody knows: « X se disant … ».
_UNKNOWN = frozenset({"x", "xx", "xxx"})
#: Words that belong to the next one, whether they are written apart or not.
_PARTICLES = frozenset(
    "abd abdel abou abu ait al ben bent bin bint d da de del den der des di do dos du el ibn l la le les m mac mc mint "
    "n o ould saint san van von".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as declared: either name may be empty; `birth` is a date, a year alone, or None."""

    family: str
    given: str = ""
    birth: date | int | None = None


def glued(name: str) -> str:
    """Return a name in one word: no accent, capital, space, hyphen, apostrophe or title."""
    return "".join(_words(_plain(name)))


def index_forms(identity: Identity) -> frozenset[str]:
    """Return the forms under which a person is looked up: two for each declared name, none for nobody.

    One form glues each field (« Jean-Pierre » is « Jeanpierre »), the other sorts the words of both with their
    particles (a whole name typed in one field is found). A form holds the name: an index keeps a digest of it made with
    a secret key, never the form itself.
    """
    given, family = _parts(identity.given) or ((),), _parts(identity.family) or ((),)
    forms = {_glued_fields(one, other) for one in family for other in given}
    forms |= {_sorted_words((*one, *other)) for one in family for other in given}
    return frozenset(forms - {""})


def likeness(one: Identity, other: Identity) -> Likeness:
    """Return how likely two persons are the same; it informs, and nobody is merged without being asked."""
    if not index_forms(one) & index_forms(other):
        return Likeness.DIFFERENT
    if one.birth is None or other.birth is None:
        return Likeness.LIKELY
    if one.birth == other.birth and isinstance(one.birth, date):
        return Likeness.SAME
    return Likeness.LIKELY if _compatible(one.birth, other.birth) else Likeness.HOMONYM


def _plain(name: str) -> str:
    """The folded name; a name of another alphabet, which folding cannot read, is kept as it is."""
    folded = fold(name).text
    return _MISTER.sub("", name.casefold() if OTHER_WRITING in folded else folded)


def _words(plain: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(plain) if word not in _TITLES)


def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of each name declared in a field; the field as a whole when only linking words stand in it."""
    plain = _plain(name)
    found = (_words(part) for part in _ALSO.split(plain))
    kept = tuple(dict.fromkeys(words for words in found if words and not set(words) <= _UNKNOWN))
    return kept or tuple(words for words in (_words(plain),) if words)


def _glued_fields(family: tuple[str, ...], given: tuple[str, ...]) -> str:
    return " ".join(sorted(part for part in ("".join(family), "".join(given)) if part))


def _sorted_words(words: tuple[str, ...]) -> str:
    found, before = [], ""
    for word in words:
        before += word
        if word not in _PARTICLES:
            found.append(before)
            before = ""
    return " ".join(sorted([*found, before] if before else found))


def _compatible(one: date | int, other: date | int) -> bool:
    """A year alone agrees with any day of it; day and month may have been swapped when typed."""
    if isinstance(one, int) or isinstance(other, int):
        return _year(one) == _year(other)
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _year(birth: date | int) -> int:
    return birth if isinstance(birth, int) else birth.year
