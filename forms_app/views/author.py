"""The author of a report in the register: candidates with their verdict, a choice, a name kept as written."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forms_app.forms.author import OTHER, AuthorForm
from forms_app.models import Doctor
from forms_app.services.dossiers import dossier_author
from forms_app.services.team import register
from forms_app.services.team.register import Verdict
from forms_app.views.dossier import with_reader
from forms_app.views.origin import origin_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A doctor of the register and what it says of them on the report's date."""

    doctor: Doctor
    verdict: Verdict


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def check(request: HttpRequest) -> HttpResponse:
    """Ask for the author; the register's candidates are shown before anything is kept, and no verdict refuses."""
    reader = request.reader
    kept = dossier_author.told(reader, dossier_author.last_report(reader))
    posted = request.POST if request.method == "POST" else None
    doctors = register.candidates((posted or {}).get("name", ""), reader.dossier.prefecture)
    form = AuthorForm(posted, doctors=doctors, initial={"name": kept.name, "dated_on": kept.dated_on})
    asked = form.is_bound and form.is_valid()
    if asked and (form.cleaned_data["doctor"] or not doctors):
        return _kept(request, form)
    if asked and "choisir" in request.POST:
        form.add_error("doctor", "Choisissez un médecin, ou gardez le nom écrit.")
    page = {"form": form, "dossier": reader.dossier, "kept": kept, "other": OTHER}
    page["candidates"] = _candidates(reader, form) if asked else ()
    return render(request, "forms_app/dossiers/author.html", page, status=422 if form.errors else 200)


def _candidates(reader, form: AuthorForm) -> list[Candidate]:
    day, treats = form.cleaned_data["dated_on"], form.treating()
    return [Candidate(one, dossier_author.verdict(reader, one, on=day, treats=treats)) for one in form.doctors.values()]


def _kept(request, form: AuthorForm) -> HttpResponse:
    data = form.cleaned_data
    dossier_author.record(
        origin=origin_of(request), reader=request.reader, name=data["name"], doctor=form.chosen(),
        dated_on=data["dated_on"], treats=form.treating(),
    )  # fmt: skip
    messages.success(request, "C’est enregistré.")
    return redirect("dossiers:page", request.reader.dossier.pk)
