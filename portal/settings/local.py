"""Settings of a workstation: secrets made and kept in the data directory, demonstration accounts, plain HTTP."""

from .base import *
from .base import DATA_DIR, env

SECRET_KEY = env.kept_secret(DATA_DIR / "secret_key")
PORTAL_FIELD_KEYS = env.kept_secret(DATA_DIR / "field_keys", env.new_field_key).split(",")
PORTAL_NAMED_FILES = env.flag("PORTAL_NAMED_FILES", True)
PORTAL_DOSSIERS = env.flag("PORTAL_DOSSIERS", True)  # the demonstration keeps synthetic people only
DEBUG = env.flag("PORTAL_DEBUG", False)
PORTAL_DEMO = env.flag("PORTAL_DEMO", True)
# The accounts of a demonstration sign in in one step, unless somebody wants to see the second one.
PORTAL_SECOND_FACTOR = env.flag("PORTAL_SECOND_FACTOR", not PORTAL_DEMO)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # a security key on this machine, without TLS
ALLOWED_HOSTS = env.words("PORTAL_HOSTS", "127.0.0.1,localhost,[::1]")
PORTAL_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
