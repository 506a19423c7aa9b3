"""The background work loses nothing, retries, is done by one worker at a time, and keeps no value of a failure."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.models import Lease, OutgoingMail
from portal.worker import mail as outbox
from portal.worker import queue, tick
from portal.worker.loop import PortalWorker
from tests.portal import sample_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
NOW = timezone.now()
MINUTE = timedelta(minutes=1)


def take(holder, at=NOW):
    return Lease.objects.take("minute", holder, at=at, until=at + tick.LEASE)


def test_a_lease_goes_to_one_worker():
    assert take("first")
    assert not take("second")


def test_a_lease_given_back_is_free_when_it_is_due_again_and_not_before():
    take("first")
    Lease.objects.finish("minute", "first", at=NOW, due_at=NOW + MINUTE)
    assert not take("second", NOW + MINUTE - timedelta(seconds=1))
    assert take("second", NOW + MINUTE)


def test_the_lease_of_a_killed_worker_runs_out():
    take("killed")
    assert not take("second", NOW + tick.LEASE - timedelta(seconds=1))
    assert take("second", NOW + tick.LEASE)


def test_a_worker_that_lost_its_lease_does_not_give_back_the_other_s():
    take("slow")
    take("second", NOW + tick.LEASE)
    Lease.objects.finish("minute", "slow", at=NOW + tick.LEASE, due_at=NOW)
    assert Lease.objects.get(name="minute").holder == "second"


def test_a_tick_is_done_once_a_minute_and_a_failing_work_stops_no_other(monkeypatch):
    done = []

    def broken():
        raise RuntimeError

    monkeypatch.setattr(tick, "PERIODIC", {"minute": (MINUTE, (broken, lambda: done.append(1)))})
    assert tick.tick("first", lambda: NOW) == ["minute"]
    assert tick.tick("second", lambda: NOW) == []
    assert tick.tick("second", lambda: NOW + MINUTE) == ["minute"]
    assert done == [1, 1]


def claimed(attempts=1, started=NOW, task=sample_tasks.note):
    """Task that a worker took at `started`."""
    row = DBTaskResult.objects.get(pk=task.enqueue("x").id)
    for number in range(attempts):
        row.claim(f"worker-{number}")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=started)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("age", "status"), [(9, "RUNNING"), (11, "READY")])
def test_a_task_left_running_is_taken_back_after_ten_minutes(age, status):
    row = claimed(started=timezone.now() - timedelta(minutes=age))
    queue.requeue_lost()
    row.refresh_from_db()
    assert row.status == status


@pytest.mark.parametrize(("attempts", "status"), [(4, "READY"), (5, "FAILED")])
def test_a_task_has_five_attempts(attempts, status):
    row = claimed(attempts, started=timezone.now() - timedelta(hours=1))
    queue.requeue_lost()
    row.refresh_from_db()
    assert row.status == status


def test_a_failed_task_waits_longer_each_time_before_the_next_attempt():
    row = claimed(attempts=2)
    row.set_failed(ValueError())
    queue.retry_failed()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    assert timedelta(minutes=3) < row.run_after - timezone.now() <= timedelta(minutes=4)


def test_a_failure_keeps_its_class_and_its_place_and_never_its_words():
    row = claimed(task=sample_tasks.fail)
    PortalWorker("w", 0).run_task(row)
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path == "builtins.ValueError"
    assert "sample_tasks.py" in row.traceback
    assert "Jean Secret, dossier x" not in row.traceback
    assert "x" not in row.return_value if row.return_value else True


def test_a_task_asked_for_in_a_change_that_is_undone_is_not_asked_for():
    with transaction.atomic():
        sample_tasks.note.enqueue("x")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(("days", "kept"), [(6, True), (8, False)])
def test_what_is_done_is_forgotten_after_a_week(days, kept):
    row = claimed()
    row.set_successful(None)
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=days))
    queue.purge_finished()
    assert DBTaskResult.objects.exists() is kept


def test_a_database_that_is_away_does_not_kill_the_worker(monkeypatch, caplog):
    def away(*args):
        raise OperationalError("host=secret")

    worker = PortalWorker("w", 0)
    monkeypatch.setattr("portal.worker.loop.tick", away)
    monkeypatch.setattr("portal.worker.loop.connections.close_all", lambda: None)
    monkeypatch.setattr(worker, "run", lambda: None)
    worker.one_pass()
    assert worker.running
    assert "does not answer" in caplog.text
    assert "secret" not in caplog.text


@pytest.fixture
def through_the_outbox(settings):
    settings.EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"
    settings.PORTAL_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def write():
    send_mail("Objet", "Texte", None, ["medecin@exemple.invalid"])
    return OutgoingMail.objects.get()


def test_a_mail_is_a_row_until_it_leaves_and_nothing_afterwards(through_the_outbox):
    write()
    assert mail.outbox == []
    assert outbox.deliver_due_mail() == 1
    assert [message.subject for message in mail.outbox] == ["Objet"]
    assert not OutgoingMail.objects.exists()


def test_a_mail_server_that_is_down_breaks_nothing_and_the_mail_leaves_later(through_the_outbox, settings, caplog):
    row = write()
    settings.PORTAL_MAIL_BACKEND = "tests.portal.test_worker.DownBackend"
    assert outbox.deliver_due_mail() == 0
    assert "exemple.invalid" not in caplog.text
    settings.PORTAL_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver_due_mail() == 0  # not before its time
    OutgoingMail.objects.filter(pk=row.pk).update(next_try=timezone.now())
    assert outbox.deliver_due_mail() == 1


@pytest.mark.parametrize(("attempts", "kept"), [(10, True), (11, False)])
def test_a_mail_that_failed_twelve_times_is_dropped(attempts, kept, through_the_outbox, settings):
    write()
    OutgoingMail.objects.update(attempts=attempts)
    settings.PORTAL_MAIL_BACKEND = "tests.portal.test_worker.DownBackend"
    outbox.deliver_due_mail()
    assert OutgoingMail.objects.exists() is kept


class DownBackend:
    """A mail server that refuses, with the address in its answer."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"medecin@exemple.invalid": (550, b"no")})
