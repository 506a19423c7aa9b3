"""Settings of the tests: the product's own, with a constant key, quick password hashes and no static manifest."""

from .base import *
from .base import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "portal.openid"]  # off all the same: no provider is configured
SECRET_KEY = "constant-key-of-the-tests-only"  # noqa: S105 - of the tests only
PORTAL_FIELD_KEYS = ["Y2xlLWRlcy1lc3NhaXMtc2V1bGVtZW50LTAwMDAwMDE="]
PORTAL_NAMED_FILES = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
