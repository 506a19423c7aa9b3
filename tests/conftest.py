"""Fixtures that every test may use: accounts of each role and browsers signed in with them."""

import sqlite3
from collections import Counter
from functools import wraps

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from portal.accounts.demo import ACCOUNTS
from tests.journal import emptied

PASSWORD = "mot-de-passe-des-essais-42"
#: Few tests, long ones: begun first, so that no process is left alone with one of them at the end.
LONG = ("test_postgresql.py", "browser/", "forms_app/secrecy_walk/", "wizard/test_hostile.py")


def pytest_collection_modifyitems(items):
    """Long files first, then those with the most tests, last those that empty the tables; a file keeps its order."""
    counts = Counter(item.path for item in items)
    emptying = {item.path for item in items if empties(item)}

    def rank(item):
        place = str(item.path)
        found = next((number for number, name in enumerate(LONG) if name in place), len(LONG))
        return item.path in emptying, found, -counts[item.path], place

    items.sort(key=rank)


def empties(item):
    """Whether a test commits what it writes, so that every table is emptied after it."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))


ALWAYS = 4_102_444_800  # seconds: a day of 2100, later than any clock of a test


def make_stale(browser):
    """Let the proof of a browser be older than anything that asks for a fresh one."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return browser


def with_second_factor(force_login):
    """A browser that a test signs in by itself has shown both factors, and the proof stays fresh however long it runs.

    The tests of the sign-in post real passwords and real codes instead; `make_stale` is for those of grave acts.
    """

    @wraps(force_login)
    def inner(client, user, backend=None):
        force_login(client, user, backend)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": ALWAYS}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    return inner


Client.force_login = with_second_factor(Client.force_login)


def make_account(username, **identity):
    """Account with the demonstration role of that name and the password of the tests."""
    first_name, last_name, role = ACCOUNTS[username]
    defaults = {"first_name": first_name, "last_name": last_name, "email": f"{username}@exemple.invalid"}
    user = get_user_model().objects.create_user(username, password=PASSWORD, **(defaults | identity))
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.fixture
def accounts(db):
    """The accounts of the demonstration, by user name."""
    return {username: make_account(username) for username in ACCOUNTS}


@pytest.fixture
def signed_in(accounts, client):
    """Function that signs the test's browser in under a role: `signed_in("redacteur")` returns the client."""

    def sign_in(username):
        client.force_login(accounts[username])
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _journal_emptied_before_the_flush(request):
    """A test with real transactions ends by emptying every table; the journal lets nobody do it, so it goes first."""
    marker = request.node.get_closest_marker("django_db")
    real = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if real:
        request.getfixturevalue("transactional_db")
    yield
    if real:
        emptied()


@pytest.fixture
def shared_database(tmp_path):
    """URL by which another process reaches rows like ours: a copy on SQLite, the same database on PostgreSQL."""
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        return f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT'] or 5432}"
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{tmp_path / 'copy.sqlite3'}"
