"""Settings of a real installation: refuses to start without its secrets, its hosts and its database."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import ALLAUTH_TRUSTED_PROXY_COUNT, env

SECRET_KEY = env.secret("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY must be random and at least 50 characters long.")

PORTAL_FIELD_KEYS = env.secret_words("PORTAL_FIELD_KEYS")
if not PORTAL_FIELD_KEYS or not all(map(env.is_field_key, PORTAL_FIELD_KEYS)):
    raise ImproperlyConfigured(
        "PORTAL_FIELD_KEYS must hold at least one key of 32 bytes in URL-safe base64 (docs/operation.md)."
    )

ALLOWED_HOSTS = env.words("PORTAL_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("PORTAL_HOSTS must name the hosts of the site, without a wildcard.")

env.secret("DATABASE_URL")  # a real installation says where its rows are
env.text("PORTAL_BASE_URL")  # mails carry absolute addresses
if env.flag("PORTAL_DEMO"):
    raise ImproperlyConfigured("PORTAL_DEMO cannot be on in production: its accounts have a password that is shown.")
if not env.flag("PORTAL_SECOND_FACTOR", True):
    raise ImproperlyConfigured("PORTAL_SECOND_FACTOR cannot be off: every session shows a second factor.")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# A browser takes these names from this very host alone, over TLS: no neighbour of the domain sets them for us.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = env.flag("PORTAL_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a supervisor asks the server itself, in plain http, by any name
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if ALLAUTH_TRUSTED_PROXY_COUNT:  # only a proxy that strips what the browser sent may speak for it
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = env.text("PORTAL_MAIL_HOST", "localhost")
EMAIL_PORT = env.number("PORTAL_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("PORTAL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.secret("PORTAL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("PORTAL_MAIL_TLS", False)
EMAIL_TIMEOUT = 10
