"""Made-up cases answered blind, for physicians alone: 404 to everybody else (A-31)."""

from contextlib import suppress

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app.enums import KeptText
from forms_app.forms.collegial import AnswersForm, CaseForm
from forms_app.models import CalibrationCase
from forms_app.rules import keeping
from forms_app.services.fiches import calibration, discussions
from forms_app.views.people import for_physicians

PAGE = 20


@for_physicians
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The cases of today, newest first, with what this person has still to answer."""
    page = Paginator(calibration.alive(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [discussions.opened(row) for row in page]
    context = {"rows": rows, "page_obj": page, "group": calibration.GROUP, "duration": _duration()}
    return render(request, "forms_app/collegial/cases.html", context)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write a made-up case; refused with its reasons, and everything typed, while a word could tell who."""
    form = CaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = calibration.write(request.user, said["key"], said["fiche"], said["subject"], said["text"])
        except calibration.Absent:
            raise Http404 from None
        return redirect("collegial:case", row.pk)
    context = {"form": form, "duration": _duration()}
    return render(request, "forms_app/collegial/write_case.html", context, status=422 if form.is_bound else 200)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case) -> HttpResponse:
    """A case: its four questions before the answer, the spread after it, never both."""
    row = _alive_or_404(request, case)
    if row.has_answered:
        return render(
            request, "forms_app/collegial/case.html", _after(row), status=409 if request.method == "POST" else 200
        )
    form = AnswersForm(row.fiche, request.POST if request.method == "POST" else None)
    if form.is_valid():
        # A second click, or a case erased meanwhile: the page that follows says how it stands.
        with suppress(calibration.AnsweredAlready, CalibrationCase.DoesNotExist):
            calibration.answer(request.user, row, form.cleaned_data)
        return redirect("collegial:case", row.pk)
    context = {"opened": discussions.opened(row), "form": form, "group": calibration.GROUP}
    return render(request, "forms_app/collegial/case.html", context, status=422 if form.is_bound else 200)


def _after(row: CalibrationCase) -> dict:
    shown = calibration.shown_answers(row)
    return {
        "opened": discussions.opened(row),
        "spreads": calibration.spread(row),
        "shown": shown,
        "next": shown + calibration.GROUP,
        "group": calibration.GROUP,
    }


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, case) -> HttpResponse:
    """Erase one's own case with all that was answered; 404 for somebody else's."""
    row = _alive_or_404(request, case)
    if row.author_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        return render(request, "forms_app/collegial/erase_case.html", {"opened": discussions.opened(row)})
    calibration.erase(row, request.user)
    return redirect("collegial:cases")


def _alive_or_404(request, key) -> CalibrationCase:
    try:
        return calibration.get(request.user, key)
    except calibration.Absent:
        raise Http404 from None


def _duration() -> keeping.Duration:
    return keeping.duration(KeptText.CALIBRATION, timezone.localdate())
