"""The tables beside the texts: who may write a local note, and what follows when a row changes."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from guidance import signals
from guidance.models import (
    AmountPeriod,
    ArticleSuccession,
    ClauseCorrespondence,
    LinkedText,
    LocalNote,
    NetworkNews,
    NotingAuthority,
    OpenPromise,
    Reference,
    ReferenceCitation,
    SiteVersion,
    Term,
    TextPage,
)
from guidance.search import library

#: Every model whose rows appear on the pages of the texts; a change of one makes cached pages out of date.
SHOWN_ON_PAGES = (
    AmountPeriod,
    ArticleSuccession,
    ClauseCorrespondence,
    LinkedText,
    LocalNote,
    NetworkNews,
    NotingAuthority,
    OpenPromise,
    Reference,
    ReferenceCitation,
    Term,
    TextPage,
)

#: Those whose words are found by the search; the others are read as they are at each search, or not searched.
INDEXED = (AmountPeriod, Term, TextPage)


#: How the name of the group of an authority's editors begins.
LOCAL_EDITORS = "Rédacteurs : "


def may_note(user, authority: NotingAuthority) -> bool:
    """Tell whether a person belongs to the editors of an authority (G6)."""
    return user.is_active and user.groups.filter(pk=authority.editors_id).exists()


@transaction.atomic
def open_authority(authority: NotingAuthority) -> None:
    """Save an authority with a group of editors of its own, who enter the desk and hold no other right (G6)."""
    if not authority.editors_id:
        authority.editors, _ = Group.objects.get_or_create(name=f"{LOCAL_EDITORS}{authority.name}"[:150])
        authority.editors.permissions.add(Permission.objects.get(codename="access_admin"))
    authority.save()


def watch() -> None:
    """Make cached pages out of date when a table beside the texts changes; called once, when the app is ready."""
    for model in SHOWN_ON_PAGES:
        name = f"guidance.shown.{model.__name__}"
        post_save.connect(_changed, sender=model, dispatch_uid=f"{name}.save")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"{name}.delete")

    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_tree_changed, dispatch_uid="guidance.shown.tree")


def _tree_changed(sender, **kwargs) -> None:
    SiteVersion.bump()


def _changed(sender, instance, raw=False, **kwargs) -> None:
    if not raw:
        SiteVersion.bump()
        if sender in INDEXED:
            signals.announce()
        elif sender is Reference and not signals.gathering():
            library.follow([instance.pk])
