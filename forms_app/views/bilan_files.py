"""The files of a frozen bilan: made when asked for from its text alone, the same bytes each time (A-39, S4)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from forms_app.bilan import files
from forms_app.bilan.shape import Bilan
from forms_app.documents.bilan import render_bilan
from forms_app.enums import JournalAct
from forms_app.models import FrozenBilan
from forms_app.policy import BilanRight
from forms_app.services.bilan import bilans
from forms_app.services.doctrine import clause_links
from forms_app.services.trace import journal
from forms_app.views.bilan import for_bilans
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of
from forms_app.views.proof import grave
from guidance.documents.compile import NotArchivalError

UNPRINTABLE = "Un signe du cadre ne peut pas être imprimé : le PDF ne se fait pas. Les autres fichiers se font."
_TEXTS = {"instruction-2011": "instruction du 10 novembre 2011", "arrete-2017": "arrêté du 5 janvier 2017"}
_KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}


def cited(key: str) -> str:
    """Return the words of a clause for a file that stands alone: its label and its text; the key when none is known."""
    try:
        label, _ = clause_links.link(key)
    except KeyError:
        return key
    text = _TEXTS.get(key.partition("#")[0])
    return f"{label}, {text}" if text else label


def _file(kind: str, make: Callable[[Bilan, FrozenBilan], str | bytes]):
    """Return the view of one kind of file; 404 to whoever may not read the bilan, and for a text that was altered."""

    @require_safe
    @for_bilans(BilanRight.READ)
    @grave
    def view(request: HttpRequest, year: int, version: int) -> HttpResponse:
        authority = request.membership.authority
        row = FrozenBilan.objects.filter(authority=authority, year=year, version=version).first()
        if row is None:
            raise Http404
        try:
            content = make(bilans.opened(row), row)
        except bilans.Altered:
            raise Http404 from None
        except NotArchivalError:
            messages.error(request, UNPRINTABLE)
            return redirect("bilan:version", authority.code, year, version)
        journal.record(JournalAct.BILAN_READ, origin_of(request, request.membership), row)
        name = f"bilan-{year}-{authority.code}-v{version}.{kind}"
        return HttpResponse(content, _KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})

    return view


pdf = _file("pdf", lambda bilan, row: render_bilan(bilan, row.sha256, cited))
xlsx = _file("xlsx", lambda bilan, row: files.as_xlsx(bilan, cited))
ods = _file("ods", lambda bilan, row: files.as_ods(bilan, cited))
csv = _file("csv", lambda bilan, row: files.as_csv(bilan, cited))


@require_safe
@for_members
def dictionary(request: HttpRequest) -> HttpResponse:
    """What each column of the CSV says."""
    headers = {"Content-Disposition": 'attachment; filename="dictionnaire-bilan.csv"'}
    return HttpResponse(files.dictionary_csv(), _KINDS["csv"], headers=headers)
