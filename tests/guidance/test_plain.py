"""What is asked at every request has no health check of its own: the question finds a lost connection by itself."""

import copy
from contextlib import closing

import pytest
from django.db import DatabaseError, NotSupportedError, OperationalError, connection, connections, transaction
from django.utils import timezone

from forms_app.models import Draft
from guidance import plain
from guidance.models import SiteVersion


@pytest.fixture
def lost_once(monkeypatch):
    """The database went away since the last request: the first question fails. Returns what was closed."""
    asked, closed = [], []
    ask = plain._rows

    def first_fails(connection, question, values):
        asked.append(1)
        if len(asked) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        return ask(connection, question, values)

    monkeypatch.setattr(plain, "_rows", first_fails)
    monkeypatch.setattr(connections["default"], "close", lambda: closed.append(1))
    return closed


@pytest.mark.django_db
def test_a_lost_connection_is_replaced_and_the_question_asked_again(lost_once, monkeypatch):
    SiteVersion.bump()
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    assert SiteVersion.current() == SiteVersion.objects.get().number
    assert lost_once == [1]


@pytest.mark.django_db
def test_inside_a_transaction_a_lost_connection_is_an_error_since_what_came_before_is_lost_too(lost_once):
    with pytest.raises(OperationalError):
        SiteVersion.current()
    assert lost_once == []


@pytest.mark.databases
@pytest.mark.django_db
def test_a_question_asked_again_and_again_is_kept_by_postgresql_and_answers_for_each_value():
    for number in range(6):
        assert plain.ask("SELECT CAST(%s AS integer) + 1", [number]) == [(number + 1,)]
    if connection.vendor == "postgresql":
        kept = connection.cursor().execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
        assert kept[0] >= 1


@pytest.mark.django_db
def test_a_prepared_question_whose_table_changed_is_asked_on_a_new_connection(monkeypatch):
    asked, closed = [], []

    def first_fails(connection, question, values):
        asked.append(question)
        if len(asked) == 1:
            raise NotSupportedError("cached plan must not change result type")
        return [(1,)]

    monkeypatch.setattr(plain, "_rows", first_fails)
    monkeypatch.setattr(connections["default"], "close", lambda: closed.append(1))
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    assert plain.ask("SELECT 1") == [(1,)]
    assert (len(asked), closed) == (2, [1])


@pytest.mark.databases
@pytest.mark.django_db
def test_a_row_made_is_the_row_of_the_orm_and_can_be_copied_refreshed_and_saved(django_user_model):
    physician = django_user_model.objects.create_user("aubrac")
    draft = Draft.objects.create(owner=physician, fiche="avis", payload=b"scelle", expires_at=timezone.now())
    usual = Draft.objects.get(pk=draft.pk)
    row = Draft.opened(physician.pk, draft.pk)
    columns = [field.attname for field in Draft._meta.concrete_fields]
    assert [getattr(row, name) for name in columns] == [getattr(usual, name) for name in columns]
    assert (row, hash(row), row.get_deferred_fields(), row._state.db) == (usual, hash(usual), set(), usual._state.db)
    other = copy.deepcopy(row)
    assert (other, other.owner, row.owner) == (usual, physician, physician)
    row.fiche = "autre"
    row.save()
    assert Draft.objects.get().fiche == "autre"
    Draft.objects.update(fiche="encore")
    row.refresh_from_db()
    assert row.fiche == "encore"


@pytest.mark.databases
@pytest.mark.django_db(transaction=True)
def test_a_connection_closed_and_opened_again_is_asked_on_its_own_cursor():
    for number in range(3):
        assert plain.ask("SELECT CAST(%s AS integer)", [number]) == [(number,)]
        connection.close()
    assert plain.ask("SELECT CAST(%s AS integer)", [3]) == [(3,)]


@pytest.mark.databases
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_its_server_closed_is_replaced_by_the_next_question():
    asked = "SELECT CAST(%s AS integer)"
    assert plain.ask(asked, [1]) == [(1,)]
    if connection.vendor == "postgresql":
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert plain.ask(asked, [2]) == [(2,)]


@pytest.mark.databases
@pytest.mark.django_db
def test_a_question_that_failed_leaves_its_cursor_good_and_a_broken_transaction_closed():
    asked = "SELECT 10 / CAST(%s AS integer) FROM guidance_siteversion WHERE id = %s OR 1 = 1"
    SiteVersion.bump()
    with pytest.raises(DatabaseError), transaction.atomic():
        plain.ask("SELECT nothing_of_that_name")
    assert plain.ask(asked, [5, 1])[0] == (2,)
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            plain.ask(asked, [5, 1])
    assert plain.ask(asked, [2, 1])[0] == (5,)


@pytest.mark.databases
@pytest.mark.django_db
def test_what_is_written_is_undone_with_its_transaction():
    SiteVersion.bump()
    before = SiteVersion.current()
    with transaction.atomic():
        assert plain.write("UPDATE guidance_siteversion SET number = number + %s WHERE id = 1", [7]) == 1
        assert SiteVersion.current() == before + 7
        transaction.set_rollback(True)
    assert SiteVersion.current() == before


@pytest.mark.databases
@pytest.mark.django_db
def test_no_more_than_so_many_cursors_are_kept(monkeypatch):
    monkeypatch.setattr(plain, "_MOST_QUESTIONS", 2)
    for number in range(9):
        assert plain.ask(f"SELECT {number}") == [(number,)]
    assert len(getattr(connection, "plain_cursors", (None, {}))[1]) <= 3
