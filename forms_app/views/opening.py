"""The administrators' screen of the switch of named cases: its conditions, its references, its two people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from forms_app.forms.people import OpeningForm, say
from forms_app.models import Opening
from forms_app.services.dossiers import opening
from forms_app.views.administration import for_administrators
from forms_app.views.origin import origin_of
from forms_app.views.proof import grave
from guidance.keys import row_key


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@grave
def switch(request: HttpRequest) -> HttpResponse:
    """Show whether cases are open and why; record, confirm, or close."""
    form = OpeningForm(request.POST if request.POST.get("acte") == "enregistrer" else None)
    if request.method == "POST" and (answer := _act_on(request, form)):
        return answer
    context = {
        "form": form,
        "open": opening.dossiers_open(),
        "conditions": opening.conditions(),
        "row": opening.current(),
    }
    return render(request, "forms_app/people/opening.html", context, status=422 if form.is_bound else 200)


def _act_on(request: HttpRequest, form: OpeningForm) -> HttpResponse | None:
    asked, origin = request.POST.get("acte", ""), origin_of(request)
    try:
        if asked == "enregistrer" and form.is_valid():
            opening.propose(form.instance, origin)
        elif asked in ("confirmer", "refermer"):
            row = get_object_or_404(Opening, pk=row_key(request.POST.get("pk", "")))
            (opening.confirm if asked == "confirmer" else opening.close)(row, origin)
        else:
            return None
    except ValidationError as error:
        if asked == "enregistrer":
            say(form, error)
            return None
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "C’est enregistré.")
    return redirect("people:opening")
