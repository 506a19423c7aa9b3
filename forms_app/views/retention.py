"""The durations of keeping, for administrators; what falls due and its destruction, for the medical service."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from forms_app import policy
from forms_app.enums import CaseRole, JournalAct
from forms_app.forms.people import say
from forms_app.forms.retention import RetentionForm
from forms_app.models import Disposal, RetentionRule
from forms_app.rules.retention import SAID
from forms_app.rules.workflow.machine import Refused
from forms_app.services.doctrine import clause_links
from forms_app.services.dossiers import disposal, retention
from forms_app.services.trace import journal
from forms_app.views.administration import for_administrators
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of
from forms_app.views.proof import asking, grave, proved_at, require
from guidance.keys import row_key

_SHOWN = 50  # references shown of what falls due; the count says the rest


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@grave
def durations(request: HttpRequest) -> HttpResponse:
    """What each regime's texts say, the duration recorded, and its second person."""
    asked = request.POST.get("acte", "")
    form = RetentionForm(request.POST if asked == "enregistrer" else None)
    if request.method == "POST":
        try:
            if said := _recorded(request, asked, form):
                messages.success(request, said)
                return redirect("people:retention")
        except ValidationError as error:
            if asked != "enregistrer":
                messages.error(request, " ".join(error.messages))
                return redirect("people:retention")
            say(form, error)
    standing = retention.recorded()
    regimes = [
        {"regime": regime, "said": SAID[regime], "clauses": clause_links.cited(SAID[regime].basis.clauses), "row": row}
        for regime, row in standing.items()
    ]
    page = {"regimes": regimes, "form": form}
    return render(request, "forms_app/people/retention.html", page, status=422 if form.is_bound else 200)


def _recorded(request, asked: str, form) -> str:
    origin = origin_of(request)
    if asked == "enregistrer":
        if not form.is_valid():
            return ""
        retention.propose(form.instance, origin)
        return "Durée enregistrée. Un autre administrateur doit la confirmer."
    pk = request.POST.get("pk", "")
    row = get_object_or_404(RetentionRule, pk=row_key(pk))
    if asked == "confirmer":
        retention.confirm(row, origin)
        return "Durée confirmée."
    if asked == "terminer":
        retention.end(row, origin)
        return "Durée terminée : plus rien n’arrive à son terme."
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@asking
def falling(request: HttpRequest) -> HttpResponse:
    """The dossiers whose time is over in each authority, the destruction that waits, the traces of the others."""
    service = [row for row in request.held if row.role in policy.REGISTRARS]
    if not service:
        raise Http404
    if request.method == "POST":
        return _decided(request, service)
    own = {row.authority_id: row for row in service}
    first = service[0]
    journal.record(JournalAct.DISPOSAL_READ, origin_of(request, first), first.authority)
    parts = [_part(row, service, request.user) for row in own.values()]
    return render(request, "forms_app/dossiers/retention.html", {"parts": parts})


def _part(member, service: list, user) -> dict:
    authority = member.authority
    regime = disposal.regime_of(authority)
    rule, row = retention.standing(regime), disposal.waiting(authority)
    found = disposal.falling(member, rule, on=authority.today)
    physician = any(one.authority_id == authority.pk and one.role == CaseRole.PHYSICIAN for one in service)
    return {
        "authority": authority, "rule": rule, "said": SAID[regime], "found": found[:_SHOWN], "count": len(found),
        "waiting": row, "clauses": clause_links.cited(SAID[regime].basis.clauses),
        "confirms": bool(row) and physician and row.proposed_by_id != user.pk,
        "traces": disposal.traces(authority)[:_SHOWN],
    }  # fmt: skip


def _decided(request, service: list) -> HttpResponse:
    asked, code = request.POST.get("acte", ""), request.POST.get("autorite", "")
    physicians_first = sorted(service, key=lambda row: row.role != CaseRole.PHYSICIAN)
    member = next((row for row in physicians_first if row.authority.code == code), None)
    row = Disposal.objects.filter(authority=member.authority_id, pk=_number(request)).first() if member else None
    if member is None or (asked != "proposer" and row is None):
        raise Http404
    require(request)
    try:
        messages.success(request, _done(request, asked, member, row))
    except Refused as error:
        messages.error(request, " ".join(error.messages))
    except policy.Absent:
        raise Http404 from None
    return redirect("dossiers:retention")


def _done(request, asked: str, member, row) -> str:
    origin, today = origin_of(request, member), member.authority.today
    if asked == "proposer":
        made = disposal.propose(origin=origin, membership=member, on=today)
        return f"Destruction proposée : {made.count}. Un médecin doit la confirmer."
    if asked == "abandonner":
        disposal.cancel(origin=origin, membership=member, disposal=row)
        return "Destruction abandonnée."
    if asked == "confirmer":
        made = disposal.confirm(
            origin=origin, membership=member, disposal=row, on=today, authenticated_at=proved_at(request)
        )
        return f"Dossiers détruits : {made.count}. La trace dit combien, non qui."
    raise Http404


def _number(request) -> int:
    text = request.POST.get("pk", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
