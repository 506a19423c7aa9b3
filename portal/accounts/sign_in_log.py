"""What the technical log says of each sign-in: the number of the account, a digest of the place, nothing typed."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.signals import authentication_step_completed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied

from forms_app.chain import source_of
from portal.accounts.strength import SECOND

logger = logging.getLogger("portal.sign_in")
_KINDS = ("totp", "webauthn", "recovery_codes")


def listen() -> None:
    """Connect what follows to the sign-in of Django and of allauth."""
    from allauth.mfa.signals import authentication_failed  # its models are read when every application is there

    user_logged_in.connect(came_in, dispatch_uid="portal.log.came_in")
    user_logged_out.connect(went_out, dispatch_uid="portal.log.went_out")
    user_login_failed.connect(refused, dispatch_uid="portal.log.refused")
    authentication_step_completed.connect(factor_shown, dispatch_uid="portal.log.factor_shown")
    authentication_failed.connect(factor_refused, dispatch_uid="portal.log.factor_refused")


def came_in(sender, request, user, **kwargs) -> None:
    logger.info("Session opened for account %s from %s", user.pk, _place(request))


def went_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        logger.info("Session closed by account %s from %s", user.pk, _place(request))


def refused(sender, credentials, request=None, **kwargs) -> None:
    """A name that exists and one that does not leave the same line: what was typed may be a password."""
    logger.warning("Sign-in refused from %s", _place(request))


def factor_shown(sender, request, user, method, **kwargs) -> None:
    """A code, a key, a recovery code that was taken: which of them is written, nothing of what it said."""
    if method == SECOND:
        logger.info("Second factor %s shown by account %s from %s", _kind_of(kwargs), user.pk, _place(request))


def factor_refused(sender, request, user, **kwargs) -> None:
    logger.warning("Second factor refused for account %s from %s", user.pk, _place(request))


def _kind_of(said: dict) -> str:
    """Return the kind of a factor, one of allauth's three; anything else is not written."""
    return said["type"] if said.get("type") in _KINDS else "-"


def _place(request) -> str:
    """Return what stands for the address of a visitor: the same place looks alike, the address is not kept."""
    try:
        return source_of(get_adapter().get_client_ip(request) or "") if request is not None else "-"
    except PermissionDenied:  # no address at all: a command, or a proxy that tells none
        return "-"
