"""The texts and the fiches, loaded once for this folder, and people who fill them over HTTP."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from forms_app.models import Draft
from forms_app.services.doctrine import clauses
from tests.conftest import make_account
from tests.forms_app.wizard.filling import Filling


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The two texts and what is delivered with the fiches; rolled back after the last test of the folder."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_texts", stdout=StringIO())
        call_command("load_fiches", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def texts(loaded, db):
    clauses.clear()
    yield
    clauses.clear()


@pytest.fixture
def physician():
    return make_account("medecin")


@pytest.fixture
def browser(physician):
    """A browser signed in as the physician; each is its own window with its own cookies."""
    client = Client()
    client.force_login(physician)
    return client


@pytest.fixture
def begin(browser):
    """Function that starts a fiche from its page and returns what is needed to fill it."""

    def start(fiche="avis", authority="ars", file="avec", client=browser):
        page = client.get(reverse("forms_app:new", args=[fiche]))
        run = re.search(r'name="passage" value="([0-9a-f-]{36})"', page.content.decode())[1]
        response = client.post(
            reverse("forms_app:new", args=[fiche]), {"passage": run, "autorite": authority, "dossier": file}
        )
        assert response.status_code == 302, response.content.decode()
        return Filling(client, Draft.objects.get(pk=run))

    return start
