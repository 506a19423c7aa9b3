"""The two texts loaded once, the authorities of the dossiers' tests, and reports that have arrived."""

import pytest

from tests.forms_app.dossiers.conftest import (  # noqa: F401 - fixtures
    act,
    dossier_in,
    elsewhere,
    here,
    switched_on,
)
from tests.forms_app.loaded import everything, forget_what_is_held


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    with everything(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def texts(loaded, db, settings):
    settings.PORTAL_NAMED_FILES = True
    forget_what_is_held()
    yield
    forget_what_is_held()


@pytest.fixture
def arrived(here, dossier_in, act):
    """Function that opens a dossier whose report has come today."""

    def make(**changes):
        row = dossier_in(here, **changes)
        act(row, "register-report", author_kind="hospital")
        return row

    return make
