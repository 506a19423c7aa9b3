"""National identifiers of accounts: attached on the server, told to their person, one person each."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from forms_app.enums import JournalAct
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from portal.openid.profiles import Profile

_TOLD = (
    "Bonjour,\n\nLa connexion de votre compte par {name} a été {what} sur le serveur.\n"
    "Si vous n’avez rien demandé, prévenez tout de suite votre référent.\n"
)


class Taken(ValueError):
    """Another account has this identifier."""


@transaction.atomic
def attach(user, profile: Profile, identifier: str) -> None:
    """Let a person sign in through a provider, in place of who they were there; `Taken`, `Unidentified`."""
    uid = profile.normalised(identifier)
    if SocialAccount.objects.filter(provider=profile.key, uid=uid).exclude(user=user).exists():
        raise Taken(uid)
    SocialAccount.objects.filter(user=user, provider=profile.key).delete()
    SocialAccount.objects.create(user=user, provider=profile.key, uid=uid)
    _tell(user, profile, "ouverte", JournalAct.IDENTITY_ATTACHED)


@transaction.atomic
def detach(user, profile: Profile) -> None:
    """Close this way in."""
    SocialAccount.objects.filter(user=user, provider=profile.key).delete()
    _tell(user, profile, "fermée", JournalAct.IDENTITY_DETACHED)


def _tell(user, profile, what, act):
    words = _TOLD.format(name=profile.name, what=what)
    send_mail(f"{settings.WAGTAIL_SITE_NAME} : votre connexion", words, None, [user.email])
    journal.record(act, Origin.command("attach_identity"), user)
