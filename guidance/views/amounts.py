"""The public pages of the ceilings and dated amounts, and the files of the series."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guidance.enums import Territory
from guidance.rendering import amounts
from guidance.views import preferences
from guidance.views.access import open_reading
from guidance.views.reading import cached


@open_reading
@require_safe
def series(request: HttpRequest) -> HttpResponse:
    """`/plafonds/`: every ceiling, amount and rule by date, in métropole."""
    return _series(request, Territory.METROPOLE)


@open_reading
@require_safe
def overseas(request: HttpRequest) -> HttpResponse:
    """`/plafonds/outre-mer/`: the same series, with the ceilings of the collectivities of art. L. 751-1."""
    return _series(request, Territory.OVERSEAS)


def _series(request: HttpRequest, territory: Territory) -> HttpResponse:
    day = preferences.of(request).day
    context = amounts.series_context
    return cached(request, ("amounts",), "guidance/amounts/series.html", lambda: context(territory, day))
