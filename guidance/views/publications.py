"""What was published here: the history of a section or of a clause, and the page as it was displayed on a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from guidance.models import Publication, SectionPage
from guidance.rendering import history, section
from guidance.views import preferences
from guidance.views.access import open_reading, require_reading
from guidance.views.reading import cached
from guidance.views.tools import day_or_404, edition_or_404


@open_reading
@require_safe
def section_history(request: HttpRequest, text: str, edition: str, section: str) -> HttpResponse:
    """Every publication of a section; `?clause=IV-3` keeps those that changed that clause."""
    page = section_or_404(request, text, edition, section)
    label = request.GET.get("clause", "")[:60]
    reading = preferences.of(request)
    return cached(
        request,
        ("history", page.pk, label),
        "guidance/section_history.html",
        lambda: history.history_context(page, reading, label=label),
        page=page,
    )


@open_reading
@require_safe
def as_published(
    request: HttpRequest, text: str, edition: str, section: str, day: str, number: int = 0
) -> HttpResponse:
    """A section as it was displayed here at the end of a day, or one publication of that day by its number."""
    page = section_or_404(request, text, edition, section)
    asked = day_or_404(day)
    rows = Publication.objects.filter(page_id=page.pk, published_at__date__lte=asked)
    publication = get_object_or_404(rows, pk=number) if number else rows.first()
    if publication is None:
        raise Http404
    return cached(
        request,
        ("as-published", publication.pk, day),
        "guidance/section_page.html",
        lambda: _as_published(page, publication, asked, preferences.of(request)),
        page=page,
    )


def _as_published(page, publication: Publication, asked, reading) -> dict:
    context = section.section_context(page, reading, publication=publication)
    last = section.last_publication(page)
    note = "C’est encore la version affichée." if last and last.pk == publication.pk else "Elle a été remplacée depuis."
    context["as_published"] = {"on": context["clocks"]["published_on"], "asked": asked, "note": note}
    context["current_url"] = page.url
    return context


def section_or_404(request: HttpRequest, text: str, edition: str, section: str) -> SectionPage:
    """Return a published section that this reader may open; 404 otherwise, whatever the reason."""
    parent = edition_or_404(request, text, edition)
    page = SectionPage.objects.child_of(parent).live().filter(slug=section).first()
    if page is None:
        raise Http404
    require_reading(request, page)
    return page
