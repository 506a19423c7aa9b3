"""The figures of one's authority and the spread between authorities, for physicians and directors (A-31, A-39)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from forms_app import policy
from forms_app.bilan.spread import SPREAD_FROM
from forms_app.enums import JournalAct
from forms_app.services.bilan import figures
from forms_app.services.trace import journal
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of


@require_safe
@for_members
def index(request: HttpRequest) -> HttpResponse:
    """The years that can be read, by authority; straight to the last one of the only authority."""
    rows = figures.memberships(request.held)
    if not rows:
        raise Http404
    shown = [(row.authority, figures.years_of(row.authority)) for row in rows]
    if len(shown) == 1 and shown[0][1]:
        return redirect("figures:page", shown[0][0].code, shown[0][1][0])
    return render(request, "forms_app/bilan/figures_index.html", {"shown": shown})


@require_safe
@for_members
def page(request: HttpRequest, authority_code: str, year: int) -> HttpResponse:
    """One year of an authority; 404 to whoever is neither physician nor director there, or when it is not frozen."""
    try:
        membership = figures.membership_for(request.held, authority_code)
    except policy.Absent:
        raise Http404 from None
    found = figures.figures(membership.authority, year)
    if found is None:
        raise Http404
    journal.record(JournalAct.BILAN_READ, origin_of(request, membership), found.row)
    years = figures.years_of(membership.authority)
    context = {"found": found, "authority": membership.authority, "year": year, "years": years, "least": SPREAD_FROM}
    return render(request, "forms_app/bilan/figures.html", context)
