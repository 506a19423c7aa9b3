"""The administrators' screens of people: what waits, memberships, acts, authorities; 404 to everybody else."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forms_app.enums import ADMINISTRATORS
from forms_app.forms.people import (
    ActForm,
    AddressForm,
    ContactForm,
    EndForm,
    NameForm,
    PrefectureForm,
    ProposalForm,
    say,
)
from forms_app.models import Authority, AuthorityName, EmpoweringAct, Membership, Prefecture, PrefectureAddress
from forms_app.services.team import authorities, people
from forms_app.views.origin import origin_of
from forms_app.views.people import groups_of
from forms_app.views.proof import grave


def for_administrators(view):
    """Answer 404 to whoever is no administrator: what one may not open is not announced."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if ADMINISTRATORS not in groups_of(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@for_administrators
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a second administrator, and where the rest is."""
    waiting = [{"row": row, "refusal": people.refusal(row, request.user)} for row in people.waiting()]
    return render(request, "forms_app/people/administration.html", {"waiting": waiting})


@for_administrators
@require_http_methods(["GET", "HEAD"])
def memberships(request: HttpRequest) -> HttpResponse:
    """Every membership, those of today first; a fixed number of queries."""
    today = timezone.localdate()
    rows = Membership.objects.select_related("user", "authority").prefetch_related("authority__names", "acts")
    listed = [{"row": row, "state": row.state_on(today)} for row in rows.order_by("ends_on", "authority", "role")]
    return render(request, "forms_app/people/memberships.html", {"memberships": listed})


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@grave
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a role to somebody else."""
    form = ProposalForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            row = people.propose(form.instance, origin_of(request))
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "Habilitation proposée. Un autre administrateur doit la confirmer.")
            return redirect("people:membership", row.pk)
    context = {"form": form}
    return render(request, "forms_app/people/propose.html", context, status=422 if form.is_bound else 200)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@grave
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """One membership: confirm or put aside, end, record the acts that empower."""
    row = _membership(pk)
    forms = {"end": EndForm(), "act": ActForm(membership=row)}
    if request.method == "POST":
        answer = _act_on(request, row, forms)
        if answer:
            return answer
    context = {
        "row": row,
        "state": row.state_on(timezone.localdate()),
        "refusal": people.refusal(row, request.user),
        "empowerable": bool(forms["act"].fields["kind"].choices) and row.confirmed_at,
        **forms,
    }
    return render(request, "forms_app/people/membership.html", context, status=422 if request.POST else 200)


def _act_on(request: HttpRequest, row: Membership, forms: dict) -> HttpResponse | None:
    """Do what a button of the screen asks; returns nothing when a form is refused and shown again."""
    asked, origin = request.POST.get("acte", ""), origin_of(request)
    try:
        if asked == "confirmer":
            people.confirm(row, origin)
            said = "Habilitation confirmée."
        elif asked == "ecarter":
            people.put_aside(row, origin)
            said = "Proposition écartée."
        elif asked == "terminer":
            said = _end(request, row, forms, origin)
        elif asked == "enregistrer":
            said = _record(request, row, forms, origin)
        else:
            raise Http404
    except ValidationError as error:
        form = {"terminer": forms["end"], "enregistrer": forms["act"]}.get(asked)
        if form is None:
            messages.error(request, " ".join(error.messages))
            return redirect("people:membership", row.pk)
        say(form, error)
        return None
    if not said:
        return None
    messages.success(request, said)
    return redirect("people:membership", row.pk)


def _end(request, row, forms, origin) -> str:
    forms["end"] = EndForm(request.POST)
    if not forms["end"].is_valid():
        return ""
    people.end(row, forms["end"].cleaned_data["last_day"], origin)
    return "Fin enregistrée."


def _record(request, row, forms, origin) -> str:
    forms["act"] = ActForm(request.POST, membership=row)
    if not forms["act"].is_valid():
        return ""
    people.record_act(forms["act"].instance, origin)
    return "Acte enregistré."


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def end_act(request: HttpRequest, pk: int) -> HttpResponse:
    """End an act earlier than it says."""
    act = get_object_or_404(EmpoweringAct.objects.select_related("membership__user", "membership__authority"), pk=pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.end_act(act, form.cleaned_data["last_day"], origin_of(request))
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "Fin de l’acte enregistrée.")
            return redirect("people:membership", act.membership_id)
    context = {"act": act, "form": form}
    return render(request, "forms_app/people/end_act.html", context, status=422 if form.is_bound else 200)


@for_administrators
@require_http_methods(["GET", "HEAD"])
def authority_list(request: HttpRequest) -> HttpResponse:
    """The authorities under their present names; two queries more whatever their number."""
    rows = Authority.objects.prefetch_related("names", "prefectures")
    return render(request, "forms_app/people/authorities.html", {"authorities": rows})


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: HttpRequest, authority_code: str) -> HttpResponse:
    """One authority: its dated names, its contact, the préfectures attached to it."""
    row = get_object_or_404(Authority.objects.prefetch_related("names", "prefectures"), code=authority_code)
    posted, asked = request.POST or None, request.POST.get("acte", "")
    forms = {
        "contact": ContactForm(posted if asked == "contact" else None, instance=row),
        "name": NameForm(posted if asked == "name" else None, instance=AuthorityName(authority=row), auto_id="nom_%s"),
        "prefecture": PrefectureForm(posted if asked == "prefecture" else None, instance=Prefecture(authority=row)),
    }
    form = forms.get(asked)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _change(row, asked, form, origin_of(request)))
        except ValidationError as error:
            say(form, error)
        else:
            return redirect("people:authority", row.code)
    without_act = people.without_act(row, on=timezone.localdate())
    context = {"authority": row, "without_act": without_act, **forms}
    return render(request, "forms_app/people/authority.html", context, status=422 if request.POST else 200)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def prefecture(request: HttpRequest, authority_code: str, prefecture_code: str) -> HttpResponse:
    """Where the letters to a préfecture go, by date, and from which day they go elsewhere."""
    rows = Prefecture.objects.select_related("authority").prefetch_related("authority__names", "addresses__recorded_by")
    row = get_object_or_404(rows, code=prefecture_code, authority__code=authority_code)
    form = AddressForm(request.POST if request.method == "POST" else None, instance=PrefectureAddress(prefecture=row))
    if form.is_bound and form.is_valid():
        try:
            authorities.address(form.instance, origin_of(request))
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "Adresse enregistrée.")
            return redirect("people:prefecture", authority_code, prefecture_code)
    context = {"row": row, "form": form, "today": row.authority.today}
    context["envelope"] = row.addressed_on(row.authority.today)
    return render(request, "forms_app/people/prefecture.html", context, status=422 if form.is_bound else 200)


def _change(row: Authority, asked: str, form, origin) -> str:
    if asked == "contact":
        authorities.change_contact(row, form.cleaned_data["on_call"], origin)
        return "Contact de permanence enregistré."
    if asked == "name":
        authorities.rename(form.instance, origin)
        return "Nom enregistré."
    authorities.attach(form.instance, origin)
    return "Préfecture rattachée."


def _membership(pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "authority", "proposed_by", "confirmed_by", "closed_by")
    return get_object_or_404(rows.prefetch_related("authority__names", "acts"), pk=pk)
