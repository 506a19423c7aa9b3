"""The codes that are typed: each serves once, whatever process takes it, and none older than the last one taken.

allauth keeps used codes in the cache for thirty seconds, less than a code is taken for with a tolerance: here the
counter of the last code taken stands with the secret, and is moved under the lock of its row.
"""

import logging

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt, encrypt
from django import forms
from django.db import transaction

from forms_app.crypto import Unreadable
from portal.accounts import recovery

logger = logging.getLogger("portal.sign_in")
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


def code_field(label: str, help_text: str = "") -> forms.CharField:
    """A field for a code: may be pasted, offered by the keyboard of a phone."""
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=forms.TextInput(attrs=_CODE))


def counter_of(secret: str, code: str, after: int = -1) -> int | None:
    """Return the counter whose code this is, among those taken now and later than `after`."""
    for counter in auth.yield_hotp_counters_from_time():
        expected = auth.format_hotp_value(auth.hotp_value(secret, counter))
        if counter > after and compare_user_code(actual=code, expected=expected):
            return counter
    return None


def spend(user, code: str) -> Authenticator | None:
    """Return the factor of this person whose code this is, and take the code; None when there is none."""
    row = _of_application(user, code) or recovery.spend(user, code)
    if row is not None:
        row.user = user
    return row


@transaction.atomic
def _of_application(user, code: str) -> Authenticator | None:
    row = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.TOTP).first()
    try:
        return row if row is not None and _spend_totp(row, code) else None
    except Unreadable:
        logger.error("A second factor does not open under the keys at hand")
        return None


def _spend_totp(row: Authenticator, code: str) -> bool:
    counter = counter_of(decrypt(row.data["secret"]), code, row.data.get("counter", -1))
    if counter is None:
        return False
    row.data["counter"] = counter
    row.save(update_fields=["data"])
    return True


class _TypedCode:
    """What both forms of a code do; five wrong ones in five minutes for a person, wherever they are typed."""

    def clean_code(self):
        clear = check_rate_limit(self.user)
        self.authenticator = spend(self.user, self.cleaned_data["code"])
        if self.authenticator is None:
            self._say_failed()
            raise get_adapter().validation_error("incorrect_code")
        clear()
        return self.cleaned_data["code"]

    def _say_failed(self):
        row = Authenticator.objects.filter(user=self.user).first()
        if row:
            sent = {"request": context.request, "user": self.user, "authenticator": row}
            signals.authentication_failed.send(sender=Authenticator, reauthentication=False, **sent)


class AuthenticateForm(_TypedCode, base.AuthenticateForm):
    """At the sign-in, after the password."""

    code = code_field("Code à six chiffres, ou code de secours")


class ReauthenticateForm(_TypedCode, base.ReauthenticateForm):
    """Within a session: before a sensitive act, or to unlock."""

    code = code_field("Code à six chiffres, ou code de secours")


class ActivateForm(forms.Form):
    """The first code of an application that has just read the secret; the secret waits sealed in the session."""

    code = code_field("Code affiché par l’application", "Six chiffres, qui changent toutes les trente secondes.")

    def __init__(self, *args, **kwargs):
        self.user = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        self.secret = pending_secret(context.request)
        self.counter = None

    def clean_code(self):
        clear = check_rate_limit(self.user)
        self.counter = counter_of(self.secret, self.cleaned_data["code"])
        if self.counter is None:
            raise get_adapter().validation_error("incorrect_code")
        clear()
        return self.cleaned_data["code"]


def pending_secret(request) -> str:
    """Return the secret that this session is setting up: the same until confirmed, so that a page may be reloaded."""
    sealed = request.session.get(auth.SECRET_SESSION_KEY)
    if sealed:
        try:
            return decrypt(sealed)
        except Unreadable:
            pass  # the keys changed meanwhile: another secret
    secret = auth.generate_totp_secret()
    request.session[auth.SECRET_SESSION_KEY] = encrypt(secret)
    return secret
