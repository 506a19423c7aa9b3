"""The texts with their references, loaded once for this folder, and references made for a test."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from guidance.models import Reference
from guidance.services import library


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_texts", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def library_loaded(loaded, db):
    """Every test of this folder finds the references of the two texts."""


@pytest.fixture
def make():
    """Function that makes a reference: `make("Guide", countries=["ML"], groups=["vih"], status="dead")`."""

    def one(title="Guide d’essai", *, countries=(), groups=(), **values):
        values = {"publisher": "Organisme d’essai", "kind": "association", "url": "https://exemple.invalid/"} | values
        scope = "listed" if countries else "everywhere"
        row = Reference.objects.create(title=title, **({"scope": scope} | values))
        library.cover(row, list(countries), list(groups))
        return row

    return one
