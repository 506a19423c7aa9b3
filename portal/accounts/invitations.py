"""The link by which a person chooses a password: sent to the person alone, good once, shown to nobody else.

No administrator ever knows or sets a password that is not his own: he would act as the other.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from forms_app.enums import JournalAct
from forms_app.services.mail import messages
from forms_app.services.trace import journal

MESSAGE = "invitation"


@transaction.atomic
def send(user, origin):
    """Send the link, and say who asked for it; a former link dies when the password changes or the person signs in."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    mail = messages.written(MESSAGE, _values(user, f"{settings.WAGTAILADMIN_BASE_URL}{address}", origin.actor))
    send_mail(mail.subject, mail.body, None, [user.email])
    journal.record(JournalAct.ACCOUNT_LINK_SENT, origin, user)


def _values(user, link: str, asked_by) -> dict[str, str]:
    return {
        "lien": link,
        "compte": user.get_username(),
        "jours": str(settings.PASSWORD_RESET_TIMEOUT // 86_400),
        "personne": user.get_full_name() or user.get_username(),
        "portail": settings.WAGTAIL_SITE_NAME,
        "demande": _asked(asked_by),
    }


def _asked(person) -> str:
    """Who asked for the link: a sentence that no editor changes."""
    if person is None:
        return "Lien demandé sur le serveur par l’exploitant, qui ne connaît pas votre mot de passe."
    name = person.get_full_name() or person.get_username()
    return f"Lien demandé par {name}, qui ne connaît pas votre mot de passe et ne peut pas le choisir pour vous."
