"""The editors' desk of the fiches: clauses beside the questions, models of letters, what is missing."""

from forms_app.wagtail_hooks import home, mapping, menu, models

__all__ = ["home", "mapping", "menu", "models"]
