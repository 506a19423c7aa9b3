"""Both official texts, loaded once for every test of this folder and rolled back after the last one."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from guidance.models import EditionPage, SectionPage, TextPage
from guidance.views import page_cache
from tests.conftest import make_account


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """Report of the load, as the command prints it; the rows stay until the last test of the folder."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = StringIO()
        call_command("load_texts", stdout=said)
        yield Counter(
            {line: int(count) for line, _, count in (row.rpartition(": ") for row in said.getvalue().splitlines())}
        )
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def texts(loaded, db):
    """The two texts by slug; tests give the same version number to other pages, which a real site never does."""
    page_cache.clear()
    yield {text.slug: text for text in TextPage.objects.all()}
    page_cache.clear()


@pytest.fixture
def section():
    """Function that returns a section of the first editions: `section("iv")`, `section("article-2")`."""
    return lambda slug: SectionPage.objects.get(slug=slug, path__startswith=_first_edition(slug).path)


def _first_edition(slug: str) -> EditionPage:
    editions = EditionPage.objects.filter(slug__in=["2011-11-10", "2021-05-03"])
    return next(edition for edition in editions if edition.get_children().filter(slug=slug).exists())


@pytest.fixture
def person():
    """Function that makes one more account of a demonstration role: `person("valideur", "val2")`."""

    def make(role, username, **more):
        user = make_account(role, **more)
        user.username = username
        user.save()
        return user

    return make


@pytest.fixture
def browser():
    """Function that returns a browser of its own, signed in or not: `browser(user)`."""

    def open_one(user=None):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return open_one


@pytest.fixture
def desk(browser, person):
    """People of the desk with their browsers: two editors, two validators, a medical reader and a superuser."""
    people = {
        "editor": person("redacteur", "red"),
        "colleague": person("redacteur", "red2"),
        "validator": person("valideur", "val", first_name="Ysé", last_name="Valide"),
        "second": person("valideur", "val2"),
        "physician": person("relecteur-medical", "medic", first_name="Yaël", last_name="Médic"),
        "root": get_user_model().objects.create_superuser("root", password="mot-de-passe-de-racine"),
    }

    class Desk:
        def __getattr__(self, name):
            return browser(people[name])

        def person(self, name):
            return people[name]

    return Desk()
