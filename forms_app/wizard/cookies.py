"""The two cookies of a run, sent to its addresses alone: its key when it has no file, and the right to keep typing.

The second is for a session that ends while somebody types: it may store into this draft, and can read nothing.
"""

import time
import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from guidance.cookies import of_part

_SALT = "forms_app.typing"
_YOUNG = 30 * 60  # seconds


def path_of(run: uuid.UUID) -> str:
    """Return the address under which everything of a run stands."""
    return reverse("forms_app:run", args=[run])


def key_of(request: HttpRequest, run: uuid.UUID) -> str | None:
    """Return the key of a run without a file, as this browser holds it."""
    return request.COOKIES.get(_key_name(run))


def give_key(response: HttpResponse, request: HttpRequest, run: uuid.UUID, key: str) -> None:
    """Leave the key with the browser until it is closed; it is kept nowhere else."""
    response.set_cookie(_key_name(run), key, **_limits(request, run))


def take_back(response: HttpResponse, run: uuid.UUID) -> None:
    """Take both cookies of a run back: with its key, what is left of a run without a file cannot be read again."""
    _take(response, _key_name(run), run)
    end_typing(response, run)


def end_typing(response: HttpResponse, run: uuid.UUID) -> None:
    """Take back the right to type once nothing is left to type: a browser holds so many cookies of a site at most."""
    _take(response, _typing_name(run), run)


def let_type(response: HttpResponse, request: HttpRequest, run: uuid.UUID, user) -> None:
    """Let this browser keep what its user types in this run, for twelve hours, signed in or not.

    A right less than half an hour old stays as it is: signing one anew at each page costs as much as reading the draft.
    """
    name = _typing_name(run)
    if _is_young(request.COOKIES.get(name, "")):
        return
    token = signing.dumps([user.pk, run.hex], salt=_SALT)
    response.set_cookie(name, token, max_age=settings.PORTAL_RUN_HOURS * 3600, **_limits(request, run))


def _is_young(token: str) -> bool:
    """Tell by its own date whether a right was just given; `who_types` alone decides whether it is one."""
    parts = token.split(":")
    try:
        given = signing.b62_decode(parts[1]) if len(parts) == 3 else 0
    except ValueError:
        return False
    return 0 <= time.time() - given < _YOUNG


def who_types(request: HttpRequest, run: uuid.UUID) -> int | None:
    """Return the key of the user whose typing this browser may keep in this run; None for a forged or old token."""
    token = request.COOKIES.get(_typing_name(run), "")
    try:
        user, of_run = signing.loads(token, salt=_SALT, max_age=settings.PORTAL_RUN_HOURS * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return user if of_run == run.hex and isinstance(user, int) else None


def _key_name(run: uuid.UUID) -> str:
    return of_part(f"fiche-{run.hex[:8]}")


def _typing_name(run: uuid.UUID) -> str:
    return of_part(f"saisie-{run.hex[:8]}")


def _take(response: HttpResponse, name: str, run: uuid.UUID) -> None:
    """Django says « Secure » of a cookie taken back when its name has the prefix, without which it would stay."""
    response.delete_cookie(name, path=path_of(run), samesite="Lax")


def _limits(request: HttpRequest, run: uuid.UUID) -> dict:
    return {"path": path_of(run), "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
