"""Name of the composing application, and Wagtail's user administration with our own forms."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal.accounts.roles import sync_groups_after_migrate

        post_migrate.connect(sync_groups_after_migrate, sender=self, dispatch_uid="portal.sync_groups")


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens; the viewset comes from here so that no form offers more rights than the role."""

    default = False
    user_viewset = "portal.accounts.viewsets.PortalUserViewSet"
