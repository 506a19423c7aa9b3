"""Keep the index in step with what is published."""

from guidance import signals
from guidance.search import index
from guidance.search.registry import sources
from guidance.search.sources import CLAUSE, FICHE, edition_entries, published_editions, scope_of


def connect() -> None:
    """Follow the publications; called once, when the app is ready."""
    signals.content_changed.connect(follow, dispatch_uid="guidance.search.live")


def follow(sender, editions: list[int], **kwargs) -> None:
    """Index again the texts of the editions that changed, in the transaction of the change; all when none is named.

    The other editions of the same text are indexed again too, for the one in force may be another.
    """
    live = published_editions()
    texts = {edition.get_parent().pk for edition in live if edition.pk in editions}
    concerned = [edition for edition in live if not editions or edition.get_parent().pk in texts]
    for kind in (CLAUSE, FICHE):
        for gone in set(editions) - {edition.pk for edition in live}:
            index.replace(kind, scope_of(gone), [])
        for edition in concerned:
            index.replace(kind, scope_of(edition.pk), edition_entries(edition, kind))


def refresh() -> dict[str, int]:
    """Index everything again: at installation, and each day, for an edition comes into force without being touched."""
    return index.rebuild(sources())
