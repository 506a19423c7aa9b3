"""The application of the official forms; its start closes the one log that would repeat what a person typed."""

import logging

from django.apps import AppConfig


class FormsAppConfig(AppConfig):
    name = "forms_app"
    verbose_name = "Fiches et dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from forms_app.services.doctrine import beside_library, mapping

        logging.getLogger("django.template").addFilter(without_context)
        beside_library.connect()
        mapping.connect()


def without_context(record: logging.LogRecord) -> bool:
    """Take the traceback out of what templates log: it quotes the whole page, answers included.

    The level is no protection: whoever looks for a fault opens every logger.
    """
    record.exc_info = record.exc_text = None
    return True
