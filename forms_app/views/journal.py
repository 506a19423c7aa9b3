"""The journal of an authority, for who audits it: who did and who read what, when; never what a dossier holds (C3)."""

from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from forms_app import policy
from forms_app.enums import JournalAct
from forms_app.forms.journal import JournalForm
from forms_app.services.trace import journal as acts
from forms_app.services.trace import journal_reading
from forms_app.services.trace.journal_reading import MOST_EXPORTED, Asked
from forms_app.views.origin import origin_of
from forms_app.views.proof import grave
from guidance import spreadsheets

TOO_MANY = f"Plus de {MOST_EXPORTED} lignes répondent : choisissez moins de jours, puis exportez."


def for_auditors(view):
    """Open the journal of the address as `request.audits`; 404 to whoever does not audit this authority."""

    @wraps(view)
    def inner(request, authority_code):
        held = policy.auditors(request.user, on=timezone.localdate())
        request.audits = next((row for row in held if row.authority.code == authority_code), None)
        if request.audits is None:
            raise Http404
        return view(request)

    return inner


@require_safe
def journals(request: HttpRequest) -> HttpResponse:
    """The authorities whose journal one reads; straight to it when there is one."""
    held = policy.auditors(request.user, on=timezone.localdate())
    if not held:
        raise Http404
    if len(held) == 1:
        return redirect("people:journal", held[0].authority.code)
    return render(request, "forms_app/journal/journals.html", {"authorities": [row.authority for row in held]})


@require_safe
@for_auditors
def journal(request: HttpRequest) -> HttpResponse:
    """A page of the journal, the last acts first, as filtered; this reading is one of its rows."""
    form = _form(request)
    return _page(request, form, 200 if form.is_valid() else 422)


@require_safe
@for_auditors
@grave
def export(request: HttpRequest) -> HttpResponse:
    """The rows that answer the filters, as a spreadsheet whose cells are all words."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, 422)
    cells = journal_reading.exported(_rows(request, form))
    if cells is None:
        form.add_error(None, TOO_MANY)
        return _page(request, form, 422)
    _record(request, JournalAct.JOURNAL_EXPORTED)
    name = f"journal-{request.audits.authority.code}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(spreadsheets.as_csv(cells), content_type="text/csv; charset=utf-8", headers=headers)


def _page(request, form, status: int) -> HttpResponse:
    after = request.GET.get("apres", "")
    start = int(after) if after.isdecimal() and len(after) < 18 else None
    shown = journal_reading.sliced(_rows(request, form), start)
    _record(request, JournalAct.JOURNAL_READ)
    filters = urlencode({name: value for name, value in request.GET.items() if value and name in form.fields})
    page = {"form": form, "slice": shown, "filters": filters, "started": start is not None}
    page["authority"] = request.audits.authority
    return render(request, "forms_app/journal/journal.html", page, status=status)


def _form(request) -> JournalForm:
    return JournalForm(request.GET, authority=request.audits.authority)


def _rows(request, form):
    """What is asked; a form with an error shows no row rather than rows nobody asked for."""
    asked = form.asked() if form.is_valid() else Asked(dossier="-")
    return journal_reading.of_authority(request.audits.authority, asked)


def _record(request, act: JournalAct) -> None:
    acts.record(act, origin_of(request, request.audits), request.audits.authority)
