"""The redline, readable by any reader: choose two versions, then read them word by word (G3)."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageViewRestriction

from guidance.services import comparison, comparison_choices
from guidance.views import compared, page_cache
from guidance.views.access import may_read, open_reading


@open_reading
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What can be compared: two editions, two publications, two texts; `?gauche=…&droite=…` leads to the comparison."""
    left, right = request.GET.get("gauche", "")[:120], request.GET.get("droite", "")[:120]
    error = ""
    if left and right:
        try:
            comparison.compared(left, right, can_read=readable_by(request))
            return redirect("guidance:compare_pair", left, right)
        except comparison.NotComparable:
            error = (
                "Rien n’est commun à ces deux versions. Choisissez deux éditions d’un texte, ou deux textes rapprochés."
            )
    context = comparison_choices.choices(can_read=readable_by(request))
    context |= {"error": error, "chosen_left": left, "chosen_right": right}
    return render(request, "guidance/compare/choose.html", context, status=422 if error else 200)


@open_reading
@require_safe
def pair(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Two versions side by side (`?vue=cote-a-cote`), merged (`a-la-suite`), or their differences alone.

    `?clause=IV-3` keeps one clause, `?section=annexe-i` one section of the left side. 404 for what does not exist, may
    not be read or has nothing in common.
    """
    view = request.GET.get("vue", "")
    view = view if view in compared.VIEWS else "cote-a-cote"
    kept = {name: request.GET.get(name, "")[:60] for name in ("section", "clause")}
    try:
        found = comparison.compared(left, right, can_read=readable_by(request), section=kept["section"])
        return _page(request, found, (left, right, view, *kept.values()), kept)
    except comparison.NotComparable:
        raise Http404 from None


def _page(request: HttpRequest, found: comparison.Comparison, key: tuple, kept: dict) -> HttpResponse:
    def rendered() -> str:
        view = key[2]
        context = compared.page_context(found, view, kept["clause"], lambda other: _address(request.path, kept, other))
        values = {**context, "reader_slot": page_cache.SLOT}
        return render_to_string("guidance/compare/pair.html", values, request=request)

    return page_cache.respond(request, ("compare", *key), rendered, shared=not _any_restricted())


def _address(path: str, kept: dict, view: str) -> str:
    return f"{path}?{urlencode({'vue': view, **{name: value for name, value in kept.items() if value}})}"


def readable_by(request: HttpRequest):
    """Return what tells, of pages, the ids that this reader may open."""

    def can_read(pages: Iterable[Page]) -> set[int]:
        restricted = _any_restricted()
        return {page.pk for page in pages if not restricted or may_read(request, page)}

    return can_read


def _any_restricted() -> bool:
    return PageViewRestriction.objects.exists()
