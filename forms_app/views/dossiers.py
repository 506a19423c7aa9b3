"""The lists of dossiers: what is to do, the dossiers of a person's authorities, a search by name, a registration."""

import uuid
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import policy
from forms_app.enums import CaseRole, JournalAct
from forms_app.forms.dossiers import FindForm, RegistrationForm
from forms_app.forms.people import say
from forms_app.rules.workflow.machine import Refused
from forms_app.services.bilan import bilans
from forms_app.services.dossiers import dossier_acts, dossier_lists, dossier_reading, dossiers, notes, opening
from forms_app.services.trace import journal
from forms_app.views.origin import origin_of


def for_members(view):
    """Answer 404 while dossiers are closed, and to whoever has no membership that opens one: nothing is announced."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not opening.dossiers_open():
            raise Http404
        request.held = policy.memberships(request.user, on=timezone.localdate())
        if not request.held:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@require_safe
@for_members
def todo(request: HttpRequest) -> HttpResponse:
    """What waits for this person: references and initials, overdue first."""
    shown = dossier_lists.todo(request.held, request.GET.get("apres", ""))
    page = {"shown": shown, "groups": dossier_lists.groups(request.held, shown), "registers": _registers(request)}
    page |= {"several": _several(request), "started": "apres" in request.GET, "today": _days(request)}
    _record(request, JournalAct.DOSSIER_LISTED)
    page |= {"directs": _directs(request), "notes": notes.waiting(request.held), "bilans": bilans.waiting(request.held)}
    return render(request, "forms_app/dossiers/todo.html", page)


@require_safe
@for_members
def listing(request: HttpRequest) -> HttpResponse:
    """The dossiers that this person may open, the newest first."""
    shown = dossier_lists.listing(request.held, request.GET.get("apres", ""))
    page = {"shown": shown, "count": dossier_lists.count(request.held), "form": FindForm()}
    page |= {"several": _several(request), "started": "apres" in request.GET, "registers": _registers(request)}
    _record(request, JournalAct.DOSSIER_LISTED)
    return render(request, "forms_app/dossiers/list.html", page)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def find(request: HttpRequest) -> HttpResponse:
    """Find a person by name, or a dossier by its reference, among the dossiers this person may open."""
    form = FindForm(request.POST if request.method == "POST" else None)
    page = {"form": form, "asked": False}
    if form.is_bound and form.is_valid():
        page |= {"asked": True, "several": _several(request), "rows": _found(request, form.cleaned_data["asked"])}
        journal.record(JournalAct.DOSSIER_SEARCHED, origin_of(request, request.held[0]), request.held[0].authority)
    return render(request, "forms_app/dossiers/find.html", page, status=422 if form.errors else 200)


def _found(request, asked: str) -> list:
    shown = policy.visible(request.held)
    year, _, number = asked.strip().partition("-")
    if year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 9:
        rows = shown.filter(year=int(year), number=int(number))
    else:
        rows = dossiers.named(asked, among=shown)
    return dossier_reading.rows_of(rows[: dossier_lists.PER_PAGE], request.held)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def register(request: HttpRequest) -> HttpResponse:
    """Open a dossier, with its report when it is there; likely doubles of the authority are shown first."""
    registrars = policy.registrars(request.user, on=timezone.localdate())
    if not registrars:
        raise Http404
    initial = {"sealed": True, "matter": "residence"}
    form = RegistrationForm(request.POST if request.method == "POST" else None, memberships=registrars, initial=initial)
    page = {"form": form, "doubles": [], "key": _key(request)}
    if form.is_bound and form.is_valid():
        row, page["doubles"] = _in_turn(request, form, page["key"])
        if row:
            messages.success(request, f"Dossier {row.reference} enregistré.")
            return redirect("dossiers:page", row.pk)
    return render(request, "forms_app/dossiers/register.html", page, status=422 if form.is_bound else 200)


def _key(request) -> uuid.UUID:
    """The key that the page gave the dossier to come: a button pressed twice asks for the same one."""
    try:
        return uuid.UUID(request.POST.get("passage", ""))
    except ValueError:
        return uuid.uuid4()


@transaction.atomic
def _in_turn(request, form, key: uuid.UUID) -> tuple:
    """Register and return the dossier, or its likely doubles; what another tab wrote meanwhile is among them."""
    authority = form.cleaned_data["membership"].authority
    dossiers.wait_turn(authority)
    if first := dossiers.registered(request.user, key):
        return first, []
    anyway = "malgre" in request.POST
    found = [] if anyway else dossiers.doubles(form.person(), held=request.held, authority=authority)
    return (None if found else _registered(request, form, key)), found


def _registered(request, form, key: uuid.UUID):
    membership, day = form.cleaned_data["membership"], form.cleaned_data["received_on"]
    origin, person = origin_of(request, membership), form.person()
    try:
        with transaction.atomic():
            row = dossiers.open_dossier(
                origin=origin, membership=membership, person=person, asked=form.asked(), key=key
            )
            if day:
                reader = policy.reader(request.user, row, request.held)
                dossier_acts.do(
                    origin=origin, reader=reader, name=dossier_acts.arrival_of(row), given=form.arrival(day)
                )
            return row
    except ValidationError as error:
        say(form, error)
    except Refused as error:
        form.add_error("sent_on", " ".join(error.messages))
    return None


def _registers(request) -> bool:
    return any(row.role in policy.REGISTRARS for row in request.held)


def _directs(request) -> bool:
    return any(row.role == CaseRole.DIRECTOR for row in request.held)


def _several(request) -> bool:
    """Two authorities number their dossiers alike: their names tell them apart."""
    return len({row.authority_id for row in request.held}) > 1


def _days(request) -> list:
    """The authorities of a person with the day it is for each, when it is not the present one for all."""
    found = {row.authority_id: row.authority for row in request.held}
    return [each for each in found.values() if each.shown_on]


def _record(request, act: JournalAct) -> None:
    """Journal a list, once for each authority whose dossiers it shows."""
    first = {row.authority_id: row for row in reversed(request.held)}
    journal.record_lists(act, [(origin_of(request, row), row.authority) for row in first.values()])
