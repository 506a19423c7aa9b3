"""Whoever takes the locks off and changes the journal is seen; what cannot be seen is said."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from forms_app import chain
from forms_app.enums import JournalAct
from forms_app.models import JournalEvent
from forms_app.services.trace import journal, journal_heads
from forms_app.services.trace.journal import Origin
from forms_app.services.trace.journal_check import LIMITS, missing_triggers, verify
from portal.settings.environment import new_field_key
from tests.journal import sql, unlocked

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture(autouse=True)
def heads_file(settings, tmp_path):
    settings.PORTAL_JOURNAL_HEADS = str(tmp_path / "kept" / "heads.txt")


@pytest.fixture
def ten(db):
    """A journal of ten rows whose head was exported at the tenth."""
    write(10)
    journal_heads.export()


def write(number):
    for _ in range(number):
        journal.record(JournalAct.TEAM_READ, Origin.command("essai"))


def faulty(heads=True):
    return [fault.number for fault in verify(journal_heads.kept() if heads else ()).faults]


def remade(first):
    """Seal every row again from one on, as somebody who holds the keys would; nothing tells inside the database."""
    previous = JournalEvent.objects.get(number=first - 1).seal
    for row in JournalEvent.objects.filter(number__gte=first).order_by("number"):
        row.previous = previous
        row.seal = previous = chain.seal(row.sealed_values(), row.key_name)
        sql("UPDATE JOURNAL SET previous = %s, seal = %s WHERE number = %s", [row.previous, row.seal, row.number])


def test_a_journal_left_alone_is_sound(ten):
    found = verify(journal_heads.kept())
    assert (found.rows, found.heads_compared, found.faults, found.warnings) == (10, 1, [], [])


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "membership-ended"), ("role", "auditor"), ("object_id", "7"), ("source", "0" * 16), ("result", "refused")],
)
def test_a_changed_row_is_named(ten, column, value):
    with unlocked():
        sql(f"UPDATE JOURNAL SET {column} = %s WHERE number = 4", [value])  # noqa: S608 - columns listed above
    assert faulty() == [4]


def test_a_changed_moment_is_named(ten):
    with unlocked():
        sql("UPDATE JOURNAL SET at = (SELECT at FROM JOURNAL WHERE number = 1) WHERE number = 4")
    assert faulty() == [4]


def test_a_removed_row_is_named(ten):
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number = 4")
    assert faulty() == [5]


def test_a_row_removed_and_the_next_ones_renumbered_is_seen(ten):
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number = 4")
        for number in range(5, 11):
            sql("UPDATE JOURNAL SET number = %s WHERE number = %s", [number - 1, number])
    assert faulty()[0] == 4


def test_an_inserted_row_is_seen(ten):
    forged = JournalEvent.objects.get(number=10)
    forged.number, forged.previous = 11, forged.seal
    forged._state.adding = True
    with unlocked():
        forged.save()
    assert faulty() == [11]


def test_a_row_sealed_again_with_the_keys_shows_at_the_next_one(ten):
    with unlocked():
        sql("UPDATE JOURNAL SET role = 'auditor' WHERE number = 4")
        row = JournalEvent.objects.get(number=4)
        sql("UPDATE JOURNAL SET seal = %s WHERE number = 4", [chain.seal(row.sealed_values(), row.key_name)])
    assert faulty() == [5]


def test_a_chain_remade_with_the_keys_is_seen_by_the_exported_head_alone(ten):
    with unlocked():
        sql("UPDATE JOURNAL SET role = 'auditor' WHERE number = 4")
        remade(4)
    assert faulty(heads=False) == []
    assert faulty() == [10]


def test_a_tail_that_was_cut_is_seen_by_the_exported_head_alone(ten):
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number > 7")
    assert faulty(heads=False) == []
    assert faulty() == [10]


def test_a_tail_cut_and_grown_again_is_seen(ten):
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number > 7")
    write(5)
    assert faulty() == [10]


def test_an_emptied_journal_is_seen(ten):
    with unlocked():
        sql("DELETE FROM JOURNAL")
    assert faulty() == [10]


def test_without_a_head_the_verification_says_what_it_could_not_compare():
    write(1)
    found = verify()
    assert found.sound
    assert "Aucune tête exportée" in found.warnings[0]


def test_a_lock_that_the_database_lost_is_said(ten):
    assert missing_triggers() == set()
    sql("DROP TRIGGER journal_never_loses" + (" ON JOURNAL" if connection.vendor == "postgresql" else ""))
    assert missing_triggers() == {"journal_never_loses"}
    assert "journal_never_loses" in " ".join(verify(journal_heads.kept()).warnings)


def test_a_rotated_key_still_verifies_and_a_lost_one_is_said(ten, settings):
    old = list(settings.PORTAL_FIELD_KEYS)
    settings.PORTAL_FIELD_KEYS = [new_field_key(), *old]
    write(1)
    assert faulty() == []
    settings.PORTAL_FIELD_KEYS = settings.PORTAL_FIELD_KEYS[:1]
    assert "clé absente" in str(verify().faults[0])


# --- heads outside -----------------------------------------------------------------------------------------------


def test_a_head_leaves_only_when_the_journal_grew(settings):
    settings.PORTAL_JOURNAL_MAIL = ["garde@exemple.invalid"]
    assert journal_heads.export() is None
    write(2)
    assert journal_heads.export().number == 2
    assert journal_heads.export() is None
    write(1)
    assert journal_heads.export().number == 3
    assert [head.number for head in journal_heads.kept()] == [2, 3]
    assert [message.body.split()[1] for message in mail.outbox] == ["2", "3"]


def test_a_journal_that_became_shorter_is_an_alarm_and_is_not_exported(ten, caplog):
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number > 7")
    assert journal_heads.export() is None
    assert [head.number for head in journal_heads.kept()] == [10]
    assert "shorter than its exported head 10" in caplog.text


def test_the_command_says_sound_what_was_compared_and_what_it_cannot_see(ten):
    said = StringIO()
    call_command("verify_journal", stdout=said)
    assert "10 lignes vérifiées, 1 têtes exportées comparées" in said.getvalue()
    assert "intact" in said.getvalue()
    assert all(limit in said.getvalue() for limit in LIMITS)


def test_the_command_fails_and_names_the_row(ten):
    with unlocked():
        sql("UPDATE JOURNAL SET role = 'auditor' WHERE number = 4")
    with pytest.raises(CommandError, match="ligne 4 : modifiée"):
        call_command("verify_journal", stdout=StringIO())


def test_the_command_compares_the_heads_received_by_mail(ten, tmp_path, settings):
    mailed = tmp_path / "mailed.txt"
    mailed.write_text(f"{journal_heads.current()}\n", encoding="utf-8")
    settings.PORTAL_JOURNAL_HEADS = str(tmp_path / "lost.txt")
    with unlocked():
        sql("DELETE FROM JOURNAL WHERE number > 9")
    with pytest.raises(CommandError, match="la fin du journal a été coupée"):
        call_command("verify_journal", heads=mailed, stdout=StringIO())


def test_a_file_that_holds_no_head_is_refused_by_name(tmp_path):
    path = tmp_path / "other.txt"
    path.write_text("bonjour\n", encoding="utf-8")
    with pytest.raises(CommandError, match="bonjour"):
        call_command("verify_journal", heads=path, stdout=StringIO())


def test_the_command_exports_on_demand(ten):
    write(1)
    said = StringIO()
    call_command("export_journal_head", stdout=said)
    assert said.getvalue().split()[1] == "11"
