"""The clauses that a person keeps in sight at every step, for the time of the session."""

from django.http import HttpRequest
from django.utils import timezone

from forms_app.services.doctrine import clauses
from guidance.enums import Regime

PIN, UNPIN = "epingler", "retirer"
_KEPT, _MOST = "epingles", 12


def pinned(request: HttpRequest) -> list[str]:
    """Return the keys of the clauses that a person keeps in sight, the last one first."""
    return list(request.session.get(_KEPT, []))


def change(request: HttpRequest) -> str | None:
    """Pin or let go the clause that the button pressed names, and return its key; None when there is no such clause."""
    kept, let_go = request.POST.get(PIN, ""), request.POST.get(UNPIN, "")
    others = [key for key in pinned(request) if key != (let_go or kept)]
    if let_go:
        request.session[_KEPT] = others
    elif exists(kept):
        request.session[_KEPT] = [kept, *others][:_MOST]
    else:
        return None
    return let_go or kept


def exists(key: str) -> bool:
    """Tell whether a key names a clause that an edition of a text of the procedure holds today."""
    slug, _, label = key.partition("#")
    libraries = (clauses.library(regime) for regime in Regime)
    library = next((one for one in libraries if one and one.text.slug == slug), None)
    if library is None or not label:
        return False
    read, _ = library.read_on(timezone.localdate())  # held already, most often
    editions = [read, *library.editions]
    return any(clauses.shelf(library, edition).find(label) for edition in editions if edition)
