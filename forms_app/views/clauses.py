"""Other clauses, opened and searched beside a form: fragments for its script, whole pages without it."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from forms_app.services.doctrine import beside, clauses
from forms_app.services.fiches import sources
from forms_app.views.people import for_physicians, for_roles
from forms_app.wizard import pins
from guidance import coverage
from guidance.enums import Regime
from guidance.rendering import frames
from guidance.search.entries import CLAUSE, FICHE
from guidance.search.parsing import clean
from guidance.search.query import search
from guidance.search.results import Hit
from guidance.views import preferences


@require_safe
@for_roles
def found(request: HttpRequest) -> HttpResponse:
    """`?q=&regime=&le=`: clauses of a regime's text; `fragment=1` answers with the list alone. 404 to other roles."""
    regime, day = _regime(request), _day(request)
    query = clean(request.GET.get("q", ""))
    library = clauses.library(regime)
    context = {"query": query, "regime": regime, "day": day, "text": library.text.title if library else "", "hits": []}
    if query and library:
        edition, _ = library.read_on(day)
        results = search(query, kinds=[CLAUSE, FICHE], text=library.text.slug)
        rows = [_row(hit, edition, day) for hit in results.hits]
        context |= {"hits": rows, "total": results.total}
    return render(request, _template(request, "forms_app/beside/_found.html", "forms_app/beside/search.html"), context)


@require_safe
@for_physicians
def found_sources(request: HttpRequest) -> HttpResponse:
    """`?pays=`: the references of the library for a country, those the physician kept first. 404 to other roles."""
    query = clean(request.GET.get("pays", ""))
    code = coverage.country_code(query)
    groups = sources.of_country(code, request.user)
    context = {"query": query, "code": code, "country": coverage.countries().get(code, ""), "groups": groups}
    template = _template(request, "forms_app/beside/_sources.html", "forms_app/beside/sources.html")
    return render(request, template, context)


@require_safe
@for_roles
def clause(request: HttpRequest, text: str, label: str) -> HttpResponse:
    """One clause as it stands on the day `?le=`, with what took its place when it was split; 404 when there is none."""
    day, library = _day(request), _library_of(text)
    edition, resolution = library.read_on(day)
    shelf = clauses.shelf(library, edition) if edition else None
    held = shelf.find(label) if shelf else []
    if not held:
        raise Http404
    kept = pins.pinned(request)
    entries = [
        beside.Entry("clause", c.key, c.label, pin=c.key if c.key in kept else "", clause=c, read=shelf.render(c))
        for c in held
    ]
    context = {
        "entries": entries,
        "entry": entries[0],
        "text": library.text.title,
        "edition": edition.title,
        "standing": frames.standing_alert(library.text, edition, resolution, day),
        "terms": {term["id"]: term for entry in entries for term in entry.read.terms}.values(),
    }
    template = _template(request, "forms_app/beside/_fragment.html", "forms_app/beside/clause.html")
    return render(request, template, context)


@require_POST
@for_roles
def pin(request: HttpRequest) -> HttpResponse:
    """Keep a clause in sight at every step (`epingler`), or let it go (`retirer`), for the time of the session."""
    if pins.change(request) is None:
        raise Http404
    if request.POST.get("fragment"):
        return HttpResponse(status=204)
    suite = request.POST.get("suite", "")
    safe = suite.startswith("/") and url_has_allowed_host_and_scheme(suite, allowed_hosts=None)
    return HttpResponseRedirect(suite if safe else reverse("beside:search"))


def _row(hit: Hit, edition, day: date) -> dict:
    same = hit.edition == edition.slug
    address = reverse("beside:clause", args=[hit.text_slug, hit.label]) if hit.label and same else ""
    return {
        "hit": hit,
        "key": f"{hit.text_slug}#{hit.label}",
        "fragment_url": f"{address}?{urlencode({'le': day.isoformat()})}" if address else "",
        "other_edition": not same,
        "day": day,
    }


def _template(request: HttpRequest, fragment: str, page: str) -> str:
    return fragment if request.GET.get("fragment") == "1" else page


def _regime(request: HttpRequest) -> Regime:
    asked = request.GET.get("regime", "")
    return Regime(asked) if asked in Regime.values else preferences.of(request).regime


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("le", ""))
    except ValueError:
        return timezone.localdate()


def _library_of(slug: str) -> clauses.Library:
    libraries = (clauses.library(regime) for regime in Regime)
    found = next((library for library in libraries if library and library.text.slug == slug), None)
    if found is None:
        raise Http404
    return found
