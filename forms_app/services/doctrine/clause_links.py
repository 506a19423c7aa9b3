"""Clauses as a screen cites them: a label, and the address of the clause when it is one of the texts."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=1024)
def cited(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return clauses as pairs (label, address); the address is empty for what is no clause of the texts."""
    return tuple(_cited(key) for key in keys)


def _cited(key: str) -> tuple[str, str]:
    text, _, label = key.partition("#")
    return (label, reverse("guidance:clause", args=[text, label])) if label else (key.partition(":")[2], "")
