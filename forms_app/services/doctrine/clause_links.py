"""Sources as every screen cites them: a label in French and an address, never the key that the tables hold."""

from functools import lru_cache

from django.urls import reverse

from forms_app.services.doctrine import mapping
from guidance.content import reader

#: How the first word of a label is read out: « art-2-5 » is « article 2-5 », as the margin of the text breaks it.
_FIRST_WORDS = {"art": "article", "annexe": "annexe"}


@lru_cache(maxsize=1024)
def cited(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return sources as pairs (label, address), in order; KeyError for one that no table holds."""
    return tuple(link(key) for key in keys)


@lru_cache(maxsize=1024)
def link(key: str) -> tuple[str, str]:
    """Return the label and the address of « text#label », « article:key » or « text:id »; KeyError for another.

    A clause leads to its own page here. A named article or another text is told by its title, and leads to where it was
    read when an address is known.
    """
    text, _, label = key.partition("#")
    if label:
        return spoken(label), reverse("guidance:clause", args=[text, label])
    kind, _, name = key.partition(":")
    if kind == "article":
        article = mapping.articles()[name]
        return article.title, article.address
    found = next((row for row in reader.read_linked_texts() if kind == "text" and row.id == name), None)
    if found is None:
        raise KeyError(key)
    return found.title.partition(" relatif")[0], found.url or ""


def spoken(label: str) -> str:
    """Return the label of a clause as a sentence says it: « IV-2 », « article 2-5 », « annexe I-8 »."""
    first, dash, rest = label.partition("-")
    return f"{_FIRST_WORDS[first]} {rest}" if dash and first in _FIRST_WORDS else label
