"""The forms to fill by hand: open to every reader, like the texts that print them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from forms_app.services.fiches import blanks
from guidance.enums import Regime
from guidance.rendering import frames
from guidance.views import preferences
from guidance.views.access import open_reading


@open_reading
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the forms of both regimes, those of the reader's date first."""
    reading = preferences.of(request)
    regimes = sorted(Regime, key=lambda regime: regime != reading.regime)
    page = {
        "reading": reading,
        "regime": frames.regime_bar(reading, suite=request.path),
        "groups": [{"regime": regime, "blanks": blanks.listing(regime)} for regime in regimes],
    }
    return render(request, "forms_app/blanks.html", page)


@open_reading
@require_safe
def blank_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the file of one form, as it stands today; 404 when there is none, or its text is not published here."""
    try:
        pdf, name = blanks.render(blanks.find(slug), timezone.localdate())
    except (KeyError, LookupError):
        raise Http404 from None
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
