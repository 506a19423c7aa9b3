"""The pages that a dated amount will change, rendered as readers will see them, with the lines that differ."""

from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

import lxml.html
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks

from guidance.enums import AmountKind, AmountStage
from guidance.models import AmountPeriod, SectionPage
from guidance.rendering import amounts as rendering
from guidance.rendering import section
from guidance.rendering.frames import regime_bar
from guidance.services import amounts
from guidance.views import calculator, preferences
from guidance.wagtail_hooks.tables import DeskPermission

_LINES = ("h1", "h2", "h3", "p", "li", "tr", "figcaption", "text")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of readers: its title and address, its preview, and the lines that go and come on it."""

    title: str
    url: str
    preview: str
    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)
    more: int = 0


def pages(request: HttpRequest, row: AmountPeriod) -> list[Shown]:
    """Return each page that a draft changes, rendered before and after; a row that stands changes nothing more."""
    found = amounts.pages_changed(row)
    if row.stage != AmountStage.DRAFT:
        return [Shown(page["title"], page["url"], "") for page in found]
    day = day_of(row)
    before = [_lines(_rendered(request, row, page, day)) for page in found]
    with amounts.as_if_it_stood(row):
        after = [_lines(_rendered(request, row, page, day)) for page in found]
    return [_compared(row, *each) for each in zip(range(len(found)), found, before, after, strict=True)]


def _compared(row: AmountPeriod, number: int, page: dict, before: list[str], after: list[str]) -> Shown:
    gone, come = [], []
    for act, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act != "equal":
            gone += before[a:b]
            come += after[c:d]
    gone, come = list(dict.fromkeys(gone)), list(dict.fromkeys(come))  # what a page says in several places is said once
    more = max(0, len(gone) - _SHOWN) + max(0, len(come) - _SHOWN)
    preview = reverse("desk_amount_preview", args=[row.pk, number])
    return Shown(page["title"], page["url"], preview, gone[:_SHOWN], come[:_SHOWN], more)


def day_of(row: AmountPeriod) -> date:
    """Return the day whose pages are shown: today when the row would hold today, else its first day."""
    today = timezone.localdate()
    later = AmountPeriod.objects.standing().series(row).filter(effective_from__gt=row.effective_from)
    over = later.filter(effective_from__lte=today).exists()
    return row.effective_from if over else max(today, row.effective_from)


def _lines(html: str) -> list[str]:
    """What a page says, a line an element; words belong to the nearest of them, and the frame is left out."""
    [main] = lxml.html.fromstring(html).xpath("//main")
    said: dict = {}
    for piece in main.xpath(".//text()[normalize-space()]"):
        parent = piece.getparent().getparent() if piece.is_tail else piece.getparent()
        line = next((each for each in (parent, *parent.iterancestors()) if each.tag in _LINES), main)
        said.setdefault(line, []).append(piece)
    return [" ".join(" ".join(pieces).split()) for pieces in said.values()]


def _rendered(request: HttpRequest, row: AmountPeriod, page: dict, day: date) -> str:
    template, context = page_of(row, page, day)
    return render_to_string(template, context, request=request)


def page_of(row: AmountPeriod, page: dict, day: date) -> tuple[str, dict]:
    """Return the template and the context of one of the pages, on a day."""
    reading = preferences.decode("", day)
    bar = {"regime": regime_bar(reading, suite="/")}
    if page.get("section"):
        whole = SectionPage.objects.get(pk=page["section"])
        return "guidance/desk/section_preview.html", section.section_context(whole, reading) | bar
    if page["url"] == reverse("guidance:amounts_calculator"):
        return "guidance/desk/calculator_preview.html", _calculated(row, day) | bar
    return "guidance/desk/series_preview.html", rendering.series_context(page["territory"], day) | bar


def _calculated(row: AmountPeriod, day: date) -> dict:
    """The calculator asked for one person whose resources are the amount of the row, or nothing when it has none."""
    asked = {
        "day": f"{day:%d/%m/%Y}",
        "territory": row.territory,
        "stay": "regulier" if row.kind == AmountKind.CONTRIBUTION else "irregulier",
        "three_months": "oui",
        "minor": "non",
        "adults": "1",
        "children": "0",
        "alternating": "0",
        "resources": f"{row.one or 0}".replace(".", ","),
    }
    form = calculator.CoverForm(asked, label_suffix="")
    return {"form": form, "result": calculator.result(form) if form.is_valid() else None}


@require_safe
def preview(request: HttpRequest, pk: int, rank: int) -> HttpResponse:
    """One of the pages as it will be; nothing is kept. 404 for a row that stands, or a page it does not change."""
    if not (DeskPermission(AmountPeriod).user_can_list(request.user) or amounts.validates(request.user)):
        raise PermissionDenied
    row = get_object_or_404(AmountPeriod, pk=pk, stage=AmountStage.DRAFT)
    found = amounts.pages_changed(row)
    if rank >= len(found):
        raise Http404
    with amounts.as_if_it_stood(row):
        return HttpResponse(_rendered(request, row, found[rank], day_of(row)))


@hooks.register("register_admin_urls")
def addresses():
    return [path("baremes/<int:pk>/apercu/<int:rank>/", preview, name="desk_amount_preview")]
