"""allauth's OpenID Connect, stricter: the identity token is always verified, bound to this browser, and says who it is.

Nothing of what the provider tells is kept but the identifier: no address, no name, no role.
"""

import secrets

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.deferred import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from portal.openid.profiles import PROFILES, Unidentified

_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384"})
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, requests.RequestException)


class ProfiledAdapter(OpenIDConnectOAuth2Adapter):
    """The exchange with one provider; `state` is what this browser was given when it left, taken once."""

    state: dict | None = None

    def complete_login(self, request, app, token, **kwargs):
        provider = self.get_provider()
        try:
            claims = self.claims(provider, kwargs["response"]["id_token"], token)
            login = provider.sociallogin_from_response(request, claims)
        except _MALFORMED as error:
            raise OAuth2Error(f"unreadable identity: {type(error).__name__}") from error
        login.claims = claims
        login.is_strong = claims["id_token"].get("acr") in provider.app.settings["levels"]
        return login

    def claims(self, provider, id_token, token) -> dict:
        """Return what the provider says, each part verified; OAuth2Error or another of `_MALFORMED` otherwise."""
        told = self._decode_id_token(provider.app, id_token)
        nonce = (self.state or {}).get("nonce")
        if not nonce or not secrets.compare_digest(str(told.get("nonce", "")).encode(), nonce.encode()):
            raise OAuth2Error("the token was made for another sign-in")
        if not told.get("sub"):
            raise OAuth2Error("the token names nobody")
        if not provider.profile.reads_userinfo:
            return {"id_token": told}
        more = self._fetch_user_info(token.token)
        if more.get("sub") != told["sub"]:
            raise OAuth2Error("two persons in one answer")
        return {"id_token": told, "userinfo": more}

    def _decode_id_token(self, app, id_token):
        """Verify signature, issuer, audience and time, whatever way it came by; one use where it has a number."""
        return self._verified(app, id_token, app.client_id)

    def _verified(self, app, written, audience):
        if jwt.get_unverified_header(written).get("alg") not in _ALGORITHMS:
            raise OAuth2Error("an algorithm that proves nothing")
        told = jwtkit.verify_and_decode(
            credential=written,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=audience,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if "exp" not in told:
            raise OAuth2Error("a token without an end")
        return told

    def _fetch_user_info(self, access_token):
        """Ask who it is; the answer may be a signed token itself."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        if response.headers.get("content-type", "").startswith("application/jwt"):
            app = self.get_provider().app
            return self._verified(app, response.text, app.client_id)
        return response.json()


class ProfiledProvider(OpenIDConnectProvider):
    """One of our profiles; the page that leads to it chooses neither scope, nor level, nor what the sign-in is for."""

    oauth2_adapter_class = ProfiledAdapter

    @property
    def profile(self):
        return PROFILES[self.app.provider_id]

    def get_redirect_from_request_kwargs(self, request):
        kwargs = {"process": AuthProcess.LOGIN, "scope": self.get_scope(), "auth_params": self.get_auth_params()}
        destination = get_next_redirect_url(request)
        return kwargs | ({"next_url": destination} if destination else {})

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**kwargs["auth_params"], "nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)

    def extract_uid(self, data):
        try:
            return self.profile.identifier_of(data["userinfo"] if "userinfo" in data else data["id_token"])
        except Unidentified as error:
            raise OAuth2Error(str(error)) from error

    def extract_extra_data(self, data):
        return {}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []


provider_classes = [ProfiledProvider]
