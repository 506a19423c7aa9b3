"""A worker that is killed outright loses nothing: its task is done by the next one (SQLite and PostgreSQL)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from tests.portal import sample_tasks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]
PATIENCE = 60


def work(url, *options):
    """Worker process on that database."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "manage.py", "work", "--interval", "0.05", *options]
    return subprocess.Popen(command, cwd=settings.PROJECT_DIR, env=environment)


def wait_for(path, process):
    """Until the file exists; fails if the process ends first or patience does."""
    end = time.monotonic() + PATIENCE
    while not Path(path).exists():
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < end, f"{path} never came"
        time.sleep(0.05)


def test_the_task_of_a_killed_worker_is_done_by_the_next_one(tmp_path, transactional_db, request):
    result = str(tmp_path / "result")
    sample_tasks.wait_the_first_time.enqueue(result)
    url = request.getfixturevalue("shared_database")

    killed = work(url)
    wait_for(result + ".started", killed)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not Path(result).exists()

    next_one = work(url, "--once", "--requeue-after", "0")
    assert next_one.wait(PATIENCE) == 0
    assert Path(result).read_text(encoding="ascii") == "done"


def test_a_worker_told_to_stop_ends_by_itself(tmp_path, transactional_db, request):
    result = str(tmp_path / "result")
    sample_tasks.note.enqueue(result)
    worker = work(request.getfixturevalue("shared_database"))
    wait_for(result, worker)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    assert DBTaskResult.objects.count() == 1
