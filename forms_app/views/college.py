"""Who gives the avis of a dossier of the OFII: named, replaced; the letter that waits, read by who validates it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import documents, enums
from forms_app.enums import Compartment
from forms_app.forms.college import CollegeForm
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_college, dossier_held
from forms_app.views.dossier import with_reader
from forms_app.views.origin import origin_of


@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def compose(request: HttpRequest) -> HttpResponse:
    """Name who gives the avis, or replace a physician; the reporting one is refused, not warned about."""
    reader = request.reader
    reader.require(Compartment.COLLEGE)
    if reader.dossier.authority.kind != enums.Authority.OFII or not reader.reads(Compartment.REPORT):
        raise Http404
    held = dossier_held.hold([reader.dossier])[0]
    seating = dossier_college.seating(held, on=timezone.localdate())
    form = CollegeForm(request.POST if request.method == "POST" else None, seating=seating)
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            name = "replace-member" if seating.composed else "compose-college"
            dossier_acts.do(origin=origin_of(request), reader=reader, name=name, given=form.given())
            messages.success(request, "C’est enregistré.")
            return redirect("dossiers:page", reader.dossier.pk)
        except Refused as error:
            refused = error.messages
    page = {"form": form, "refused": refused, "dossier": reader.dossier, "held": held, "seating": seating}
    page |= {"rule": dossier_college.allowed(reader.dossier), "college": dossier_college.seated(reader, held)}
    return render(request, "forms_app/dossiers/college.html", page, status=422 if form.is_bound else 200)


@require_safe
@with_reader
def deliberated(request: HttpRequest) -> HttpResponse:
    """The letter that waits for its validations, to those who give the avis; for anybody else there is none."""
    reader = request.reader
    origin = dossier_acts.under(origin_of(request), reader.memberships[0])
    pdf = dossier_college.deliberated(origin=origin, reader=reader)
    name = documents.file_name("college", reader.dossier.authority.kind)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
