"""Pages of the frame that belong to no feature: style guide, accessibility, legal notice, help, display…"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guidance.cookies import of_host
from portal.destinations import is_ours

_DAY = 24 * 3600
_YEAR = 365 * _DAY
_THEMES = {"": "Comme l’appareil", "clair": "Clair", "sombre": "Sombre"}


def _still(template: str):
    """Return the view of a page that anybody may read and that asks the database nothing."""

    @login_not_required
    @require_safe
    def view(request):
        return render(request, template)

    return view


help_page = _still("portal/pages/help.html")


@login_not_required
@require_safe
def icon(request):
    """Lead to the icon: browsers ask for this address on their own, for a PDF as for a page."""
    answer = redirect(static("favicon.svg"))
    answer.headers["Cache-Control"] = f"public, max-age={_DAY}"
    return answer


@require_safe
def style_guide(request):
    """Show every component once, with real words, to signed-in readers."""
    return render(request, "portal/style_guide.html", _SAMPLES)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display(request):
    """Let a reader choose light or dark, and switch the single keys on (WCAG 2.1.4); kept in two plain cookies.

    A POST with a theme that does not exist leaves the device's. The return address must be one of this site.
    """
    if request.method != "POST":
        return render(request, "portal/pages/display.html", _display_context(request))
    back = request.POST.get("suite", "/")
    response = redirect(back if is_ours(request, back) and back != request.path else "/")
    _keep(response, request, "theme", request.POST.get("theme", ""), set(_THEMES) - {""})
    _keep(response, request, "touches", request.POST.get("touches", ""), {"oui"})
    return response


def _display_context(request) -> dict:
    return {
        "themes": _THEMES.items(),
        "chosen": request.COOKIES.get(of_host("theme"), ""),
        "keys": request.COOKIES.get(of_host("touches")) == "oui",
        "back": request.GET.get("suite", "/"),
    }


def _keep(response: HttpResponse, request, name: str, value: str, allowed: set[str]) -> None:
    """Set a plain cookie for a year, or take it away; it says nothing about the person."""
    if value in allowed:
        response.set_cookie(
            of_host(name), value, max_age=_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(of_host(name), samesite="Lax")


_SAMPLES = {
    "swatches": [
        "paper",
        "tint",
        "edge",
        "ink-3",
        "ink",
        "accent",
        "accent-tint",
        "ok",
        "warn",
        "late",
        "info",
        "mark",
    ],
    "tabs": [
        {"label": "Vue d’ensemble", "url": "#vues", "current": True},
        {"label": "Documents (4)", "url": "#vues", "current": False},
    ],
    "views": [
        {"label": "Côte à côte", "url": "#vues", "current": True},
        {"label": "À la suite", "url": "#vues", "current": False},
    ],
    "banner": {
        "title": "Ce texte vaut pour les demandes enregistrées avant le 1er janvier 2017.",
        "text": "Depuis, le collège de médecins de l’OFII émet l’avis.",
        "source_label": "arrêté du 27 décembre 2016, art. 13",
    },
    "regime_sample": {"value": "14/13/2016", "error": "Écrivez la date ainsi : 14/11/2016."},
    "outline": [
        {"number": "III", "title": "Dispositions nouvelles", "url": "#plan"},
        {
            "number": "IV",
            "title": "Rôle du médecin de l’ARS et respect du secret médical",
            "current": True,
            "headings": [{"text": "Avis du médecin de l’ARS", "id": "plan"}],
        },
    ],
    "clocks": {"verified_by": "", "owner": "Rédaction"},
    "previous": {"title": "III - Dispositions nouvelles", "url": "#voisines"},
    "next": {"title": "V - Rôle du directeur général de l’ARS", "url": "#voisines"},
    "term": {
        "id": "guide",
        "term": "CRA",
        "definition": "Centre de rétention administrative.",
        "source_label": "IV-15",
        "verified": True,
    },
    "table": {
        "caption": "Plafond de ressources annuelles",
        "header": ["Composition du foyer", "Plafond"],
        "rows": [["Personne seule", "7 771 €"], ["Deux personnes", "11 657 €"]],
        "row_headers": True,
    },
    "list_block": {
        "items": [
            {"marker": "-", "html": "le rapport médical apporte une réponse précise aux questions posées.", "sub": []},
            {"marker": "11°", "html": "A l'étranger résidant habituellement en France", "sub": []},
        ]
    },
    "fiche": {
        "title": "FICHE n° 3",
        "usage": "",
        "lines": [
            {"text": "Le {date}", "align": "end"},
            {
                "boxes": {
                    "legend": "L'état de santé du demandeur :",
                    "options": [
                        "nécessite une prise en charge médicale ;",
                        "ne nécessite pas de prise en charge médicale ;",
                    ],
                }
            },
        ],
        "fields": {"date": {"label": "date du courrier", "size": "medium"}},
    },
}
