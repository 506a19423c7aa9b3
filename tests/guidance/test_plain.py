"""What is asked at every request has no health check of its own: the question finds a lost connection by itself."""

import pytest
from django.db import NotSupportedError, OperationalError, connection, connections

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
