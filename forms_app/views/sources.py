"""The private pad of the sources consulted for a fiche; it is part of no letter and nobody else reads it (B-05)."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forms_app.services.doctrine import clause_links
from forms_app.services.fiches import sources
from forms_app.views.runs import with_draft
from forms_app.wizard import context
from forms_app.wizard.engine import REVIEW, fiche_of
from forms_app.wizard.reading import read
from forms_app.wizard.typed import readable
from guidance import coverage

PAGE = "page"
FULL = f"Le carnet est plein : {sources.MOST} sources au plus. Retirez-en une d’abord."


class SourceForm(forms.Form):
    """A source that no list of the texts holds."""

    title = forms.CharField(
        label="Titre de la source",
        max_length=sources.TITLE,
        error_messages={
            "required": "Écrivez le titre de la source.",
            "max_length": f"Ce titre est trop long : {sources.TITLE} signes au plus.",
        },
    )
    detail = forms.CharField(
        label="Version, ou date de consultation",
        max_length=sources.DETAIL,
        required=False,
        help_text="Laissez vide pour la date d’aujourd’hui.",
        error_messages={"max_length": f"Cette précision est trop longue : {sources.DETAIL} signes au plus."},
    )

    def __init__(self, data=None):
        cleaned = {name: readable(str(value))[0].replace("\n", " ") for name, value in data.items()} if data else data
        super().__init__(cleaned, auto_id="source-%s")
        for field in self.fields.values():
            field.widget.attrs |= {"class": "input", "autocomplete": "off"}
            field.widget.attrs.pop("maxlength", None)  # said beside the field, never cut in silence


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def pad(request):
    """Show the pad; add a reference or a typed source, take one off, choose a country. 404 without a pad."""
    draft, fiche = request.draft, fiche_of(request.draft)
    if not fiche.pad:
        raise Http404
    if request.method != "POST":
        return _shown(request, fiche, SourceForm())
    if "oter" in request.POST:
        sources.remove(draft, request.POST["oter"])
        return _back(request, fiche)
    if "choisir" in request.POST:
        sources.choose_country(draft, request.POST.get("pays", "")[:2])
        return _back(request, fiche, "par-pays")
    if "reference" in request.POST:
        known = sources.consult(draft, fiche.regime, request.POST["reference"], request.user)
        return _back(request, fiche) if known else _shown(request, fiche, SourceForm(), refused=_why(draft))
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _shown(request, fiche, form, status=422)
    if not sources.add(draft, **form.cleaned_data):
        return _shown(request, fiche, form, refused=FULL)
    return _back(request, fiche)


def _why(draft) -> str:
    full = len(draft.content["sources"]) >= sources.MOST
    return FULL if full else "Cette référence n’est plus dans la liste. Choisissez-en une autre."


def _shown(request, fiche, form: SourceForm, *, refused: str = "", status: int = 200):
    draft, come_from = request.draft, _come_from(request, fiche)
    page = context.frame(fiche, draft, read(fiche, draft.typed)) | {
        "form": form,
        "refused": refused,
        "kept": [row | {"on": date.fromisoformat(row["on"])} for row in draft.content["sources"]],
        "groups": sources.library(fiche.regime),
        "country": sources.country_of(draft),
        "countries": coverage.countries().items(),
        "of_country": sources.of_country(sources.country_of(draft), request.user),
        "clause": dict(zip(("label", "url"), clause_links.link(fiche.pad), strict=True)),
        "come_from": come_from,
        "back": _address(draft, come_from),
        "today": timezone.localdate(),
    }
    return render(request, "forms_app/sources.html", page, status=422 if refused else status)


def _back(request, fiche, place: str = "carnet"):
    query = urlencode({"retour": _come_from(request, fiche)})
    return redirect(f"{reverse('forms_app:sources', args=[request.draft.row.run])}?{query}#{place}")


def _come_from(request, fiche) -> str:
    """Return the page of the run that the person came from: a step, the whole page, or the review."""
    asked = request.POST.get("retour", request.GET.get("retour", ""))
    return asked if asked in (*fiche.slugs, PAGE, REVIEW) else REVIEW


def _address(draft, come_from: str) -> str:
    run = draft.row.run
    names = {PAGE: "forms_app:page", REVIEW: "forms_app:review"}
    return (
        reverse(names[come_from], args=[run])
        if come_from in names
        else reverse("forms_app:step", args=[run, come_from])
    )
