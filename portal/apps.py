"""Name of the composing application, and Wagtail's user administration with our own forms."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"
    default = True
    default_auto_field = "django.db.models.BigAutoField"


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens; the viewset comes from here so that no form offers more rights than the role."""

    default = False
