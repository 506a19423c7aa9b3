"""Choosing a fiche, starting it with or without a file, and how one likes to fill it."""

import uuid

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms_app.enums import Authority, Role
from forms_app.models import Preference
from forms_app.services.doctrine import beside
from forms_app.services.fiches import drafts
from forms_app.views.people import fiches_of, for_roles, groups_of, may_fill
from forms_app.views.runs import fiche_or_404, with_draft
from forms_app.wizard import cookies
from guidance import regimes
from guidance.enums import Regime
from guidance.rendering import frames
from guidance.views import preferences

TOO_MANY = (
    f"{drafts.MOST_WITHOUT_FILE} fiches sans dossier sont déjà ouvertes : ce navigateur ne peut en garder plus sans en "
    "perdre une. Terminez-en ou supprimez-en dans « Mes brouillons » ; elles s’effacent en douze heures."
)


@require_safe
@for_roles
def index(request):
    """List the fiches of the regime that the reader's date sets, then the others with the rule that sets them apart."""
    reading, mine = preferences.of(request), fiches_of(request.user)
    page = {
        "reading": reading,
        "regime": {**frames.regime_bar(reading, suite=request.path), "name": Regime(reading.regime).label},
        "fiches": [fiche for fiche in mine if fiche.regime == reading.regime],
        "others": [fiche for fiche in mine if fiche.regime != reading.regime],
        "source": regimes.SOURCE,
        "drafts": drafts.of(request.user).count(),
        "named_files": settings.PORTAL_NAMED_FILES,
        "physician": Role.PHYSICIAN in groups_of(request.user),
    }
    return render(request, "forms_app/index.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles
def new(request, fiche: str):
    """Ask for the authority and whether to keep a file, then start; a double click starts once."""
    declaration = fiche_or_404(fiche)
    if not may_fill(request.user, declaration):
        raise Http404
    page = {"fiche": declaration, "named_files": settings.PORTAL_NAMED_FILES, "run": uuid.uuid4()}
    page["authorities"] = [
        {"value": one.value, "label": one.label, "number": declaration.number(one)}
        for one in map(Authority, declaration.authorities)
    ]
    if request.method != "POST":
        return render(request, "forms_app/new.html", page)
    authority, file = request.POST.get("autorite", ""), request.POST.get("dossier", "")
    page["errors"] = _faults(declaration, authority, file)
    if page["errors"]:
        return render(request, "forms_app/new.html", page | {"authority": authority, "file": file}, status=422)
    try:
        return _started(request, declaration, authority or declaration.authorities[0], without_file=file != "avec")
    except drafts.TooMany:
        page["errors"] = {"dossier": TOO_MANY}
        return render(request, "forms_app/new.html", page | {"authority": authority, "file": file}, status=422)


def _faults(fiche, authority: str, file: str) -> dict[str, str]:
    faults = {}
    if authority not in fiche.authorities and not (authority == "" and len(fiche.authorities) == 1):
        faults["autorite"] = "Choisissez l’autorité dont les médecins rendent l’avis."
    if file not in (("avec", "sans") if settings.PORTAL_NAMED_FILES else ("", "sans")):
        faults["dossier"] = "Choisissez de garder un brouillon ou de remplir sans dossier."
    return faults


def _started(request, fiche, authority: str, *, without_file: bool):
    try:
        run = uuid.UUID(request.POST.get("passage", ""))
    except ValueError:
        run = uuid.uuid4()
    try:
        opened = drafts.start(
            request.user, fiche.key, authority, without_file=without_file, run=run, snapshot=beside.snapshot(fiche)
        )
    except drafts.Absent:
        raise Http404 from None
    response = redirect(first_page(request.user, opened.row.run, fiche))
    if opened.run_key:
        cookies.give_key(response, request, opened.row.run, opened.run_key)
    cookies.let_type(response, request, opened.row.run, request.user)
    return response


def first_page(user, run, fiche):
    """Return where a person begins: the first step, or the whole fiche for those who prefer one page."""
    if Preference.objects.filter(user=user, one_page=True).exists():
        return reverse("forms_app:page", args=[run])
    return reverse("forms_app:step", args=[run, fiche.slugs[0]])


@require_POST
@with_draft
def display(request):
    """Remember whether a person fills on one page or step by step, and show this fiche that way."""
    one_page = request.POST.get("affichage") == "page"
    Preference.objects.update_or_create(user=request.user, defaults={"one_page": one_page})
    row = request.draft.row
    return redirect(first_page(request.user, row.run, fiche_or_404(row.fiche)))
