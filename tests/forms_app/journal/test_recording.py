"""A row says who did what, when and from where, never a value; the database refuses to change or lose it."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from forms_app import chain
from forms_app.enums import JournalAct
from forms_app.models import Draft, JournalEvent
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from forms_app.services.trace.journal_check import verify
from tests.journal import sql

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
COMMAND = Origin.command("essai")


def rows(number):
    return [journal.record(JournalAct.TEAM_READ, COMMAND) for _ in range(number)]


def test_a_row_says_who_what_about_which_row_and_from_where(accounts):
    person = accounts["medecin"]
    origin = Origin(person, "dossiers:team", "physician", "ars-essai", chain.source_of("10.1.2.3"), uuid.uuid4().hex)
    row = journal.record(JournalAct.TEAM_READ, origin, person)
    row.refresh_from_db()
    assert (row.actor, row.object_type, row.object_id, row.act) == (person, "user", str(person.pk), "team-read")
    assert (row.role, row.authority, row.route) == ("physician", "ars-essai", "dossiers:team")


def test_the_address_is_not_kept_but_the_same_place_is_recognised():
    assert chain.source_of("10.1.2.3") == chain.source_of("10.1.2.3") != chain.source_of("10.1.2.4")
    assert "10.1" not in chain.source_of("10.1.2.3")
    assert chain.source_of("") == ""


def test_rows_are_numbered_from_one_and_each_holds_the_seal_of_the_one_before():
    first, second, third = rows(3)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert [first.previous, second.previous, third.previous] == [chain.ORIGIN, first.seal, second.seal]


@pytest.mark.parametrize("route", ["Aubrac Camille", "/dossiers/1/?nom=Aubrac", "é", "x" * 81])
def test_what_is_no_name_of_a_screen_does_not_enter(route):
    with pytest.raises(ValueError, match="names only"):
        journal.record(JournalAct.TEAM_READ, Origin(None, route))


def test_an_act_outside_the_closed_list_does_not_enter():
    with pytest.raises(ValueError, match="not a valid"):
        journal.record("dossier de Camille Aubrac", COMMAND)


def test_a_key_that_is_a_text_does_not_enter():
    with pytest.raises(ValueError, match="numbers and UUIDs"):
        journal.record(JournalAct.TEAM_READ, COMMAND, Draft(pk="un nom"))


def test_an_act_that_is_undone_leaves_no_row_and_no_hole():
    rows(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        rows(2)
        raise RuntimeError
    assert rows(1)[0].number == 2
    assert verify().sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE JOURNAL SET act = 'x' WHERE number = 2",
        "DELETE FROM JOURNAL WHERE number = 2",
        "DELETE FROM JOURNAL",
        "INSERT INTO JOURNAL SELECT 9, at, actor_id, role, authority, act, object_type, object_id, route, source, "
        "request, result, key_name, previous, seal FROM JOURNAL WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_any_change_removal_or_row_out_of_order(statement):
    rows(3)
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)
    assert verify().rows == 3


def test_the_database_refuses_to_replace_or_to_empty():
    rows(3)
    replace = "REPLACE INTO JOURNAL SELECT * FROM JOURNAL WHERE number = 2"
    statement = "TRUNCATE JOURNAL" if connection.vendor == "postgresql" else replace
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)
    assert verify().sound


@pytest.mark.parametrize("change", ["row", "rows", "removal", "removals"])
def test_the_code_refuses_it_too(change):
    row = rows(1)[0]
    acts = {
        "row": row.save,
        "rows": lambda: JournalEvent.objects.update(act="x"),
        "removal": row.delete,
        "removals": JournalEvent.objects.all().delete,
    }
    with pytest.raises(TypeError):
        acts[change]()


def test_an_account_that_acted_cannot_be_removed(accounts):
    journal.record(JournalAct.TEAM_READ, Origin(accounts["medecin"]))
    with pytest.raises(DatabaseError):
        get_user_model().objects.get(username="medecin").delete()
