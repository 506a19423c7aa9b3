"""The public page of the official series of diagnoses, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.content.reader import read_later_figures
from guidance.rendering import series_charts
from guidance.services import statistics
from guidance.services.statistics import Official
from guidance.views.access import open_reading
from guidance.views.reading import cached


@open_reading
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/statistiques/`: the 21 diagnoses of annexe III, and two of its years side by side (`annee`, `avec`)."""
    asked = tuple(request.GET.get(name, "")[:4] for name in ("annee", "avec"))
    return cached(request, ("statistics", *asked), "guidance/statistics/page.html", lambda: _page(*asked))


def _page(year: str, other: str) -> dict:
    found = statistics.official(timezone.localdate())
    later = read_later_figures()
    if found is None:
        return {"found": None, "later": later}
    years = found.series.years
    now, then = _chosen(year, years, years[-1]), _chosen(other, years, years[0])
    return {
        "found": found,
        "series": found.series,
        "totals": [series_charts.in_french(found.series.total(each)) for each in years],
        "curves": series_charts.curves(found.series),
        "compared": series_charts.compared(found.series, now, then),
        "now": now,
        "then": then,
        "columns": statistics.COLUMNS,
        "unit": statistics.UNIT,
        "later": later,
    }


def _chosen(typed: str, years: tuple[int, ...], default: int) -> int:
    """A year that the table does not hold is the default one: the address is only a way to look."""
    return next((year for year in years if str(year) == typed), default)


@open_reading
@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """`/statistiques/serie.csv`: one line a value."""
    return _file(statistics.as_csv(_or_404()), "text/csv; charset=utf-8", "diagnostics-2005-2015.csv")


@open_reading
@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """`/statistiques/serie.json`: the values with their source and their gaps."""
    return _file(statistics.as_json(_or_404()), "application/json", "diagnostics-2005-2015.json")


def _or_404() -> Official:
    found = statistics.official(timezone.localdate())
    if found is None:
        raise Http404
    return found


def _file(content: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
