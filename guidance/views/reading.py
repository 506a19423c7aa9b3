"""The reading room: the pages of the texts, and the previews of their editors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.views import serve

from guidance.models import EditionPage, SectionPage, TextPage, TextsIndexPage
from guidance.rendering import editions, frames, section
from guidance.views import page_cache, preferences
from guidance.views.access import open_reading


def connect() -> None:
    """Give the pages of the texts their readers; called once, when the app is ready."""
    SectionPage.reader, SectionPage.previewer = read_section, preview_section
    EditionPage.reader, EditionPage.previewer = read_edition, preview_edition
    TextPage.reader, TextPage.previewer = read_text, preview_text
    TextPage.reading_day = staticmethod(lambda request: preferences.of(request).day)
    TextsIndexPage.reader, TextsIndexPage.previewer = read_index, preview_index


@open_reading
@require_safe
def read(request: HttpRequest, place: str = "") -> HttpResponse:
    """A page of the texts that this process holds is answered with one query; else Wagtail finds it in its tree."""
    held = page_cache.answer(request, page_key(request))
    return held or serve(request, request.path_info.removeprefix("/"))


def page_key(request: HttpRequest) -> tuple:
    """Return what a page of the tree is kept under: its own address."""
    return "page", request.path


def read_section(request: HttpRequest, page: SectionPage) -> HttpResponse:
    """A section of a text, in the edition of its address, or in the one in force when the address is undated."""
    reading = preferences.of(request)
    return cached(
        request,
        page_key(request),
        "guidance/section_page.html",
        lambda: section.section_context(page, reading),
        page=page,
    )


def read_edition(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """The identity card, the plan and the history of an edition."""
    reading = preferences.of(request)
    return cached(
        request,
        page_key(request),
        "guidance/edition_page.html",
        lambda: editions.edition_context(page, reading),
        page=page,
    )


def read_text(request: HttpRequest, page: TextPage) -> HttpResponse:
    """A text without a date leads to the edition to read; routing has done so already for readers."""
    edition = page.published_editions().last()
    return redirect(edition.url if edition else page.get_parent().url)


def read_index(request: HttpRequest, page: TextsIndexPage) -> HttpResponse:
    """The official texts, their state and their editions."""
    reading = preferences.of(request)
    return cached(
        request,
        page_key(request),
        "guidance/texts_index.html",
        lambda: editions.index_context(page, reading),
        page=page,
    )


def cached(request, key: tuple, template: str, context, *, page=None, text_of=None) -> HttpResponse:
    """Answer with a page of the texts, from this process's cache unless its reading is restricted."""
    shared = page is None or not page.get_view_restrictions().exists()
    key = key if key == page_key(request) else (*key, request.path)

    def rendered() -> str:
        reading = preferences.of(request)
        values = context()
        values.setdefault(
            "regime", {**frames.regime_bar(reading, suite=request.path), "banner": values.pop("banner", None)}
        )
        return render_to_string(template, {**values, "reader_slot": page_cache.SLOT}, request=request)

    section_read = page.pk if isinstance(page, SectionPage) else None
    return page_cache.respond(request, key, rendered, shared=shared, section=section_read)


def preview_section(request: HttpRequest, page: SectionPage) -> HttpResponse:
    """What an editor is writing, as readers will see it; nothing of it is kept."""
    reading = preferences.decode("", timezone.localdate())
    context = section.section_context(page, reading, draft=True)
    context["regime"] = frames.regime_bar(reading, suite="/")
    return TemplateResponse(request, "guidance/desk/section_preview.html", context)


def preview_index(request: HttpRequest, page: TextsIndexPage) -> HttpResponse:
    reading = preferences.decode("", timezone.localdate())
    context = editions.index_context(page, reading)
    return TemplateResponse(
        request, "guidance/texts_index.html", {**context, "regime": frames.regime_bar(reading, suite="/")}
    )


def preview_edition(request: HttpRequest, page: EditionPage) -> HttpResponse:
    reading = preferences.decode("", timezone.localdate())
    context = editions.edition_context(page, reading, draft=True)
    context["regime"] = frames.regime_bar(reading, suite="/")
    return TemplateResponse(request, "guidance/desk/edition_preview.html", context)


def preview_text(request: HttpRequest, page: TextPage) -> HttpResponse:
    reading = preferences.decode("", timezone.localdate())
    return render(
        request, "guidance/text_preview.html", {"page": page, "text": frames.text_summary(page), "reading": reading}
    )
