"""Who may read what outside Wagtail's own routing: the mark of open reading, and the restrictions of a page."""

from django.http import Http404, HttpRequest
from wagtail.models import Page


def open_reading(view):
    """Mark a view as reading of the official texts: open without an account unless the deployment closes it."""
    view.open_reading = True
    return view


def may_read(request: HttpRequest, page: Page) -> bool:
    """Tell whether no restriction of the page, or of a page above it, keeps this reader out."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def require_reading(request: HttpRequest, page: Page) -> None:
    """Raise 404 when a restriction keeps this reader out: what may not be read is not announced."""
    if not may_read(request, page):
        raise Http404
