"""Every address of dossiers, open: who is answered what by role, authority and state, and what rests in clear."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from forms_app import urls_dossiers
from forms_app.enums import Compartment
from tests.dossier_matrix import ACTORS, OPEN, PLACES, POSTED
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.conftest import undone
from tests.forms_app.secrecy_walk.searching import found_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_and_undone")]
PATTERNS = sorted(str(each.pattern) for each in urls_dossiers.urlpatterns)
#: Marks that the database may hold in clear: where the papers are is not medical, and passes the outgoing check.
IN_CLEAR = {f"{marked.SIGN}GARDE"}


def path_of(pattern, row):
    """The address of a pattern for a dossier: its own avis, letter and note."""
    note = row.sent.get(recipient="director").pk
    values = {
        "<uuid:dossier>": row.pk, "<slug:act>": "begin-review", "<slug:fiche>": "receipt",
        "<uuid:avis>": row.avis.get().pk, "<uuid:sent>": note, "<uuid:note>": note,
    }  # fmt: skip
    for name, value in values.items():
        pattern = pattern.replace(name, str(value))
    return f"/dossiers/{pattern}" if "<" not in pattern else None


def answered(browser, path):
    response = browser.get(path)
    return str(response.status_code)


def posted(browser, path):
    """The answer to an empty form, and nothing of it kept: the next person finds the dossier as it was."""
    with undone():
        return str(browser.post(path).status_code)


@pytest.fixture
def browsers(people):
    found = {actor: marked.browser_of(people[actor]) for actor in marked.ACTORS}
    return found | {"anonymous": Client(raise_request_exception=False)}


@pytest.mark.parametrize("pattern", OPEN)
def test_an_address_of_a_dossier_answers_by_role_authority_and_state_as_the_table_says(pattern, browsers, rows):
    seen = {place: " ".join(answered(browsers[actor], path_of(pattern, rows[place])) for actor in ACTORS)
            for place in PLACES}  # fmt: skip
    assert seen == dict(zip(PLACES, OPEN[pattern], strict=True)), f"seen: {pattern!r}: {tuple(seen.values())},"


@pytest.mark.parametrize("pattern", OPEN)
def test_an_address_of_a_dossier_answers_an_empty_form_by_role_authority_and_state_as_the_table_says(
    pattern, browsers, rows
):
    """What is asked of an address without a word typed: who may not read a dossier may not write in it either."""
    seen = {place: " ".join(posted(browsers[actor], path_of(pattern, rows[place])) for actor in ACTORS)
            for place in PLACES}  # fmt: skip
    assert pattern in POSTED, f"seen: {pattern!r}: {tuple(seen.values())},"
    assert seen == dict(zip(PLACES, POSTED[pattern], strict=True)), f"seen: {pattern!r}: {tuple(seen.values())},"


@pytest.mark.parametrize("pattern", OPEN)
def test_who_is_answered_that_a_dossier_does_not_exist_is_answered_so_whatever_the_method(pattern, browsers):
    for place, read, wrote in zip(PLACES, OPEN[pattern], POSTED[pattern], strict=True):
        for actor, got, sent in zip(ACTORS, read.split(), wrote.split(), strict=True):
            if actor != "anonymous" and got == "404":
                assert sent in ("404", "405"), (place, actor)


def test_the_table_holds_no_address_that_is_gone():
    assert set(OPEN) == set(POSTED) <= set(PATTERNS)


def test_whoever_is_not_listed_a_dossier_is_answered_everywhere_that_it_does_not_exist(browsers, rows):
    """Whatever addresses come: by role, authority and state."""
    own = [each for each in PATTERNS if each.startswith(marked.KEY)]
    for actor in marked.ACTORS:
        for tag in set(rows) - set(marked.OPEN[actor]):
            paths = filter(None, (path_of(pattern, rows[tag]) for pattern in own))
            reached = {path: answered(browsers[actor], path) for path in paths}
            assert set(reached.values()) <= {"404", "405"}, (actor, tag, reached)


def test_after_everybody_has_read_nothing_sealed_rests_in_clear_anywhere(people, rows, caplog):
    """Rows, sessions, caches, index of the search, outbox, journal: the whole database is searched, and the log."""
    with caplog.at_level(logging.DEBUG):
        for actor in marked.ACTORS:
            marked.seen(people[actor], rows)
    words = [f"{marked.SIGN}{field}" for part, fields in marked.FIELDS.items() for field in fields
             if part not in (Compartment.CUSTODY, Compartment.ACCESS) and field != "ECHANGE"]  # fmt: skip
    assert {table: told for table in tables() if (told := found_in(dump(table), words))} == {}
    assert not [record for record in caplog.records if marked.SIGN in record.getMessage().upper()]
    assert mail.outbox == []


def test_what_may_rest_in_clear_is_found_by_the_same_search(rows):
    found = [table for table in tables() if found_in(dump(table), sorted(IN_CLEAR))]
    assert found == ["forms_app_custodymove"]


def tables():
    return sorted(connection.introspection.table_names())


def dump(table) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
        cells = [cell for row in cursor.fetchall() for cell in row]
    return b"\n".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cells)
