"""The concordance of articles that editors keep, as plain rows for the rules of citations."""

from guidance.citations import ArticleRow
from guidance.models.vocabulary import ArticleSuccession


def rows() -> list[ArticleRow]:
    """Return the lines of the table in a stable order; one query."""
    fields = ("old_key", "new_key", "since", "source", "mark", "note")
    lines = ArticleSuccession.objects.order_by("old_key", "since", "new_key").values_list(*fields)
    return [ArticleRow(old, (new,), *rest) for old, new, *rest in lines]
