"""The first factor of an account is set up by who reads its mail: a stolen password alone sets up nothing.

A code goes to the address of the account; typed back in the same session, it lets that session set a factor up.
"""

import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

MINUTES = 10  # life of a code (ASVS 6.5.5)
PROVED_MINUTES = 15  # then, time to install an application
_SENT, _PROVED = "enrolment_code", "enrolment_proved"
_APP = "allauth.account"
_LIMITS = {"enrolment_mail": "3/10m/key", "enrolment_code": "5/10m/key"}


def send_code(request, user) -> bool:
    """Send a code of eight figures to the address of the account; False when too many were asked for."""
    if not _allowed(request, "enrolment_mail", user):
        return False
    code = get_random_string(8, "0123456789")
    request.session[_SENT] = {"digest": _digest(user, code), "until": time.time() + MINUTES * 60}
    site = settings.WAGTAIL_SITE_NAME
    words = render_to_string(
        "account/email/enrolment.txt", {"user": user, "code": code, "site": site, "minutes": MINUTES}
    )
    send_mail(f"{site} : votre code", words, None, [user.email])
    return True


def was_sent(request) -> bool:
    """Tell whether a code waits to be typed in this session."""
    return request.session.get(_SENT, {}).get("until", 0) > time.time()


def check(request, user, code: str) -> bool:
    """Tell whether this is the code sent to this session, and take it; five tries in ten minutes for an account."""
    if not _allowed(request, "enrolment_code", user) or not was_sent(request):
        return False
    given = "".join(sign for sign in code if sign.isalnum())
    if not constant_time_compare(request.session[_SENT]["digest"], _digest(user, given)):
        return False
    del request.session[_SENT]
    prove(request)
    return True


def prove(request) -> None:
    """Let this session set a factor up, for a quarter of an hour."""
    request.session[_PROVED] = time.time()


def is_proved(request) -> bool:
    """Tell whether this session may set a factor up."""
    return time.time() - request.session.get(_PROVED, 0) < PROVED_MINUTES * 60


def masked(address: str) -> str:
    """Return an address that its owner recognises and that tells others little: « m…n@exemple.fr »."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…{name[-1:]}@{host}"


def _digest(user, code: str) -> str:
    return salted_hmac("portal.enrolment", f"{user.pk}:{code}", algorithm="sha256").hexdigest()


def _allowed(request, action: str, user) -> bool:
    return bool(ratelimit.consume(request, app=_APP, action=action, config=_LIMITS, key=f"{action}-{user.pk}"))
