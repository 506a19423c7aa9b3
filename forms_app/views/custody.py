"""Where the papers of a dossier are, its transfer to another authority, and what is kept of those that went."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import policy
from forms_app.enums import Compartment, JournalAct
from forms_app.forms.custody import CustodyForm, TransferForm
from forms_app.forms.people import say
from forms_app.rules import custody as rules
from forms_app.rules.vocabulary import CustodyStep
from forms_app.rules.workflow.machine import Refused
from forms_app.services.doctrine import clause_links
from forms_app.services.dossiers import custody, dossier_acts, transfers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace import journal
from forms_app.views.dossier import with_reader
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of

_PER_PAGE = 50


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def papers(request: HttpRequest) -> HttpResponse:
    """Where the papers are, every move of them, and the next one."""
    reader = request.reader
    reader.require(Compartment.CUSTODY)
    moves = custody.moves(reader)
    last = CustodyStep(moves[0].step) if moves else None
    form = CustodyForm(request.POST if request.method == "POST" else None, last=last, today=_today(reader))
    if form.is_bound and form.is_valid():
        try:
            custody.move(origin=origin_of(request), reader=reader, **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("dossiers:papers", reader.dossier.pk)
    basis = rules.BASES[reader.dossier.regime]
    page = {"form": form, "dossier": reader.dossier, "moves": moves, "basis": basis}
    page["clauses"] = clause_links.cited(basis.clauses)
    return render(request, "forms_app/dossiers/papers.html", page, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def transfer(request: HttpRequest) -> HttpResponse:
    """Give the dossier to another authority of the same regime; it is not readable here afterwards."""
    reader = request.reader
    try:
        transition = dossier_acts.table_and_transition(reader.dossier, transfers.ACT)[1]
    except KeyError:
        raise Http404 from None
    if dossier_acts.acting(reader, transition) is None:
        raise Http404
    form = TransferForm(
        request.POST if request.method == "POST" else None, transition=transition, today=_today(reader),
        destinations=transfers.destinations(reader.dossier.authority),
    )  # fmt: skip
    closed = transfers.closed(reader.dossier)
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        given = Given(form.cleaned_data["day"], reason=form.cleaned_data["reason"])
        try:
            trace = transfers.send(origin=origin_of(request), reader=reader, moved=form.moved(), given=given)
            messages.success(request, f"Dossier {trace.reference} transféré : {trace.to_authority}.")
            return redirect("dossiers:transferred")
        except ValidationError as error:
            say(form, error)
        except Refused as error:
            refused = error.messages
    page = {"form": form, "dossier": reader.dossier, "refused": refused, "transition": transition}
    page["closed"] = closed
    return render(request, "forms_app/dossiers/transfer.html", page, status=422 if form.is_bound else 200)


@require_safe
@for_members
def transferred(request: HttpRequest) -> HttpResponse:
    """The dossiers that went from one's authorities: a reference, a day, to whom; nothing opens."""
    if not any(row.role in policy.REGISTRARS for row in request.held):
        raise Http404
    pages = Paginator(transfers.traces(request.held), _PER_PAGE)
    first = request.held[0]
    journal.record_lists(JournalAct.TRANSFERS_READ, [(origin_of(request, first), first.authority)])
    return render(request, "forms_app/dossiers/transferred.html", {"pages": pages.get_page(request.GET.get("page"))})


def _today(reader: policy.Reader):
    return reader.dossier.authority.today
