"""The redline of a draft, read by editors and validators before anything is published (G3)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from guidance.models import EditionPage, SectionPage
from guidance.services import drafts
from guidance.services.comparison import NotComparable
from guidance.services.desk import EDITORS, MEDICAL_READERS, VALIDATORS
from guidance.views import compared


@require_safe
def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """What a draft changes to what readers see, word by word; `?vue=` as in the comparisons of readers.

    404 for a page that is no section or edition; refused to whoever neither writes nor reads before publication.
    """
    if not request.user.groups.filter(name__in=[EDITORS, VALIDATORS, MEDICAL_READERS]).exists():
        raise PermissionDenied
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, (SectionPage, EditionPage)):
        raise Http404
    return render(request, "guidance/desk/changes.html", _context(page, request.GET.get("vue", "")))


def _context(page: SectionPage | EditionPage, asked: str) -> dict:
    view = asked if asked in compared.VIEWS else "differences"
    back = reverse("wagtailadmin_pages:edit", args=[_unit(page).pk])
    comparison = drafts.draft_comparison(page, back)
    address = reverse("desk_changes", args=[page.pk])
    try:
        context = compared.page_context(comparison, view, "", lambda other: f"{address}?vue={other}")
    except NotComparable:
        raise Http404 from None
    return context | {"title": f"Brouillon de « {page.get_admin_display_title()} »", "back": back, "page": page}


def _unit(page: SectionPage | EditionPage) -> Page:
    """The page that is validated: in a draft edition, the edition as a whole."""
    return page.edition if isinstance(page, SectionPage) and not page.edition.live else page


@hooks.register("register_admin_urls")
def addresses():
    return [path("brouillons/<int:page_id>/changements/", changes, name="desk_changes")]
