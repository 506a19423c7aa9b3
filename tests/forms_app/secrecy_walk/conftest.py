"""The texts and the fiches loaded for this folder, and browsers that fill them, as for the tests of the wizard."""

from tests.forms_app.wizard.conftest import begin, browser, loaded, physician, texts

__all__ = ["begin", "browser", "loaded", "physician", "texts"]
