"""Name of the composing application, and the parts of Wagtail that are taken with less than they bring."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portail"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from portal.accounts import open_sessions, sign_in_log
        from portal.accounts.roles import sync_groups_after_migrate

        user_logged_in.connect(open_sessions.begin, dispatch_uid="portal.open_session")
        sign_in_log.listen()
        post_migrate.connect(sync_groups_after_migrate, sender=self, dispatch_uid="portal.sync_groups")


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens; the viewset comes from here so that no form offers more rights than the role."""

    default = False
    user_viewset = "portal.accounts.viewsets.PortalUserViewSet"


# Wagtail's desk needs the three applications below; the portal offers no picture, no file, no snippet and no API.
# Each would register its part of the API, which loads a second web framework: eleven megabytes a process, half a
# second of every start, and addresses that nobody here asked for (docs/adr/0001-web-server.md).


class PortalImagesConfig(WagtailImagesAppConfig):
    default = False

    def ready(self):
        from wagtail.images import get_image_model, get_permission_policy
        from wagtail.permissions import register_permission_policy

        register_permission_policy(get_image_model(), get_permission_policy())


class PortalDocumentsConfig(WagtailDocsAppConfig):
    default = False

    def ready(self):
        from wagtail.documents import get_document_model, get_permission_policy
        from wagtail.permissions import register_permission_policy

        register_permission_policy(get_document_model(), get_permission_policy())


class PortalSnippetsConfig(WagtailSnippetsAppConfig):
    default = False

    def ready(self):
        from wagtail.snippets.models import register_deferred_snippets

        register_deferred_snippets()
