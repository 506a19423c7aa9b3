"""The identity providers of the environment, as allauth reads them; none unless PORTAL_OPENID names some."""

from django.core.exceptions import ImproperlyConfigured

from portal.openid.profiles import PROFILES

from . import environment as env

NAMED = env.words("PORTAL_OPENID")


def configured() -> dict:
    """Return `SOCIALACCOUNT_PROVIDERS`; a profile that is named and not whole refuses to start."""
    unknown = set(NAMED) - set(PROFILES)
    if unknown:
        raise ImproperlyConfigured(f"PORTAL_OPENID knows {', '.join(PROFILES)}; got {', '.join(sorted(unknown))}.")
    apps = [app(PROFILES[key], *_asked(PROFILES[key].variable)) for key in NAMED]
    return {"openid_connect": {"APPS": apps}}


def app(profile, discovery, client, secret, acr=()) -> dict:
    """Return one provider: code flow with PKCE, the levels asked for, its discovery address as it stands."""
    levels = list(acr or profile.acr)
    return {
        "provider_id": profile.key,
        "name": profile.name,
        "client_id": client,
        "secret": secret,
        "settings": {
            "server_url": discovery,
            "scope": list(profile.scopes),
            "auth_params": {"acr_values": " ".join(levels)},
            "oauth_pkce_enabled": True,
            "levels": levels,
        },
    }


def _asked(variable):
    discovery = env.text(f"{variable}_DISCOVERY")
    if not discovery.startswith("https://") or "/.well-known/" not in discovery:
        raise ImproperlyConfigured(f"{variable}_DISCOVERY must be an https address of discovery (/.well-known/…).")
    client, secret = env.text(f"{variable}_CLIENT_ID"), env.secret(f"{variable}_CLIENT_SECRET")
    return discovery, client, secret, env.words(f"{variable}_ACR")
