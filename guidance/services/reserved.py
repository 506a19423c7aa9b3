"""Which official pages are read by some groups alone: an act of administrators, who write no text."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from guidance.models import EditionPage, SectionPage, TextPage
from guidance.models.official import RESTRICT_PERMISSION


def may_reserve(user) -> bool:
    """Tell whether a role of this person, and not a superuser's box, grants the reservation of pages."""
    label, codename = RESTRICT_PERMISSION.split(".")
    granted = user.groups.filter(permissions__codename=codename, permissions__content_type__app_label=label)
    return user.is_active and granted.exists()


def pages() -> QuerySet[Page]:
    """The pages that may be reserved, in the order of the texts; a reserved page reserves what it contains."""
    return Page.objects.type(TextPage, EditionPage, SectionPage).order_by("path")


def reservations() -> QuerySet[PageViewRestriction]:
    """Every reservation that stands, in the order of the pages."""
    return PageViewRestriction.objects.select_related("page").prefetch_related("groups").order_by("page__path")


@transaction.atomic
def reserve(page: Page, groups: Iterable[Group], user) -> None:
    """Give a page to the members of these groups alone, in place of what was said of it before; logged under `user`."""
    restriction = page.view_restrictions.first() or PageViewRestriction(page=page)
    restriction.restriction_type, restriction.password = PageViewRestriction.GROUPS, ""
    restriction.save(user=user)
    restriction.groups.set(groups)


@transaction.atomic
def reopen(restriction: PageViewRestriction, user) -> None:
    """Give a page back to all its readers; logged under `user`."""
    restriction.delete(user=user)
