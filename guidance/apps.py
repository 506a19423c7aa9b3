"""Name and label of the application that holds the official texts."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = "Textes officiels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from guidance.search import live
        from guidance.services import tables
        from guidance.views import reading

        reading.connect()
        tables.watch()
        live.connect()
