"""Settings of a real installation: refuses to start without its secrets, its hosts and its database."""

from .base import *  # noqa: F403
from .base import env

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("PORTAL_HOSTS")
