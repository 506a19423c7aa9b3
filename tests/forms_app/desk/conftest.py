"""The two texts and the delivered mapping, for the tests of the desk of the fiches."""

import pytest

from guidance.models import TextPage
from tests.forms_app.loaded import everything, forget_what_is_held


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    with everything(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def texts(loaded, db):
    """The two texts by slug; nothing held from another test."""
    forget_what_is_held()
    yield {text.slug: text for text in TextPage.objects.all()}
    forget_what_is_held()
