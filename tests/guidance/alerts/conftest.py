"""Alerts and meetings of a test, and the people of the desk."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from guidance.models import NetworkNews
from guidance.views import page_cache
from tests.conftest import make_account


@pytest.fixture(autouse=True)
def pages_forgotten(db):
    """Tests give the same version number to other pages, which a real site never does."""
    page_cache.clear()
    yield
    page_cache.clear()


@pytest.fixture
def editor(db):
    return make_account("redacteur")


@pytest.fixture
def validator(db):
    return make_account("valideur")


@pytest.fixture
def reader(db):
    """Who gives the medical reading."""
    return make_account("relecteur-medical")


@pytest.fixture
def physician(db):
    return make_account("medecin")


@pytest.fixture
def make(editor, validator, reader):
    """Function that keeps an alert: `make("Rougeole", "2027-03-01", "2027-03-10", validated=False, groups=["vih"])`."""

    def one(title="Alerte d’essai", starts="2027-03-01", ends="2027-03-10", *, validated=True, **more):
        values = {"kind": "alert", "body": "Ce que chacun doit savoir.", "source": "Source d’essai"} | more
        if validated and values["kind"] == "alert":
            values |= {"legal_by": validator, "medical_by": reader}
            values |= {"validated_by": reader, "validated_at": timezone.now()}
        days = {"starts_on": date.fromisoformat(starts), "ends_on": date.fromisoformat(ends)}
        return NetworkNews.objects.create(title=title, **{"entered_by": editor} | days | values)

    return one


@pytest.fixture
def browser():
    """Function that returns a browser signed in as somebody."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in
