"""The correction of an identity, and the letter of the avis made again with it."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from forms_app.enums import CaseRole
from forms_app.forms.dossiers import IdentityForm
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossiers, identities, remaking
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.fiches import letters
from forms_app.views.dossier import with_reader
from forms_app.views.origin import origin_of


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def correct(request: HttpRequest) -> HttpResponse:
    """Write another identity; the screen is absent for who may not do the act."""
    reader = request.reader
    transition = dossier_acts.table_and_transition(reader.dossier, identities.ACT)[1]
    if dossier_acts.acting(reader, transition) is None:
        raise Http404
    initial = asdict(dossiers.person_of(reader)) | {
        "prefecture": reader.dossier.prefecture_id, "day": reader.dossier.authority.today,
    }  # fmt: skip
    form = IdentityForm(
        request.POST if request.method == "POST" else None, initial=initial, transition=transition,
        prefectures=reader.dossier.authority.prefectures.all(),
    )  # fmt: skip
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            identities.correct(
                origin=origin_of(request), reader=reader, person=form.person(), prefecture_id=data["prefecture"].pk,
                given=Given(data["day"], reason=data["reason"]),
            )  # fmt: skip
            messages.success(request, "Identité corrigée. L’ancienne reste gardée.")
            return redirect("dossiers:page", reader.dossier.pk)
        except Refused as error:
            refused = error.messages
    shown = {"form": form, "dossier": reader.dossier, "refused": refused, "silence": transition.basis.silence}
    return render(request, "forms_app/dossiers/identity.html", shown, status=422 if form.is_bound else 200)


@require_POST
@with_reader
def again(request: HttpRequest) -> HttpResponse:
    """Make the letter of the avis again with the identity as it stands now."""
    reader = request.reader
    if CaseRole.PHYSICIAN not in reader.roles:
        raise Http404
    try:
        remaking.again(origin=origin_of(request), reader=reader)
        messages.success(request, "Lettre refaite. Relisez-la, puis rectifiez l’avis.")
    except Refused as error:
        messages.error(request, " ".join(error.messages))
    except letters.OutgoingRefusal:
        messages.error(request, "Des mots de cette identité peuvent révéler une maladie. Corrigez-la d’abord.")
    return redirect("dossiers:page", reader.dossier.pk)
