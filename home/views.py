"""The home page: search, the texts, the blank fiches, what changed lately."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guidance.rendering import network, overview
from guidance.views.reading import cached
from home.models import HomePage


def connect() -> None:
    """Give the home page its reader; called once, when the app is ready."""
    HomePage.reader = read_home


def read_home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Answer with the home page, the same for everybody but the head of the page."""
    return cached(request, ("home", page.pk), "home/home_page.html", lambda: _context(page), page=page)


def _context(page: HomePage) -> dict:
    return {
        "page": page,
        "texts": overview.texts(),
        "fiches": overview.fiches(),
        "changes": overview.changes(),
        "network": network.standing(timezone.localdate()),
    }
