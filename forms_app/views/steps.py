"""Filling: one step of a fiche, or the whole fiche on one page; the same declaration, the same draft."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forms_app.views.runs import with_draft
from forms_app.wizard import buttons
from forms_app.wizard.engine import FicheWizard
from forms_app.wizard.one_page import OnePage

_wizard = FicheWizard.as_view(form_list=[("demande", FicheWizard.placeholder)], url_name="forms_app:step")


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def step(request, step: str):
    """Show or store one step."""
    return _wizard(request, step=step)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def page(request):
    """Show or store every step at once."""
    whole = OnePage(request)
    if request.method != "POST":
        return HttpResponse(whole.html())
    conflicts = whole.keep()
    if conflicts:
        return redirect("forms_app:step", whole.run, sorted(conflicts, key=whole.fiche.slugs.index)[0])
    if buttons.is_pressed(request.POST):
        return redirect(reverse("forms_app:page", args=[whole.run]) + whole.act())
    if whole.leaves:
        return redirect(whole.left_for())
    if not whole.is_valid():
        return HttpResponse(whole.html(), status=422)
    return redirect(_after(whole))


def _after(whole: OnePage) -> str:
    name = "forms_app:clear" if whole.stale() else "forms_app:review"
    return reverse(name, args=[whole.run])
