"""The pages around the texts: regime, gaps with the source, glossary, concordance, articles, clause addresses."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from guidance import dates, regimes
from guidance.models import Clause, EditionPage, TextPage
from guidance.models.editions import IDENTITY
from guidance.rendering import tables
from guidance.rendering.frames import regime_bar
from guidance.views import preferences
from guidance.views.access import may_read, open_reading
from guidance.views.reading import cached


@open_reading
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """« Écarts avec la source », from the same data as the texts."""
    return cached(request, ("gaps",), "guidance/gaps.html", lambda: {"restorations": tables.restorations()})


@open_reading
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return cached(request, ("glossary",), "guidance/glossary.html", lambda: {"terms": tables.glossary()})


@open_reading
@require_safe
def concordance(request: HttpRequest) -> HttpResponse:
    return cached(request, ("concordance",), "guidance/concordance.html", lambda: {"rows": tables.concordance()})


@open_reading
@require_safe
def article(request: HttpRequest, code: str, number: str, alinea: str = "") -> HttpResponse:
    """An article of a code: what it became, what it was, and the clauses that cite it."""
    key = ":".join(filter(None, [code, number, alinea]))
    return cached(request, ("article", key), "guidance/article.html", lambda: _article_or_404(key))


def _article_or_404(key: str) -> dict:
    context = tables.article(key)
    if context is None:
        raise Http404
    return context


@open_reading
@require_safe
def clause(request: HttpRequest, text: str, label: str, day: str = "") -> HttpResponse:
    """The short address of a clause: leads to the edition of the day asked; a former label still leads."""
    page = TextPage.objects.live().filter(slug=text).first()
    if page is None:
        raise Http404
    asked = day_or_404(day) if day else preferences.of(request).day
    edition = page.resolve(asked).edition or page.published_editions().last()
    if edition and not may_read(request, edition):
        raise Http404
    if edition and label in {"identite", *(field.anchor for field in IDENTITY)}:
        return redirect(f"{edition.url}#{label}")
    found = [row for row in (_clauses(edition, label) if edition else []) if may_read(request, row.section)]
    if len(found) == 1:
        return redirect(f"{found[0].section.url}#{found[0].label}")
    return _moved(request, page, edition, label, found)


def _clauses(edition: EditionPage, label: str) -> list[Clause]:
    exact = list(edition.clauses.filter(label=label).select_related("section"))
    return exact or [row for row in edition.clauses.select_related("section") if label in row.former_labels]


def _moved(request, page: TextPage, edition, label: str, successors: list[Clause]) -> HttpResponse:
    """410 with the successors of a split clause, or with the last edition that carried the label; else 404.

    `successors` holds only what this reader may open: a section kept from them is not announced.
    """
    carried = Clause.objects.filter(label=label, edition__in=page.published_editions()).select_related("section")
    former = next((row for row in carried.reverse() if may_read(request, row.section)), None)
    if not successors and former is None:
        raise Http404
    context = {
        "label": label,
        "text": {"short_title": page.title, "url": page.url},
        "successors": [
            {"label": row.label, "title": row.section.title, "url": f"{row.section.url}#{row.label}"}
            for row in successors
        ],
        "former_url": f"{former.section.url}#{former.label}" if former else "",
    }
    return render(request, "guidance/moved.html", context, status=410)


def day_or_404(value: str) -> date:
    """Return a day of an address; 404 when there is no such day."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Http404 from None


@open_reading
@require_safe
def regime(request: HttpRequest) -> HttpResponse:
    """The control « demande enregistrée le »: keeps the choice for the visit, or says what is wrong with the date."""
    reading = preferences.of(request)
    if request.GET.get("effacer"):
        return _back(request, preferences.decode("", reading.today))
    if not {"enregistree", "lu"} & set(request.GET):
        return _regime_page(request, reading)
    errors, values = {}, {}
    for field, future in (("enregistree", False), ("lu", True)):
        try:
            values[field] = _typed(request.GET.get(field, ""), reading.today, future=future)
        except dates.DateError as error:
            errors[field] = str(error)
    if errors:
        return _regime_page(request, reading, errors=errors, status=422)
    removal = request.GET.get("nature") == "eloignement"
    choice = regimes.choose(values["enregistree"], removal=removal) if values["enregistree"] else None
    return _back(request, preferences.Reading(choice, values["lu"], reading.today))


def _typed(value: str, today: date, *, future: bool) -> date | None:
    if not value.strip():
        return None
    day = dates.parse(value)
    if day > today and not future:
        raise dates.DateError("Cette date est dans l’avenir. Vérifiez l’année.")
    if day.year < 1945:
        raise dates.DateError("Cette date est trop ancienne. Vérifiez l’année.")
    return day


def _back(request: HttpRequest, reading: preferences.Reading) -> HttpResponse:
    target = request.GET.get("suite", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    response = HttpResponseRedirect(target if safe else reverse("guidance:regime"))
    preferences.store(response, reading, secure=request.is_secure())
    return response


def _regime_page(request, reading, *, errors=None, status=200) -> HttpResponse:
    typed = {name: request.GET.get(name, "")[:60] for name in ("enregistree", "lu", "nature")}
    typed["suite"] = request.GET.get("suite", "")[:300]
    context = {
        "regime": regime_bar(reading, suite=typed["suite"] or "/"),
        "errors": errors or {},
        "typed": typed if errors else _current(reading),
        "ofii_since": regimes.OFII_SINCE,
        "source": regimes.SOURCE,
        "reading": reading,
        "texts": TextPage.objects.live().order_by("path"),
    }
    return render(request, "guidance/regime.html", context, status=status)


def _current(reading) -> dict:
    choice = reading.choice
    return {
        "enregistree": f"{choice.day:%d/%m/%Y}" if choice else "",
        "lu": f"{reading.chosen_day:%d/%m/%Y}" if reading.chosen_day else "",
        "nature": "eloignement" if choice and choice.removal else "sejour",
    }


def edition_or_404(request: HttpRequest, text: str, edition: str) -> EditionPage:
    """Return a published edition that this reader may open; 404 otherwise, whatever the reason."""
    page = EditionPage.objects.published().filter(slug=edition).order_by("path")
    found = next((row for row in page if row.get_parent().slug == text and row.get_parent().live), None)
    if found is None or not may_read(request, found):
        raise Http404
    return found
