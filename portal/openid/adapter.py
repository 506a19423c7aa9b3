"""Who may come in through an identity provider: an account that already exists, attached by its national identifier."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import render
from django.utils import timezone

from forms_app.enums import CaseRole
from forms_app.models import Membership
from portal.accounts.roles import PHYSICIANS
from portal.openid.profiles import PROFILES


class ClosedSocialAdapter(DefaultSocialAccountAdapter):
    """No account is opened, none is found by its address, no role comes from what the provider says."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        return False

    def pre_social_login(self, request, sociallogin):
        profile = PROFILES[sociallogin.account.provider]
        if not sociallogin.is_existing:
            _refuse(request, profile, "unknown")
        claims = sociallogin.claims.get("userinfo") or sociallogin.claims["id_token"]
        if profile.tells_profession and acts_as_physician(sociallogin.user) and not profile.is_physician(claims):
            _refuse(request, profile, "profession")


def acts_as_physician(user) -> bool:
    """Tell whether somebody holds the role of a physician, or is about to."""
    held = Membership.objects.filter(user=user, role=CaseRole.PHYSICIAN, closed_at=None)
    return user.groups.filter(name=PHYSICIANS).exists() or held.exclude(ends_on__lt=timezone.localdate()).exists()


def _refuse(request, profile, why: str):
    page = {"profile": profile, "why": why}
    raise ImmediateHttpResponse(render(request, "account/identity_refused.html", page, status=403))
