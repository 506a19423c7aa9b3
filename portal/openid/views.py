"""Leaving for an identity provider, and coming back."""

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.openid.provider import ProfiledAdapter


class Callback(OAuth2CallbackView):
    """Gives the exchange what this browser was given when it left."""

    def _get_state(self, request, provider):
        self.adapter.state, response = super()._get_state(request, provider)
        return self.adapter.state, response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request, provider_id):
    """Say where one is going (GET), and go (POST); a provider that does not answer is said, never an error."""
    adapter = ProfiledAdapter(request, provider_id)
    try:
        return OAuth2LoginView.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, KeyError, ValueError) as error:
        provider = get_adapter().get_provider(request, provider_id)
        return render_authentication_error(request, provider, exception=error)


@never_cache
@require_http_methods(["GET", "HEAD"])
def callback(request, provider_id):
    """Take the answer of the provider: a session, or a page that says why not."""
    try:
        return Callback.adapter_view(ProfiledAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None


@require_http_methods(["GET", "HEAD"])
def cancelled(request):
    """Somebody gave up on the page of the provider."""
    messages.info(request, "Connexion abandonnée. Rien n’a changé.")
    return redirect("account_login")
