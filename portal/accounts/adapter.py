"""How sign-in behaves here: nobody registers alone, mail waits in the outbox, a first factor is set up by mail."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts import enrolment, strength


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; the sign-up address does not exist either."""

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        """The second factor is asked for, but of who comes from a provider that has just asked for two."""
        own, theirs = "portal.accounts.adapter.SecondFactorStage", "allauth.mfa.stages.AuthenticateStage"
        return [own if stage == theirs else stage for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user):
        """Who has a provider and no password says who they are there."""
        ways = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        open_ways = [app["provider_id"] for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]]
        held = SocialAccount.objects.filter(user=user, provider__in=open_ways) if open_ways else []
        keys = [account.provider for account in held]
        return [{"id": key, "description": key, "url": reverse("openid_connect_login", args=[key])} for key in keys]

    def post_login(self, request, user, *, signal_kwargs=None, **kwargs):
        """Lead a session that has shown a password alone to its second factor, and from there where it was going."""
        response = super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        if _is_strong(signal_kwargs):
            strength.show(request, user, type="openid")
        if not strength.demanded() or strength.is_shown(request, user):
            return response
        list(messages.get_messages(request))  # « vous êtes connecté » is not said before it is so
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': response.url})}")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just proved the account's mail sets a first factor up without typing the password again."""
        if app == "allauth.mfa" and enrolment.is_proved(context.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorStage(AuthenticateStage):
    """allauth's, but for who comes from a provider that asked for two factors at this very sign-in."""

    def _should_handle(self, request):
        return not _is_strong(self.login.signal_kwargs) and super()._should_handle(request)


def _is_strong(signal_kwargs) -> bool:
    return getattr((signal_kwargs or {}).get("sociallogin"), "is_strong", False)
