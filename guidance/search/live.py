"""Keep the index in step with what is published, and with who may read it."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from guidance import signals
from guidance.search import index, registry
from guidance.search.amounts import Amounts
from guidance.search.sources import CLAUSE, FICHE, edition_entries, published_editions, scope_of


def connect() -> None:
    """Follow publications, withdrawals, moves and restrictions; called once, when the app is ready."""
    registry.register(Amounts)
    signals.content_changed.connect(follow, dispatch_uid="guidance.search.content")
    restrictions = ((post_save, PageViewRestriction), (post_delete, PageViewRestriction))
    for signal, sender in (*restrictions, (m2m_changed, PageViewRestriction.groups.through)):
        signal.connect(at_once, sender=sender, dispatch_uid="guidance.search.restrictions")
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(at_once, dispatch_uid="guidance.search.tree")


def follow(sender, editions: list[int], **kwargs) -> None:
    """Index again the texts of the editions that changed, in the transaction of the change.

    The other editions of the same text are indexed again too, for the one in force may be another. When no edition is
    named (a table beside the texts changed), everything is.
    """
    if not editions:
        index.rebuild()
        return
    live = published_editions()
    texts = {edition.get_parent().pk for edition in live if edition.pk in editions}
    concerned = [edition for edition in live if edition.get_parent().pk in texts]
    for kind in (CLAUSE, FICHE):
        for gone in set(editions) - {edition.pk for edition in live}:
            index.replace(kind, scope_of(gone), [])
        for edition in concerned:
            index.replace(kind, scope_of(edition.pk), edition_entries(edition, kind))


def at_once(sender, **kwargs) -> None:
    """Index everything again before the act is over: what was withdrawn or restricted is not found a second longer."""
    if not kwargs.get("raw"):
        index.rebuild()
