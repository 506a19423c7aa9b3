"""The page of results: one box for clauses, fiches, terms and whatever else registered itself."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from guidance.citations import split_key
from guidance.models import TextPage
from guidance.rendering.frames import regime_bar, status_badge
from guidance.search.parsing import clean
from guidance.search.query import PAGE, search
from guidance.search.registry import sources
from guidance.search.results import ArticleCard, Facet, Hit, Results
from guidance.search.sources import SIGNED_IN
from guidance.services import search_care
from guidance.views import preferences
from guidance.views.access import open_reading

MOST_PAGES = 1_000  # a number beyond it is not a page anyone asked for
SUGGESTIONS = ("secret médical", "récépissé", "exceptionnelle gravité", "L. 313-11 11°", "fiche 3")


@open_reading
@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=&genre=&texte=&page=&exact=1`: any query has an answer, be it « aucun résultat »."""
    query = clean(request.GET.get("q", ""))
    kinds = [kind for kind in sources() if kind in request.GET.getlist("genre")]
    text = clean(request.GET.get("texte", ""))
    exact = request.GET.get("exact") == "1"
    with_set_aside = request.GET.get("ecartes") == "1"
    results = search(
        query,
        reader_groups=reader_groups(request.user),
        kinds=kinds,
        text=text or None,
        page=page_number(request.GET.get("page", "")),
        exact=exact,
        decided=True,
        with_set_aside=with_set_aside,
    )
    if not (results.total or results.set_aside or results.citation or kinds or text or exact):
        _count_miss(request, query)
    asked = [("q", query), *(("genre", kind) for kind in kinds), *([("texte", text)] if text else [])]
    asked += [("exact", "1")] if exact else []
    plain = asked.copy()
    asked += [("ecartes", "1")] if with_set_aside else []
    reading = preferences.of(request)
    context = {
        "query": query,
        "results": results,
        "hits": _with_status(results.hits),
        "card": _card(results.citation),
        "exact": exact,
        "exact_url": f"?{urlencode([*asked, ('exact', '1')])}" if results.corrected else "",
        "with_set_aside": with_set_aside,
        "set_aside_url": f"?{urlencode(plain if with_set_aside else [*plain, ('ecartes', '1')])}",
        "kinds": _choices(_every_kind(results), kinds),
        "text": text,
        "texts": _choices(results.texts, [text]),
        "narrowed": bool(kinds or text),
        "page_obj": _page(results),
        "base": f"?{urlencode(asked)}&",
        "suggestions": [{"words": words, "url": f"?{urlencode({'q': words})}"} for words in SUGGESTIONS],
        "regime": regime_bar(reading, suite=f"{request.path}?{urlencode(asked)}"),
    }
    return render(request, "guidance/search/results.html", context)


def _count_miss(request: HttpRequest, query: str) -> None:
    """Count words that found nothing (R5); who reads serves only not to count them twice, and is written nowhere."""
    if query and request.method == "GET":
        user = request.user
        reader = f"account {user.pk}" if user.is_authenticated else f"address {request.META.get('REMOTE_ADDR', '')}"
        search_care.missed(query, reader)


def reader_groups(user) -> frozenset[int]:
    """Return the groups of a reader, with the one that every account belongs to; nothing for an anonymous reader."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(user.groups.values_list("pk", flat=True)) | {SIGNED_IN}


def page_number(value: str) -> int:
    """Return the page asked for, the first when the value is not a page."""
    return min(int(value), MOST_PAGES) if value.isascii() and value.isdecimal() and len(value) < 7 else 1


def _with_status(hits: list[Hit]) -> list[dict]:
    """Say of each hit how its text stands: the status is an editor's judgement, not the index's."""
    slugs = {hit.text_slug for hit in hits if hit.text_slug}
    statuses = {text.slug: status_badge(text) for text in TextPage.objects.filter(slug__in=slugs)} if slugs else {}
    return [{"hit": hit, "status": statuses.get(hit.text_slug)} for hit in hits]


def _every_kind(results: Results) -> list[Facet]:
    """Return every kind in the order it registered, those without result too: a filter says what can be found."""
    counts = {facet.value: facet.count for facet in results.kinds}
    return [Facet(kind, source.label, counts.get(kind, 0)) for kind, source in sources().items()]


def _choices(facets: list[Facet], chosen: list[str]) -> list[dict]:
    return [
        {"value": facet.value, "label": facet.label, "count": facet.count, "chosen": facet.value in chosen}
        for facet in facets
    ]


def _page(results: Results) -> Page:
    return Paginator(range(results.total), PAGE).get_page(results.page)


def _card(card: ArticleCard | None) -> dict | None:
    """Return the card of an article with the address of each article it names, where the portal has a page for it."""
    if card is None:
        return None
    lines = [("Devenu", row) for row in card.became] + [("Remplace", row) for row in card.replaced]
    return {
        "name": card.display,
        "url": article_url(card.key),
        "lines": [{"verb": verb, "row": row, "url": article_url(row.key)} for verb, row in lines],
    }


def article_url(key: str) -> str:
    """Return the address of the page of an article, or nothing when this installation has none."""
    try:
        return reverse("guidance:article", args=[part for part in split_key(key) if part])
    except NoReverseMatch:
        return ""
