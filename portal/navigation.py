"""The sections of the site that a reader may open, in order; what nobody may open is not shown."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from forms_app.views import people
from guidance.services.tables import LOCAL_EDITORS
from portal.accounts.roles import (
    ADMINISTRATORS,
    DIRECTORS,
    EDITORS,
    MEDICAL_READERS,
    PHYSICIANS,
    SECRETARIATS,
    VALIDATORS,
)

_LOCAL = "local"  # whoever writes for an authority, whose group bears its name
_DESK = frozenset({EDITORS, VALIDATORS, MEDICAL_READERS, _LOCAL})
#: No group: who reads the journal of an authority, by a membership.
_AUDITORS = "audits"
_WAITING = "a-faire/"
_CASES = frozenset({PHYSICIANS, SECRETARIATS, DIRECTORS})


def groups_of(user) -> frozenset[str]:
    """Return the names of a person's groups; none, and no query, for a reader without account."""
    return people.groups_of(user) if user is not None and user.is_authenticated else frozenset()


def desk_of(request) -> dict[str, bool]:
    """Tell whether this reader writes the texts, and whether they validate them."""
    groups = groups_of(getattr(request, "user", None))
    return {"writes": EDITORS in groups, "validates": VALIDATORS in groups}


def entries(request) -> list[dict]:
    """Return the entries of the main bar for this reader, the current one marked."""
    user = getattr(request, "user", None)
    groups = groups_of(user) | ({_AUDITORS} if getattr(user, "audits", False) else set())
    groups |= {_LOCAL} if any(name.startswith(LOCAL_EDITORS) for name in groups) else set()
    shown = [(label, url) for label, url, audience in _bar() if url and (audience is None or audience & groups)]
    return [{"label": label, "url": url, "current": _holds(url, request.path, shown)} for label, url in shown]


def _bar():
    """Label, address, and the groups who see it (None: everybody)."""
    return (
        ("Rédaction", _address("wagtailadmin_home"), _DESK),
        ("Administration", _address("people:administration"), frozenset({ADMINISTRATORS})),
        ("Textes", "/textes/", None),
        ("Fiches", _address("forms_app:index"), _CASES),
        ("Dossiers", _address("dossiers:todo") if settings.PORTAL_DOSSIERS else "", _CASES),
        ("Équipe", _address("people:teams"), _CASES),
        ("Journal", _address("people:journals"), frozenset({_AUDITORS})),
        ("Fiches vierges", _address("forms_app:blanks"), None),
        ("Références", _address("guidance:references"), None),
        ("Barèmes", _address("guidance:amounts"), None),
        ("Comparer", _address("guidance:compare"), None),
        ("Concordance", _address("guidance:concordance"), None),
        ("Glossaire", _address("guidance:glossary"), None),
    )


def _address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _holds(url: str, path: str, shown) -> bool:
    """Tell whether an entry is the one that holds the page: the longest address that begins the path.

    « Dossiers » opens on what waits, a page that stands beside those of the dossiers.
    """
    candidates = [other for _, other in shown if path.startswith(other.removesuffix(_WAITING))]
    return bool(candidates) and max(candidates, key=len) == url
