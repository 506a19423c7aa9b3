"""The team of an authority, for its members: who does what, who is away, which days nobody covers (A-29, A-30)."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forms_app.enums import CaseRole, JournalAct
from forms_app.forms.people import AbsenceForm, say
from forms_app.models import Absence, Membership
from forms_app.services.team import coverage, people, register
from forms_app.services.trace import journal
from forms_app.views.origin import origin_of
from guidance.keys import row_key

_TEAM = (CaseRole.PHYSICIAN, CaseRole.SECRETARY, CaseRole.DIRECTOR)


@require_http_methods(["GET", "HEAD"])
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of which one is a member; straight to it when there is one."""
    mine = list(people.memberships_of(request.user, on=timezone.localdate()))
    codes = sorted({row.authority.code for row in mine})
    if not codes:
        raise Http404
    if len(codes) == 1:
        return redirect("people:team", codes[0])
    found = {row.authority.code: row.authority for row in mine}
    return render(request, "forms_app/people/teams.html", {"authorities": [found[code] for code in codes]})


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, authority_code: str) -> HttpResponse:
    """One team; its members record absences. 404 to whoever is no member, as if it did not exist."""
    today = timezone.localdate()
    me = people.memberships_of(request.user, on=today).filter(authority__code=authority_code).first()
    if me is None:
        raise Http404
    members = _members(me.authority, today)
    form = _absence_form(request, me, members)
    if request.method == "POST":
        if "annuler" in request.POST:
            return _cancel(request, me)
        if form.is_valid() and (answer := _record(request, me, form)):
            return answer
    else:
        journal.record(JournalAct.TEAM_READ, origin_of(request, me), me.authority)
    context = _shown(me.authority, members, today) | {"form": form, "me": me}
    return render(request, "forms_app/people/team.html", context, status=422 if form.is_bound else 200)


def _members(authority, today):
    rows = Membership.objects.in_force(today).filter(authority=authority, role__in=_TEAM)
    return rows.select_related("user").order_by("role", "user__last_name")


def _absence_form(request, me, members) -> AbsenceForm:
    """Everybody says for himself; the secretariat says for the team."""
    absent = members if me.role == CaseRole.SECRETARY else members.filter(user=request.user)
    return AbsenceForm(request.POST if request.method == "POST" else None, members=members, absent=absent)


def _shown(authority, members, today) -> dict:
    last = today + timedelta(days=coverage.AHEAD)
    prefectures = list(authority.prefectures.all())
    return {
        "authority": authority,
        "name": authority.name_on(today),
        "members": [{"row": row, "acts": _acts(row, today)} for row in members.prefetch_related("acts")],
        "absences": Absence.objects.filter(membership__authority=authority)
        .meeting(today, None)
        .select_related("membership__user", "substitute__user"),
        "uncovered": coverage.uncovered(authority, today, last),
        "until": last,
        "prefectures": prefectures,
        "ending": register.ending(on=today).filter(prefecture__in=prefectures),
    }


def _acts(member, today) -> list:
    return [act for act in member.acts.all() if act.covers(today)]


def _record(request, me, form) -> HttpResponse | None:
    try:
        coverage.record_absence(form.instance, origin_of(request, me))
    except ValidationError as error:
        say(form, error)
        return None
    messages.success(request, "Absence enregistrée.")
    return redirect("people:team", me.authority.code)


def _cancel(request, me) -> HttpResponse:
    asked = request.POST["annuler"]
    rows = Absence.objects.filter(membership__authority=me.authority).select_related("membership")
    absence = get_object_or_404(rows, pk=row_key(asked))
    try:
        coverage.cancel_absence(absence, origin_of(request, me))
        messages.success(request, "Absence annulée.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("people:team", me.authority.code)
