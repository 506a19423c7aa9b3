"""The texts as PDF: a whole edition, and the state of the doctrine on a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import dates
from guidance.documents import render_doctrine_pdf, render_text_pdf
from guidance.models import TextsIndexPage
from guidance.rendering import editions
from guidance.rendering.frames import regime_bar
from guidance.services import printing
from guidance.views import preferences
from guidance.views.access import may_read, open_reading, require_reading
from guidance.views.tools import edition_or_404


@open_reading
@require_safe
def text_pdf(request: HttpRequest, text: str, edition: str) -> HttpResponse:
    """A whole edition as one PDF; a reader kept out of one section gets no truncated text."""
    page = edition_or_404(request, text, edition)
    for section in page.sections().defer("body", "notes"):
        require_reading(request, section)
    try:
        document = printing.text_document(page, timezone.localdate())
    except printing.NothingPublishedError:
        raise Http404 from None
    return _pdf(render_text_pdf(document), f"{text}-{edition}.pdf")


@open_reading
@require_safe
def doctrine(request: HttpRequest) -> HttpResponse:
    """« État de la doctrine au … » on the day typed; a day that cannot be proved is answered beside the field."""
    typed = request.GET.get("le", "")[:60]
    today = timezone.localdate()
    try:
        day = dates.parse(typed) if typed.strip() else today
        if day > today:
            raise dates.DateError("Cette date est dans l’avenir. Choisissez un jour passé, ou aujourd’hui.")
        document = printing.doctrine_document(day, today, readable=lambda page: _whole(request, page))
    except dates.DateError as error:
        return _refused(request, typed, str(error))
    except printing.NothingPublishedError as error:
        since = f" La preuve commence le {dates.in_words(error.since)}." if error.since else ""
        return _refused(request, typed, f"Rien n’était publié ici ce jour-là.{since}")
    return _pdf(render_doctrine_pdf(document), f"etat-de-la-doctrine-{day.isoformat()}.pdf")


def _whole(request, page) -> bool:
    return may_read(request, page) and all(may_read(request, section) for section in page.sections())


def _refused(request, typed: str, message: str) -> HttpResponse:
    reading = preferences.of(request)
    context = editions.index_context(TextsIndexPage.objects.first(), reading)
    context |= {"doctrine_error": message, "doctrine_value": typed, "regime": regime_bar(reading, suite="/textes/")}
    return render(request, "guidance/texts_index.html", context, status=422)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
