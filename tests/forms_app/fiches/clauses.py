"""The words of the two texts by clause, for tests that check what quotes them."""

import re
from functools import cache

from guidance.content import shapes
from guidance.content.reader import read_texts


@cache
def clauses() -> dict[str, str]:
    """Return the words of every clause by target, `instruction-2011#IV-3`, on one line."""
    return {
        f"{text.slug}#{clause.label}": " ".join(re.sub(r"\[\^\w+\]", "", " ".join(_words(clause.body))).split())
        for text in read_texts()
        for edition in text.editions
        for clause in edition.clauses()
    }


def _words(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, (tuple, list)):
        return [word for item in value for word in _words(item)]
    if isinstance(value, shapes.Table) or not hasattr(value, "__dataclass_fields__"):
        return []
    return [word for name in value.__dataclass_fields__ for word in _words(getattr(value, name))]
