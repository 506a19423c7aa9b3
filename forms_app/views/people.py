"""Who may fill what: read at every request, so that a role taken away closes the next page."""

from functools import wraps

from django.http import Http404

from forms_app import fiches
from forms_app.enums import Role
from forms_app.fiches.declaration import Fiche

_ROLES = frozenset(Role.values)


def groups_of(user) -> frozenset[str]:
    """Return the names of a person's groups: those that came with the person of the request, or one query."""
    if getattr(user, "groups_read", None) is None:
        user.groups_read = frozenset(user.groups.values_list("name", flat=True))
    return user.groups_read


def may_fill(user, fiche: Fiche) -> bool:
    """Tell whether one of the person's roles fills this fiche."""
    return bool(groups_of(user) & {str(role) for role in fiche.roles})


def fiches_of(user) -> list[Fiche]:
    """Return the fiches that a person may fill, in the order of the texts."""
    return [fiche for fiche in fiches.FICHES if may_fill(user, fiche)]


def may_keep_word(user, fiche: Fiche) -> bool:
    """Tell whether the person may keep an announced word: physicians, and the director for his own avis."""
    return bool(groups_of(user) & {Role.PHYSICIAN, Role.DIRECTOR} & {str(role) for role in fiche.roles})


def for_roles(view):
    """Answer 404 to a signed-in person who fills no fiche at all: what one may not open is not announced."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not groups_of(request.user) & _ROLES:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def for_physicians(view):
    """Answer 404 to whoever is no physician today: what physicians say to each other is announced to nobody."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if Role.PHYSICIAN not in groups_of(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return inner
