"""Grave acts ask who is there: the table of them all, and the door before each (ASVS 7.5.2, 7.5.3).

A view raises `ProofNeeded` below whatever decides who may open it, so that the question is put to nobody else; the
middleware of the portal answers it with a page that holds what was typed, then lets the act go on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from forms_app.services.dossiers import dossier_acts, dossier_held


class ProofNeeded(Exception):
    """Somebody who may do a grave act has not proved lately that they are still there."""


@dataclass(frozen=True, slots=True)
class Grave:
    """A grave act of one route, with the reason that its person is told.

    `field` and `values` name what is posted when the route does other acts as well; `acts` the value of its argument
    « act », asked for as soon as the form is read; `is_file` a reading that takes a file away.
    """

    why: str
    field: str = ""
    values: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    is_file: bool = False

    def is_asked(self, request: HttpRequest) -> bool:
        """Tell whether this request does the act, or opens the form of one that is always grave."""
        if self.acts:
            return request.resolver_match.kwargs.get("act") in self.acts
        if self.is_file:
            return True
        return request.method == "POST" and (not self.field or request.POST.get(self.field, "") in self.values)


_SESSION = "Fermer une session ouverte ailleurs : qui trouverait cet écran ouvert pourrait vous couper des autres."
_RIGHT = "Donner un rôle à quelqu’un ouvre des dossiers de santé."
_FACTORS = "Retirer les seconds facteurs de quelqu’un change sa façon de se connecter."
_ACCOUNT = "Ouvrir, changer ou fermer un compte change qui entre ici."
_OPENING = "Ouvrir les dossiers fait entrer des données de santé."
_DURATION = "Une durée de conservation décide de ce qui sera détruit."
_GONE = "Une destruction est définitive."
_AVIS = "Valider un avis engage votre signature."
_TAKEN = "Ce fichier emporte beaucoup de données hors du portail."

#: Every grave act by the name of its route; `tests/portal/test_grave_acts.py` walks it.
GRAVE = {
    "end_session": Grave(_SESSION),
    "end_other_sessions": Grave(_SESSION),
    "people:propose": Grave(_RIGHT),
    "people:membership": Grave(_RIGHT, "acte", frozenset({"confirmer", "enregistrer"})),
    "propose_reset": Grave(_FACTORS),
    "decide_reset": Grave(_FACTORS, "decision", frozenset({"confirm"})),
    "wagtailusers_users:add": Grave(_ACCOUNT),
    "wagtailusers_users:edit": Grave(_ACCOUNT),
    "people:opening": Grave(_OPENING, "acte", frozenset({"enregistrer", "confirmer"})),
    "people:retention": Grave(_DURATION, "acte", frozenset({"enregistrer", "confirmer"})),
    "dossiers:retention": Grave(_GONE, "acte", frozenset({"proposer", "confirmer"})),
    "dossiers:act": Grave(_AVIS, acts=frozenset(dossier_held.PROVED)),
    "dossiers:appeal": Grave(_TAKEN, is_file=True),
    "people:journal_csv": Grave(_TAKEN, is_file=True),
    "bilan:pdf": Grave(_TAKEN, is_file=True),
    "bilan:xlsx": Grave(_TAKEN, is_file=True),
    "bilan:ods": Grave(_TAKEN, is_file=True),
    "bilan:csv": Grave(_TAKEN, is_file=True),
}


def proved_at(request: HttpRequest) -> datetime | None:
    """Return when the person last proved who they are in this session; None when the session does not say."""
    moments = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def require(request: HttpRequest) -> None:
    """Raise ProofNeeded when this request does a grave act on a proof of more than ten minutes."""
    if GRAVE[request.resolver_match.view_name].is_asked(request) and not dossier_acts.is_fresh(proved_at(request)):
        raise ProofNeeded


def grave(view):
    """Ask for a fresh proof before what the table says of the route; stands below what decides who may open it."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        require(request)
        return view(request, *args, **kwargs)

    inner.asks_proof = True
    return inner


def asking(view):
    """Mark a view that calls `require` by itself, after reading who may do the act."""
    view.asks_proof = True
    return view


class AsksProof:
    """The same for a view of a library: what it posts is grave."""

    asks_proof = True

    def post(self, request, *args, **kwargs):
        require(request)
        return super().post(request, *args, **kwargs)
