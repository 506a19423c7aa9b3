"""Pages of the texts, rendered once per publication and choice of regime, with the reader's own part put in."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.models import WorkflowState

from guidance.models import SiteVersion
from guidance.models.official import sites_read_once
from guidance.views import preferences

#: Stands in the rendered page for what depends on the reader; no editor's word can hold it.
SLOT = mark_safe("<!--\x02reader\x02-->")
_MAX_PAGES = 400
#: What stands before the reader's part, what stands after it, and the section that is read, if it is one.
Held = tuple[bytes, bytes, int | None]
_pages: OrderedDict[tuple, Held] = OrderedDict()
_lock = Lock()


def respond(
    request: HttpRequest, key: tuple, render: Callable[[], str], *, shared: bool = True, section: int | None = None
) -> HttpResponse:
    """Return the page `key`, rendered by `render` unless this process holds it for the current version of the site.

    `render` gives the whole page with `SLOT` where the reader's part stands. Pages under a view restriction are never
    shared (`shared=False`). The version is read before rendering, so that what is kept is never older than its key.
    `section` is the id of the section that is read: its editors find it at the desk from there.
    """
    whole = _whole(request, key)
    held = _held(whole) if shared else None
    if held is None:
        with sites_read_once():
            before, _, after = render().partition(SLOT)
        held = before.encode(), after.encode(), section
        if shared:
            _keep(whole, held)
    return _with_reader(request, held)


def answer(request: HttpRequest, key: tuple) -> HttpResponse | None:
    """Return the page `key` when this process holds it for the current version of the site; restricted ones never."""
    held = _held(_whole(request, key))
    return _with_reader(request, held) if held else None


def _whole(request: HttpRequest, key: tuple) -> tuple:
    """What a rendered page depends on: version, address, look, choices of the reader, day."""
    look = request.COOKIES.get("theme", "")[:8], request.COOKIES.get("touches", "")[:4]
    return (SiteVersion.current(), *key, look, preferences.of(request).key, settings.PORTAL_DEMO)


def _with_reader(request: HttpRequest, held: Held) -> HttpResponse:
    before, after, section = held
    return HttpResponse(before + reader_part(request, section).encode() + after)


def reader_part(request: HttpRequest, section: int | None = None) -> str:
    """Return the account menu and the sections of the site for this reader; for editors, the way to `section`.

    Whether the section is under validation is asked only when a validator's page shows it.
    """
    desk = {"section_read": section, "in_validation": lambda: _in_validation(section)}
    return render_to_string("portal/_reader.html", desk, request=request)


def _in_validation(section: int) -> bool:
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id=str(section))
    return states.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page").exists()


def clear() -> None:
    """Forget every page of this process (tests, change of settings)."""
    with _lock:
        _pages.clear()


def _held(key: tuple) -> Held | None:
    with _lock:
        if key in _pages:
            _pages.move_to_end(key)
        return _pages.get(key)


def _keep(key: tuple, page: Held) -> None:
    with _lock:
        _pages[key] = page
        while len(_pages) > _MAX_PAGES:
            _pages.popitem(last=False)
