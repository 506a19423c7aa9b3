"""Read what a person typed: articles, labels, words and the synonyms of each, as groups of alternatives."""

from dataclasses import dataclass

from guidance.citations import ArticleRow, article_of, keys_of, predecessors, successors, typed_citations
from guidance.search.analyser import Token, citation_terms, label_term, words
from guidance.search.ranking import Group, Stems
from guidance.search.synonyms import LONGEST, Forms

LONGEST_QUERY = 200  # characters read
MOST_GROUPS = 16
LONGEST_LABEL = 3  # words of a clause label typed as a query
SYNONYM, CORRECTION, WHOLE_ARTICLE, RENUMBERED = 0.7, 0.8, 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as read: `text` is what was kept of it, `articles` the candidate keys of a query that is a citation."""

    text: str
    groups: tuple[Group, ...]
    articles: tuple[str, ...] = ()


def clean(query: str) -> str:
    """Return what can be read of a query: no control character, no lone surrogate, one space, a bounded length."""
    readable = query[: LONGEST_QUERY * 5].encode("utf-8", "ignore").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in readable).split())[:LONGEST_QUERY].strip()


def parse(query: str, forms: Forms, rows: list[ArticleRow]) -> Parsed:
    """Cut a cleaned query into groups; articles first become their known numbers, old and new."""
    groups: list[Group] = []
    end = 0
    for start, stop, keys in [*typed_citations(query), (len(query), len(query), ())]:
        groups += _word_groups(query, words(query, end, start), forms)
        groups += [_article_group(query[start:stop], keys, rows)] if keys else []
        end = stop
    groups = groups[:MOST_GROUPS]
    if groups and len(query.split()) <= LONGEST_LABEL:
        groups.append(Group((((label_term(query),), 1.0),), query))
    return Parsed(query, tuple(groups), keys_of(query))


def _article_group(printed: str, keys: tuple[str, ...], rows: list[ArticleRow]) -> Group:
    trust: dict[str, float] = {}
    for key in keys:
        others = [row.old for row in predecessors(key, rows)] + [n for row in successors(key, rows) for n in row.new]
        shares = [(key, 1.0), (article_of(key), WHOLE_ARTICLE)]
        shares += [(other, RENUMBERED) for other in others]
        shares += [(article_of(other), RENUMBERED * WHOLE_ARTICLE) for other in others]
        for each, share in shares:
            term = citation_terms(each)[0]
            trust[term] = max(trust.get(term, 0.0), share)
    return Group(tuple(((term,), share) for term, share in trust.items()), printed)


def _word_groups(query: str, found: list[Token], forms: Forms) -> list[Group]:
    """One group a word; a word or phrase with synonyms lends them to each of its words."""
    alternatives: list[dict[Stems, float]] = [{(token.stem,): 1.0} for token in found]
    for start in range(len(found)):
        for length in range(1, min(LONGEST, len(found) - start) + 1):
            for other in forms.get(tuple(t.stem for t in found[start : start + length]), ()):
                for place in range(start, start + length):
                    alternatives[place].setdefault(other, SYNONYM)
    return [
        Group(tuple(each.items()), query[token.start : token.end], token.word)
        for token, each in zip(found, alternatives, strict=True)
    ]


def corrected(group: Group, options: list[tuple[str, str]], forms: Forms) -> Group:
    """Return the group with (stem, printed word) options in the place of a word that nothing holds."""
    trust: dict[Stems, float] = {}
    for stem, _ in options:
        trust.setdefault((stem,), CORRECTION)
        for other in forms.get((stem,), ()):
            trust.setdefault(other, CORRECTION * SYNONYM)
    return Group(tuple(trust.items()), group.shown, group.word, options[0][1])
