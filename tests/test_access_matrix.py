"""Every address × every role × GET and POST → the expected answer; an address missing from the table fails."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from portal.accounts.demo import ACCOUNTS
from tests.access import METHODS, ROLES, answer, build_world, path_of, patterns
from tests.access_matrix import ALWAYS_OPEN, ANONYMOUS, MATRIX
from tests.conftest import make_account

PATTERNS = patterns()
pytestmark = pytest.mark.django_db  # asks for the test database; the rows are made once, below
WITHOUT_DESK = ("medecin", "secretariat", "directeur")


@contextmanager
def undone():
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The texts, the accounts and a browser for each role, made once for the whole module."""
    with django_db_blocker.unblock(), undone():
        call_command("load_texts", verbosity=0)
        call_command("load_fiches", stdout=StringIO())
        browsers = {"anonymous": Client(raise_request_exception=False)}
        for username in ACCOUNTS:
            browsers[username] = Client(raise_request_exception=False)
            browsers[username].force_login(make_account(username))
        yield build_world(), browsers


@pytest.fixture(scope="module")
def storable():
    """What a browser might keep of what it was answered under a session: (method, address, role)."""
    return set()


@pytest.fixture(scope="module")
def observed(world, storable):
    """What each address answered: {pattern: {method: [answer of each role, in the order of ROLES]}}."""
    rows, browsers = world
    return {
        pattern: {
            method: [ask(browsers[role], method, pattern, rows, storable) for role in ROLES] for method in METHODS
        }
        for pattern in PATTERNS
    }


def ask(browser, method, pattern, rows, storable=None):
    """Answer to one request whose effects are undone; an address without a path says which value it lacks."""
    try:
        path = path_of(pattern, rows)
    except KeyError as lacking:
        return f"no-value-for-{lacking.args[0]}"
    session = browser.cookies.copy()
    with undone():
        response = getattr(browser, method)(path)
        said = answer(response)
    if storable is not None and session and "no-store" not in response.headers.get("Cache-Control", ""):
        storable.add((method, pattern, said))
    browser.cookies = session
    return said


def row(answers):
    """Line of the table, ready to be reviewed and pasted."""
    return "(" + ", ".join(f'"{" ".join(answers[method])}"' for method in METHODS) + ")"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_address_answers_each_role_as_the_table_says(pattern, observed):
    assert pattern in MATRIX, f"missing from tests/access_matrix.py; seen: {pattern!r}: {row(observed[pattern])},"
    expected = dict(zip(METHODS, (line.split() for line in MATRIX[pattern]), strict=True))
    assert observed[pattern] == expected, f"seen: {pattern!r}: {row(observed[pattern])},"


def test_the_table_holds_no_address_that_is_gone():
    assert sorted(set(MATRIX) - set(PATTERNS)) == []


def test_without_a_session_only_the_literal_list_is_reached(observed):
    reached = {
        (method, pattern)
        for pattern, answers in observed.items()
        for method in METHODS
        if answers[method][0] not in ("login", "404", "405")
    }
    assert reached == ANONYMOUS


def test_nothing_answered_under_a_session_stays_in_the_browser(observed, storable):
    assert storable == set()


def test_a_role_without_the_desk_reaches_nothing_of_it(observed):
    reached = {
        (pattern, role)
        for pattern, answers in observed.items()
        for method in METHODS
        for role, said in zip(ROLES, answers[method], strict=True)
        if pattern.startswith("admin/") and role in WITHOUT_DESK and said not in ("403", "login", "302")
    }
    assert reached == set()


def test_no_address_answers_with_an_error_of_the_server(observed):
    broken = [
        (pattern, method, role, said)
        for pattern, answers in observed.items()
        for method in METHODS
        for role, said in zip(ROLES, answers[method], strict=True)
        if said.startswith("5")
    ]
    assert broken == []


def test_closed_reading_leads_every_page_to_the_sign_in(world, settings):
    settings.PORTAL_OPEN_READING = False
    rows, browsers = world
    said = {pattern: ask(browsers["anonymous"], "get", pattern, rows) for pattern in PATTERNS}
    assert {pattern for pattern, answer in said.items() if answer not in ("login", "404", "405")} == ALWAYS_OPEN
