"""Pages of the texts, rendered once per publication and choice of regime, with the reader's own part put in."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.models import WorkflowState

from guidance.cookies import of_host
from guidance.models import SiteVersion
from guidance.models.official import sites_read_once
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.views import preferences

#: Stands in the rendered page for what depends on the reader; no editor's word can hold it.
SLOT = mark_safe("<!--\x02reader\x02-->")
_MAX_PAGES = 400


@dataclass
class Held:
    """A rendered page around its slot; `section` is the one read, `nobody` the part of a reader without account."""

    before: bytes
    after: bytes
    section: int | None
    nobody: bytes | None = None


_pages: OrderedDict[tuple, Held] = OrderedDict()
_lock = Lock()

_THEMES = ("clair", "sombre")  # any other value of the cookie is no look of its own, and keeps no page of its own
_MAX_PARTS = 2_000
_DESK = frozenset({EDITORS, VALIDATORS})
_parts: dict[tuple, bytes] = {}


def respond(
    request: HttpRequest, key: tuple, render: Callable[[], str], *, shared: bool = True, section: int | None = None
) -> HttpResponse:
    """Return the page `key`, rendered by `render` unless this process holds it for the current version of the site.

    `render` gives the whole page with `SLOT` where the reader's part stands. Pages under a view restriction are never
    shared (`shared=False`). The version is read before rendering, so that what is kept is never older than its key.
    `section` is the id of the section that is read: its editors find it at the desk from there.
    """
    version, groups = _standing(request)
    whole = _whole(request, key, version)
    held = _held(whole) if shared else None
    if held is None:
        with sites_read_once():
            before, _, after = render().partition(SLOT)
        held = Held(before.encode(), after.encode(), section)
        if shared:
            _keep(whole, held)
    return _with_reader(request, held, groups)


def answer(request: HttpRequest, key: tuple) -> HttpResponse | None:
    """Return the page `key` when this process holds it for the current version of the site; restricted ones never."""
    version, groups = _standing(request)
    held = _held(_whole(request, key, version))
    return _with_reader(request, held, groups) if held else None


def _standing(request: HttpRequest) -> tuple[int, frozenset[str]]:
    """Return the version of the site and the names of the reader's groups: with the person, or in one query."""
    standing = getattr(request, "_standing", None)
    if standing is None:
        user = request.user
        standing = _person_standing(user) if user.is_authenticated else (SiteVersion.current(), frozenset())
        request._standing = standing
    return standing


def _person_standing(user) -> tuple[int, frozenset[str]]:
    """A host may bring both with the person of the request (`site_version`, `groups_read`): nothing is asked then."""
    version, groups = getattr(user, "site_version", None), getattr(user, "groups_read", None)
    if version is None or groups is None:
        return SiteVersion.current(), frozenset(user.groups.values_list("name", flat=True))
    return version, groups


def _whole(request: HttpRequest, key: tuple, version: int) -> tuple:
    """What a rendered page depends on: version, address, look, choices of the reader, day."""
    theme = request.COOKIES.get(of_host("theme"))
    look = theme if theme in _THEMES else "", request.COOKIES.get(of_host("touches")) == "oui"
    return (version, *key, look, preferences.of(request).key, settings.PORTAL_DEMO)


def _with_reader(request: HttpRequest, held: Held, groups: frozenset[str]) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponse(held.before + _person_part(request, held.section, groups) + held.after)
    if held.nobody is None:  # the same for everybody without account, since the key holds the address
        held.nobody = reader_part(request, held.section).encode()
    return HttpResponse(held.before + held.nobody + held.after)


def _person_part(request: HttpRequest, section: int | None, groups: frozenset[str]) -> bytes:
    """Return a person's part: kept per person, role, address and secret of the browser, which its sign-out form holds.

    A page of the texts repeats nothing that a request sends, so the token needs no new mask each time. Editors' and
    validators' parts say how the section stands, and are rendered at each request.
    """
    secret = request.META.get("CSRF_COOKIE")
    if groups & _DESK or not secret:
        return reader_part(request, section).encode()
    key = (request.user.pk, str(request.user), groups, request.path, secret)
    part = _parts.get(key)
    if part is None:
        part = reader_part(request, section).encode()
        if len(_parts) >= _MAX_PARTS:
            _parts.clear()
        _parts[key] = part
    return part


def reader_part(request: HttpRequest, section: int | None = None, **context) -> str:
    """Return the account menu and the sections of the site for this reader; for editors, the way to `section`.

    Whether the section is under validation is asked only when a validator's page shows it.
    """
    desk = {"section_read": section, "in_validation": lambda: _in_validation(section), **context}
    return render_to_string("portal/_reader.html", desk, request=request)


def _in_validation(section: int) -> bool:
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id=str(section))
    return states.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page").exists()


def clear() -> None:
    """Forget every page of this process (tests, change of settings)."""
    with _lock:
        _pages.clear()
        _parts.clear()


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
