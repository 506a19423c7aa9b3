"""Second factors: sealed where they are kept, told to their person and to the journal whenever they change."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from forms_app import crypto
from forms_app.crypto import Family
from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from forms_app.views.origin import origin_of
from portal.accounts import enrolment, open_sessions, recovery, strength

MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SealingAdapter(DefaultMFAAdapter):
    """allauth's, with the secrets under the keys of the installation and the words of the portal."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.",
        "cannot_generate_recovery_codes": "Ajoutez d’abord une application ou une clé de sécurité.",
    }

    def encrypt(self, text):
        return crypto.seal_in(Family.FACTOR, text.encode()).decode("ascii")

    def decrypt(self, encrypted_text):
        if encrypted_text.startswith(recovery.HASHED):  # a recovery code: counted by allauth's screens, read by nobody
            return encrypted_text
        return crypto.unseal_in(Family.FACTOR, encrypted_text.encode("ascii")).decode()

    def get_totp_label(self, user):
        return user.get_username()

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Clé {count + 1}"


def of(user) -> list[Authenticator]:
    """Return the factors of a person, application and keys; recovery codes are no factor by themselves."""
    return list(Authenticator.objects.filter(user=user, type__in=MAIN).order_by("created_at"))


@transaction.atomic
def added(request, authenticator, *, first: bool, counter: int | None = None) -> None:
    """Say that a factor was set up: the session that did it has shown it, the others of its person end.

    `counter` is that of the code that proved an application: it does not serve again at a sign-in.
    """
    if counter is not None:
        authenticator.data["counter"] = counter
        authenticator.save(update_fields=["data"])
    strength.show(request, request.user, id=authenticator.pk, type=authenticator.type)
    _changed(request, JournalAct.FACTOR_ADDED, "ajouté")
    if first:
        recovery.keep_until_shown(request)
        journal.record(JournalAct.RECOVERY_CODES_MADE, origin_of(request), request.user)


@transaction.atomic
def removed(request) -> None:
    """Say that a factor was taken away; without any left, the session sets one up again before anything else."""
    if not of(request.user):
        strength.forget(request)
        enrolment.prove(request)
    _changed(request, JournalAct.FACTOR_REMOVED, "retiré")


@transaction.atomic
def codes_made(request) -> None:
    """Say that new recovery codes replace the former ones."""
    recovery.keep_until_shown(request)
    _changed(request, JournalAct.RECOVERY_CODES_MADE, "codes de secours remplacés")


def tell(user, what: str, by=None) -> None:
    """Write to a person that their second factors changed; a take-over does not go unseen."""
    if not user.email:
        return
    context = {"user": user, "what": what, "by": by, "site": settings.WAGTAIL_SITE_NAME}
    words = render_to_string("account/email/factors_changed.txt", context)
    send_mail(f"{settings.WAGTAIL_SITE_NAME} : vos seconds facteurs", words, None, [user.email])


def _changed(request, act: JournalAct, what: str) -> None:
    journal.record(act, origin_of(request), request.user)
    open_sessions.end(request.user, but=request.session.session_key)
    tell(request.user, what)
