"""Who administers: named by a command on the server, never by a screen, each time in the journal."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import transaction

from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from portal.accounts import invitations
from portal.accounts.roles import ADMINISTRATORS

_ADDRESS_CHANGED = (
    "Bonjour,\n\nL’adresse de votre compte a été changée sur le serveur. Le lien pour choisir un mot de passe part "
    "désormais à la nouvelle adresse.\nSi vous n’avez rien demandé, prévenez tout de suite votre référent.\n"
)
_COMMAND = Origin.command("name_administrator")


@transaction.atomic
def open_account(username, *, email, first_name, last_name):
    """A new account without a password, and the link to choose one sent to its address."""
    fields = {"email": email, "first_name": first_name, "last_name": last_name}
    user = get_user_model().objects.create_user(username, **fields)
    journal.record(JournalAct.ACCOUNT_OPENED, _COMMAND, user)
    invitations.send(user, _COMMAND)
    return user


@transaction.atomic
def name(user):
    """Give the role; twice is once."""
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    journal.record(JournalAct.ADMINISTRATOR_NAMED, _COMMAND, user)


@transaction.atomic
def take_back(user):
    """Take the role back."""
    user.groups.remove(Group.objects.get(name=ADMINISTRATORS))
    journal.record(JournalAct.ACCOUNT_CHANGED, _COMMAND, user)


def count():
    """How many accounts in use have the role."""
    return get_user_model().objects.filter(is_active=True, groups__name=ADMINISTRATORS).count()


@transaction.atomic
def change_address(user, address):
    """Give an account another address; the former one is told, so that a take-over does not go unseen."""
    former, origin = user.email, Origin.command("change_address")
    user.email = address
    user.full_clean(exclude=["password"])
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    for each in {former, address} - {""}:
        send_mail(f"{settings.WAGTAIL_SITE_NAME} : adresse changée", _ADDRESS_CHANGED, None, [each])
    journal.record(JournalAct.ACCOUNT_CHANGED, origin, user)
