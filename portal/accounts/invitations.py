"""The link by which a person chooses a password: sent to the person alone, good once, shown to nobody else.

No administrator ever knows or sets a password that is not his own: he would act as the other.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from forms_app.enums import JournalAct
from forms_app.services.trace import journal


@transaction.atomic
def send(user, origin):
    """Send the link, and say who asked for it; a former link dies when the password changes or the person signs in."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    context = {
        "user": user,
        "link": f"{settings.WAGTAILADMIN_BASE_URL}{address}",
        "asked_by": origin.actor,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "site": settings.WAGTAIL_SITE_NAME,
    }
    send_mail(
        f"{settings.WAGTAIL_SITE_NAME} : choisissez votre mot de passe",
        render_to_string("account/email/invitation.txt", context),
        None,
        [user.email],
    )
    journal.record(JournalAct.ACCOUNT_LINK_SENT, origin, user)
