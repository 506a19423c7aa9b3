"""Browsers that fill fiches, as for the tests of the wizard; the modules that need the loaded texts import `texts`."""

from tests.forms_app.wizard.conftest import begin, browser, loaded, physician

__all__ = ["begin", "browser", "loaded", "physician"]
