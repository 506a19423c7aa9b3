"""The sections of the site that a reader may open, in order; what nobody may open is not shown."""

from typing import NamedTuple

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
    shown = [entry for entry in _bar() if entry.url and (entry.audience is None or entry.audience & groups)]
    current = _holder(request.path, shown)
    return [{"label": entry.label, "url": entry.url, "current": entry is current} for entry in shown]


class _Entry(NamedTuple):
    """An entry of the bar: where it leads, the groups who see it (None: everybody), what its pages begin with."""

    label: str
    url: str
    audience: frozenset[str] | None
    pages: str = ""  # when it is not where the entry leads

    @property
    def beginning(self) -> str:
        return self.pages or self.url


def _bar() -> tuple[_Entry, ...]:
    """Every entry, in order; one without an address is not of this installation."""
    dossiers = _address("dossiers:todo") if settings.PORTAL_DOSSIERS else ""
    return (
        _Entry("Rédaction", _address("wagtailadmin_home"), _DESK),
        _Entry("Administration", _address("people:administration"), frozenset({ADMINISTRATORS})),
        _Entry("Textes", "/textes/", None),
        _Entry("Fiches", _address("forms_app:index"), _CASES),
        _Entry("Dossiers", dossiers, _CASES, pages=_address("dossiers:list")),
        _Entry("Équipe", _address("people:teams"), _CASES),
        _Entry("Journal", _address("people:journals"), frozenset({_AUDITORS})),
        _Entry("Fiches vierges", _address("forms_app:blanks"), None),
        _Entry("Références", _address("guidance:references"), None),
        _Entry("Barèmes", _address("guidance:amounts"), None),
        _Entry("Comparer", _address("guidance:compare"), None),
        _Entry("Concordance", _address("guidance:concordance"), None),
        _Entry("Glossaire", _address("guidance:glossary"), None),
    )


def _address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _holder(path: str, shown: list[_Entry]) -> _Entry | None:
    """Return the entry that holds a page: the one whose address begins the path the longest."""
    holding = [entry for entry in shown if path.startswith(entry.beginning)]
    return max(holding, key=lambda entry: len(entry.beginning), default=None)
