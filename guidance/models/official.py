"""What every page of an official text has in common: who may publish it, how it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import ClassVar

from django.http import Http404
from wagtail.models import Page, PagePermissionTester

#: Held by administrators, who write and validate nothing.
RESTRICT_PERMISSION = "guidance.restrict_official_page"


_sites: ContextVar[SimpleNamespace | None] = ContextVar("sites", default=None)


@contextmanager
def sites_read_once() -> Iterator[None]:
    """Look the sites up once for all the addresses written inside; Wagtail asks its cache again for each page."""
    token = _sites.set(SimpleNamespace())
    try:
        yield
    finally:
        _sites.reset(token)


class FourEyesTester(PagePermissionTester):
    """Nobody publishes alone, a superuser included: the end of the workflow is the only door to publication."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        return False

    def can_submit_for_moderation(self):
        """Wagtail looks at the workflows of the pages above, not at the page's own answer."""
        return super().can_submit_for_moderation() and self.page.specific.get_workflow() is not None

    def can_delete(self, ignore_bulk=False):
        return not _was_published(self.page) and super().can_delete(ignore_bulk=ignore_bulk)

    def can_move_to(self, destination):
        return not _was_published(self.page) and super().can_move_to(destination)

    def can_reorder_children(self):
        """The order of a published text is official too; in a draft edition it is still the editors'."""
        return not _was_published(self.page) and super().can_reorder_children()

    def can_set_view_restrictions(self):
        """Hiding a text is no act of those who write it: administrators have a screen of their own for it."""
        return False


def _was_published(page: Page) -> bool:
    """True as soon as one page of the branch went live: dated addresses never die."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    return branch.filter(first_published_at__isnull=False).exists()


class OfficialPage(Page):
    """A page of the official texts: open to reading, published by two people, rendered by the reading room."""

    #: The texts are public law: reading them asks for no account unless the deployment closes it.
    open_reading = True
    #: Set by the reading views when the app is ready, so that rows know nothing of HTTP.
    reader: ClassVar[Callable | None] = None
    previewer: ClassVar[Callable | None] = None

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return FourEyesTester(user, self)

    def _get_site_root_paths(self, cache_object=None, **kwargs):
        return super()._get_site_root_paths(cache_object or _sites.get(), **kwargs)

    def serve(self, request, *args, **kwargs):
        return type(self).reader(request, self)

    def serve_preview(self, request, mode_name):
        return type(self).previewer(request, self)

    def save(self, *args, **kwargs):
        self.expire_at = None  # dated addresses never die: an official page is replaced, never withdrawn by the clock
        return super().save(*args, **kwargs)

    def refuse_unless_live(self):
        """Raise 404 for a draft ancestor: Wagtail itself only looks at the page at the end of the path."""
        if not self.live:
            raise Http404
