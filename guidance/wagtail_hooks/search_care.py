"""The desk of the search: what is looked for in vain, results pinned or set aside, history and undo (R5)."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages

from guidance.enums import SearchAct
from guidance.models import SearchChoice
from guidance.search.choices import phrase_key
from guidance.search.parsing import clean
from guidance.search.query import search
from guidance.services import search_care
from guidance.views.search import reader_groups
from guidance.wagtail_hooks.difficulties import DeskItem
from guidance.wagtail_hooks.references import require_desk

_SHOWN = 100
_ACTS = {"mettre": SearchAct.PIN, "ecarter": SearchAct.EXCLUDE}


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """`?q=` shows the results of a phrase with the acts on each; a POST does one act and comes back."""
    require_desk(request)
    query, wrong = clean(request.GET.get("q", "")), ""
    if request.method == "POST":
        try:
            _act(request, query)
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            return redirect(f"{reverse('desk_search_care')}?{urlencode({'q': query})}")
    return render(
        request, "guidance/desk/search_care.html", _context(request, query, wrong), status=422 if wrong else 200
    )


def _context(request: HttpRequest, query: str, wrong: str) -> dict:
    results = (
        search(query, reader_groups=reader_groups(request.user), decided=True, with_set_aside=True) if query else None
    )
    standing = SearchChoice.objects.filter(ended_at=None).select_related("made_by")
    ended = SearchChoice.objects.exclude(ended_at=None).select_related("made_by", "ended_by")
    here = phrase_key(query) if query else ""
    return {
        "query": query,
        "results": results,
        "misses": search_care.misses()[:_SHOWN],
        "standing": sorted(standing[:_SHOWN], key=lambda row: row.stems != here),
        "ended": ended.order_by("-ended_at")[:_SHOWN],
        "wrong": wrong,
        "reason": request.POST.get("raison", "") if wrong else "",
    }


def _act(request: HttpRequest, query: str) -> None:
    said = request.POST
    for name, act in _ACTS.items():
        if name in said:
            row = search_care.decide(
                act, query, said[name][:255].replace("\x00", ""), request.user, said.get("raison", "")
            )
            messages.success(request, f"« {row.title} » est {row.get_act_display()} pour « {row.phrase} ».")
            return
    if "traiter" in said:
        search_care.handle(_key(said["traiter"]))
    elif "annuler" in said:
        search_care.undo(_key(said["annuler"]), request.user)
        messages.success(request, "Le choix est annulé. Il reste dans l’historique.")
    elif "retablir" in said:
        get_object_or_404(SearchChoice, pk=_key(said["retablir"]))
        search_care.restore(_key(said["retablir"]), request.user)
        messages.success(request, "Le choix est rétabli.")


def _key(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise Http404
    return int(value)


@hooks.register("register_admin_urls")
def addresses():
    return [path("recherche/", desk, name="desk_search_care")]


@hooks.register("register_admin_menu_item")
def search_item():
    return DeskItem("Recherche", reverse("desk_search_care"), icon_name="search", order=275, name="search-care")
