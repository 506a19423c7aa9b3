"""The token of a form against forged requests, masked as Django masks it, for pages written all day long.

Django's own function asks the system for chance thirty-two times and adds sign by sign: a tenth of what a step costs.
What it gives, who checks it and how are unchanged: Django's middleware alone verifies a token.
"""

import os

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_SIGNS = CSRF_ALLOWED_CHARS.encode("ascii")
_MANY = len(_SIGNS)
#: The greatest multiple of the number of signs that a byte holds: what is above would make some signs likelier.
_FAIR = 256 - 256 % _MANY
_UNFAIR = bytes(range(_FAIR, 256))
_RANKS = bytes(number % _MANY for number in range(256))
_AS_SIGNS = bytes(_SIGNS[number % _MANY] for number in range(256))
_AS_RANKS = bytes(max(_SIGNS.find(number), 0) for number in range(256))


def form_token(request: HttpRequest) -> str:
    """Return the token of a form, with a new mask at each call (BREACH).

    A browser that has its cookie keeps it: it lives for a year from the sign-in, a session twelve hours at most. One
    that has none is given it, by Django.
    """
    secret = request.META.get("CSRF_COOKIE")
    return masked(secret) if secret else get_token(request)


def masked(secret: str) -> str:
    """Return a secret under a mask drawn for it: the mask, then the sum of both, sign by sign."""
    mask = _chance()
    ranks = secret.encode("ascii").translate(_AS_RANKS)
    # No sum of two ranks reaches 256: added as whole numbers, no sign carries into the next.
    total = int.from_bytes(ranks, "big") + int.from_bytes(mask, "big")
    cipher = total.to_bytes(CSRF_SECRET_LENGTH, "big")
    return (mask + cipher).translate(_AS_SIGNS).decode("ascii")


def _chance() -> bytes:
    """Return as many ranks of signs as a secret has, each as likely as another."""
    drawn = b""
    while len(drawn) < CSRF_SECRET_LENGTH:
        drawn += os.urandom(2 * CSRF_SECRET_LENGTH).translate(_RANKS, _UNFAIR)
    return drawn[:CSRF_SECRET_LENGTH]
