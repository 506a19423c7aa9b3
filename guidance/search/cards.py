"""The card of an article: what a query asks for, what it became, what it replaced."""

from collections.abc import Mapping

from guidance.citations import ArticleRow, display, predecessors, successors
from guidance.search.analyser import citation_terms
from guidance.search.results import ArticleCard, Renumbering


def card(keys: tuple[str, ...], rows: list[ArticleRow], held: Mapping[str, Mapping[int, float]]) -> ArticleCard | None:
    """Return the card of the first candidate that the texts cite or the concordance knows, else None."""
    for key in keys:
        became, replaced = _onward(key, rows), _backward(key, rows)
        if became or replaced or any(held.get(term) for term in citation_terms(key)):
            return ArticleCard(key, display(key), became, replaced)
    return None


def _onward(key: str, rows: list[ArticleRow]) -> list[Renumbering]:
    """Follow the successors, then theirs: an article of 2021 may itself have been replaced since."""
    found: dict[str, Renumbering] = {}
    asked = [key]
    while asked:
        for row in successors(asked.pop(0), rows):
            for new in row.new:
                if new not in found:
                    found[new] = _line(new, row)
                    asked.append(new)
    return list(found.values())


def _backward(key: str, rows: list[ArticleRow]) -> list[Renumbering]:
    found: dict[str, Renumbering] = {}
    asked = [key]
    while asked:
        for row in predecessors(asked.pop(0), rows):
            if row.old not in found:
                found[row.old] = _line(row.old, row)
                asked.append(row.old)
    return list(found.values())


def _line(key: str, row: ArticleRow) -> Renumbering:
    return Renumbering(key, display(key), row.since, row.source, row.status == "verified", row.note)
