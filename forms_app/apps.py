"""Name and label of the application that will hold the official forms."""

from django.apps import AppConfig


class FormsAppConfig(AppConfig):
    name = "forms_app"
    verbose_name = "Fiches et dossiers"
    default_auto_field = "django.db.models.BigAutoField"
