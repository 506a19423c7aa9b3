"""The public pages of the ceilings and dated amounts, and the files of the series."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guidance.enums import Territory
from guidance.rendering import amounts
from guidance.services import amount_files
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


@open_reading
@require_safe
def series_csv(request: HttpRequest) -> HttpResponse:
    """`/plafonds/serie.csv`: every row that readers are shown."""
    return _file(amount_files.as_csv(), "text/csv; charset=utf-8", "baremes.csv")


@open_reading
@require_safe
def series_xlsx(request: HttpRequest) -> HttpResponse:
    """`/plafonds/serie.xlsx`: the same rows for a spreadsheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(amount_files.as_xlsx(), kind, "baremes.xlsx")


def _file(content, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
