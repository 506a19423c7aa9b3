"""The annual bilan: its list, its draft, its freezing, its versions, its years side by side; never by physician."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import policy
from forms_app.bilan import compare, review
from forms_app.bilan.shape import Bilan, Table, digest, from_text
from forms_app.enums import BilanState, JournalAct, Way
from forms_app.forms.bilan import FreezeForm, SendForm
from forms_app.models import Authority, FrozenBilan, Membership
from forms_app.policy import BilanRight
from forms_app.rules.workflow.machine import Refused
from forms_app.services.bilan import bilans, figures
from forms_app.services.doctrine import clause_links
from forms_app.services.trace import journal
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of

BACK = 5  # years set side by side
#: After so long without an end, a computing may be asked for again.
PATIENCE = timedelta(minutes=10)


def for_bilans(right: BilanRight):
    """Open a screen to whose membership gives a right on the bilans of the authority of the address; 404 otherwise."""

    def around(view):
        @wraps(view)
        def inner(request, authority: str, year: int, **kwargs):
            try:
                request.membership = bilans.membership_for(request.held, authority, right)
            except policy.Absent:
                raise Http404 from None
            if not 2000 < year <= request.membership.authority.today.year:
                raise Http404
            return view(request, year, **kwargs)

        return for_members(inner)

    return around


@require_safe
@for_members
def listing(request: HttpRequest) -> HttpResponse:
    """The bilans of a person's authorities, year by year: what is owed, frozen, sent."""
    readers = policy.bilans_of(request.held, BilanRight.READ)
    if not readers:
        raise Http404
    drafts = {row.authority_id for row in policy.bilans_of(request.held, BilanRight.DRAFT)}
    owed = bilans.waiting(request.held)
    parts = [_part(row.authority, row.authority_id in drafts, owed) for row in readers]
    page = {"parts": parts, "waiting": owed, "figures": figures.memberships(request.held)}
    return render(request, "forms_app/bilan/list.html", page)


def _part(authority: Authority, drafts: bool, owed: list[bilans.Waiting]) -> dict:
    frozen = bilans.last_versions(authority)
    computed = bilans.drafts_of(authority) if drafts else {}
    left = {one.year: one for one in owed if one.authority == authority}
    years = [
        {"year": year, "row": frozen.get(year), "draft": computed.get(year), "due": bilans.due(authority, year),
         "owed": left.get(year)}
        for year in bilans.years_of(authority)
    ]  # fmt: skip
    return {"authority": authority, "years": years, "drafts": drafts, "office": bilans.due(authority, 2016) is None}


@require_http_methods(["GET", "HEAD", "POST"])
@for_bilans(BilanRight.DRAFT)
def draft(request: HttpRequest, year: int) -> HttpResponse:
    """Show the draft of a year, or have it computed again (`recalculer`)."""
    membership = request.membership
    if request.method == "POST":
        bilans.ask(origin=origin_of(request), membership=membership, year=year)
        return redirect("bilan:draft", membership.authority.code, year)
    row = bilans.draft_of(membership.authority, year)
    running = row is not None and row.state != BilanState.READY
    page = _page(membership, year) | {"draft": row, "running": running}
    page["stalled"] = running and timezone.now() - row.asked_at > PATIENCE
    if row is not None and row.content:
        made = from_text(row.content)
        page |= _shown(made) | {"gaps": review.gaps(made)} | _first(made, membership.authority)
        journal.record(JournalAct.BILAN_READ, origin_of(request, membership), row)
    page["over"] = membership.authority.today.year > year
    page["freezes"] = bool(policy.bilans_of([membership], BilanRight.FREEZE))
    return render(request, "forms_app/bilan/draft.html", page)


def _page(membership, year: int) -> dict:
    authority = membership.authority
    return {"authority": authority, "year": year, "due": bilans.due(authority, year),
            "versions": list(bilans.versions(authority, year))}  # fmt: skip


def _shown(bilan: Bilan) -> dict:
    tables = [(table, clause_links.cited((table.clause,)), _lines(table)) for table in bilan.tables]
    return {"bilan": bilan, "tables": tables}


def _lines(table: Table) -> list[tuple]:
    """The rows of a table, each with the length of its bar when it is a list."""
    return [(*line, bar) for line, bar in zip(table.lines(), review.bars(table), strict=True)]


def _first(bilan: Bilan, authority: Authority) -> dict:
    return {"headlines": review.headlines(bilan, bilans.former(authority, bilan.year))}


@require_http_methods(["GET", "HEAD", "POST"])
@for_bilans(BilanRight.FREEZE)
def freeze(request: HttpRequest, year: int) -> HttpResponse:
    """Freeze the draft as a version: what was read, and nothing else."""
    membership = request.membership
    row = bilans.draft_of(membership.authority, year)
    if row is None or row.state != BilanState.READY:
        messages.error(request, bilans.NOT_READY)
        return redirect("bilan:draft", membership.authority.code, year)
    page = _page(membership, year)
    typed = request.POST if request.method == "POST" else None
    form = FreezeForm(typed, corrects=bool(page["versions"]), initial={"seen": digest(row.content)})
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = bilans.freeze(
                origin=origin_of(request), membership=membership, year=year, seen=data["seen"],
                reason=data.get("reason", ""),
            )  # fmt: skip
            messages.success(request, f"Version {made.version} figée.")
            return redirect("bilan:version", membership.authority.code, year, made.version)
        except Refused as error:
            refused = error.messages
    page |= {"form": form, "refused": refused, "draft": row} | _shown(from_text(row.content))
    return render(request, "forms_app/bilan/freeze.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_bilans(BilanRight.READ)
def version(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Show a frozen version, its digest checked, and note that it left."""
    membership = request.membership
    page = _page(membership, year)
    row = next((each for each in page["versions"] if each.version == version), None)
    if row is None:
        raise Http404
    sends = bool(policy.bilans_of([membership], BilanRight.SEND)) and row == page["versions"][0]
    form = SendForm(request.POST if request.method == "POST" else None, initial={"day": membership.authority.today})
    refused: tuple[str, ...] = ()
    if form.is_bound:
        if not sends:
            raise Http404
        refused = _sent(request, membership, row, form)
        if form.is_valid() and not refused:
            messages.success(request, "L’envoi est noté.")
            return redirect("bilan:version", membership.authority.code, year, version)
    journal.record(JournalAct.BILAN_READ, origin_of(request, membership), row)
    page |= {"row": row, "form": form, "refused": refused, "sends": sends and not hasattr(row, "sending")}
    page |= {"drafts": bool(policy.bilans_of([membership], BilanRight.DRAFT))} | _opened(row, membership.authority)
    return render(request, "forms_app/bilan/version.html", page, status=422 if form.is_bound else 200)


def _opened(row: FrozenBilan, authority: Authority) -> dict:
    try:
        made = bilans.opened(row)
        return _shown(made) | _first(made, authority)
    except bilans.Altered:
        return {"altered": True}


def _sent(request, membership, row: FrozenBilan, form: SendForm) -> tuple[str, ...]:
    if not form.is_valid():
        return ()
    data = form.cleaned_data
    try:
        bilans.send(origin=origin_of(request), membership=membership, row=row, day=data["day"], way=Way(data["way"]))
    except Refused as error:
        return error.messages
    return ()


@require_safe
@for_bilans(BilanRight.READ)
def years(request: HttpRequest, year: int) -> HttpResponse:
    """The frozen bilans of several years side by side, the last version of each."""
    authority = request.membership.authority
    found = bilans.frozen_until(authority, year, BACK)
    draft = None if any(one.year == year for one in found) else _draft_beside(request.membership, year)
    found += [draft] if draft else []
    page = {"authority": authority, "year": year, "compared": compare.compare(found) if found else (), "found": found}
    page["draft"] = draft
    if found:
        journal.record(JournalAct.BILAN_READ, origin_of(request, request.membership), authority)
    return render(request, "forms_app/bilan/years.html", page)


def _draft_beside(membership: Membership, year: int) -> Bilan | None:
    """The draft of a year that is not frozen, for whom may read drafts: what it says beside the years before."""
    if not policy.bilans_of([membership], BilanRight.DRAFT):
        return None
    row = bilans.draft_of(membership.authority, year)
    return from_text(row.content) if row and row.content else None
