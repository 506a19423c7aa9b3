"""Where the papers are, since when, who holds them: moves in their order, said by the medical service (A-28, A-33)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from forms_app import policy
from forms_app.enums import JournalAct
from forms_app.models import CustodyMove, JournalEvent
from forms_app.rules.vocabulary import CustodyStep
from forms_app.services.dossiers import custody
from forms_app.services.trace.journal import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def move(accounts):
    """Function that records a move of the papers of a dossier."""

    def do(row, step, username="secretariat", day=None, **where):
        user = accounts[username]
        reader = policy.opened(user, row.pk, on=timezone.localdate())
        return custody.move(
            origin=Origin(user), reader=reader, step=CustodyStep(step), day=day or timezone.localdate(), **where
        )

    return do


def test_papers_are_put_away_lent_and_given_back(here, dossier_in, move, accounts):
    row = dossier_in(here)
    move(row, "placed", place="Salle B, armoire 2")
    move(row, "lent", "medecin", holder="Docteur Kerdoncuff-Essai")
    move(row, "returned", place="Salle B, armoire 2")
    reader = policy.opened(accounts["medecin"], row.pk, on=timezone.localdate())
    assert [each.step for each in custody.moves(reader)] == ["returned", "lent", "placed"]
    assert JournalEvent.objects.about(row).filter(act=JournalAct.CUSTODY_MOVED).count() == 3


@pytest.mark.parametrize(
    ("before", "step", "where", "field"),
    [
        ((), "lent", {"holder": "Un service"}, "step"),
        ((), "returned", {"place": "Salle B"}, "step"),
        (("placed",), "returned", {"place": "Salle B"}, "step"),
        ((), "placed", {"place": " "}, "place"),
        (("placed",), "lent", {}, "holder"),
        ((), "placed", {"place": "Armoire VIH"}, "place"),
        (("placed",), "lent", {"holder": "Service d’oncologie"}, "holder"),
    ],
)
def test_a_move_that_cannot_be_says_why_beside_its_field(before, step, where, field, here, dossier_in, move):
    row = dossier_in(here)
    for each in before:
        move(row, each, place="Salle B")
    with pytest.raises(ValidationError) as refused:
        move(row, step, **where)
    assert list(refused.value.error_dict) == [field]


def test_a_move_comes_on_the_day_of_the_last_one_or_later_and_not_before(here, dossier_in, move):
    row, today = dossier_in(here), timezone.localdate()
    move(row, "placed", place="Salle B", day=today - timedelta(days=2))
    with pytest.raises(ValidationError):
        move(row, "placed", place="Salle C", day=today - timedelta(days=3))
    assert move(row, "placed", place="Salle C", day=today - timedelta(days=2)).place == "Salle C"


def test_the_director_neither_reads_nor_records_them(here, dossier_in, move, signed_in, switched_on):
    row = dossier_in(here)
    move(row, "placed", place="CANARIARMOIRE")
    type(row).objects.filter(pk=row.pk).update(avis_state="under-cover")
    browser = signed_in("directeur")
    assert "CANARIARMOIRE" not in browser.get(f"/dossiers/{row.pk}/").content.decode()
    assert browser.get(f"/dossiers/{row.pk}/pieces/").status_code == 404
    with pytest.raises(policy.Absent):
        move(row, "lent", "directeur", holder="Moi")


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET place = place"])
def test_the_database_refuses_to_change_or_lose_a_move(statement, here, dossier_in, move):
    move(dossier_in(here), "placed", place="Salle B")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(CustodyMove._meta.db_table))


def test_the_screen_offers_what_may_follow_and_keeps_what_was_typed(here, dossier_in, signed_in, switched_on):
    row = dossier_in(here)
    browser, path = signed_in("secretariat"), f"/dossiers/{row.pk}/pieces/"
    assert 'value="lent"' not in browser.get(path).content.decode()
    day = f"{timezone.localdate():%d/%m/%Y}"
    answer = browser.post(path, {"step": "placed", "day": day, "place": "", "holder": "Un nom"})
    assert answer.status_code == 422 and "Un nom" in answer.content.decode()
    assert browser.post(path, {"step": "placed", "day": day, "place": "Salle B"}).status_code == 302
    assert 'value="lent"' in browser.get(path).content.decode()
    assert "Salle B" in browser.get(f"/dossiers/{row.pk}/").content.decode()
