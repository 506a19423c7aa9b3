"""A person's calendar by a secret address, and the mail of the day."""

import base64

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from forms_app.enums import Digest
from forms_app.services.dossiers import opening
from forms_app.services.mail import calendars, digests
from forms_app.services.trace.journal import Origin
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of

USER = "agenda"  # what programs are told to give as a name; nothing is asked of it


class DigestForm(forms.Form):
    """When the mail of the day is wanted."""

    choice = forms.ChoiceField(
        label="Recevoir un courriel", choices=Digest.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse.", "invalid_choice": "Choisissez dans la liste."},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
@for_members
def page(request: HttpRequest) -> HttpResponse:
    """Make, show once or close the address of the calendar; choose the mail of the day."""
    asked = request.POST.get("acte", "")
    secret = ""
    form = DigestForm(
        request.POST if asked == "courriel" else None, initial={"choice": digests.choice_of(request.user)}
    )
    if asked == "creer":
        secret = calendars.make(request.user, origin_of(request))
    elif asked == "revoquer":
        calendars.revoke(request.user, origin_of(request))
        messages.success(request, "L’adresse de l’agenda est révoquée.")
        return redirect("dossiers:reminders")
    elif form.is_bound and form.is_valid():
        digests.choose(request.user, form.cleaned_data["choice"], origin_of(request))
        messages.success(request, "Votre choix est enregistré.")
        return redirect("dossiers:reminders")
    shown = {"form": form, "feed": calendars.current(request.user), "secret": secret, "user": USER}
    shown |= {"plain": _address(), "address": f"{_address()}?cle={secret}"} if secret else {}
    shown["mail"] = request.user.email
    return render(request, "forms_app/dossiers/reminders.html", shown, status=422 if form.errors else 200)


def _address() -> str:
    """The address of every calendar; a secret says whose."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('dossiers:calendar')}"


@sensitive_variables("said")
def _secret_of(request: HttpRequest) -> str:
    """Return the secret that a program gives: as a password, which no log and no history keeps, else in the address."""
    kind, _, said = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.GET.get("cle", "")
    try:
        return base64.b64decode(said, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


@require_safe
@sensitive_variables("secret")
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of a secret, for a program without a session; it is asked for when the address holds none."""
    secret = _secret_of(request)
    row = calendars.opened(secret) if secret else None
    if row is None and ("cle" in request.GET or not opening.dossiers_open()):
        raise Http404
    if row is None:
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="Agenda", charset="UTF-8"'})
    origin = origin_of(request)
    found = calendars.read(row, Origin(row.user, origin.route, source=origin.source, request=origin.request))
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    words = calendars.ics(found, lambda dossier: f"{base}{reverse('dossiers:page', args=[dossier.pk])}")
    headers = {"Content-Disposition": 'inline; filename="echeances.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(words, content_type="text/calendar; charset=utf-8", headers=headers)
