"""The editors' desk of the fiches: clauses beside the questions, models of letters, the register of doctors."""

from forms_app.wagtail_hooks import home, mapping, menu, messages, models, register

__all__ = ["home", "mapping", "menu", "messages", "models", "register"]
