"""The authorities and dossiers of the dossiers' tests."""

from tests.forms_app.dossiers.conftest import act, dossier_in, elsewhere, here, switched_on  # noqa: F401 - fixtures
