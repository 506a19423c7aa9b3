"""Tasks of the tests, importable by a worker process: one waits to be killed, one fails, one works."""

import time
from pathlib import Path

from django_tasks import task


@task(backend="jobs")
def note(path):
    """Add a line to the file."""
    with Path(path).open("a", encoding="ascii") as file:
        file.write("done\n")


@task(backend="jobs")
def wait_the_first_time(path):
    """The first run says that it started and never ends; the next one works."""
    started = Path(path + ".started")
    if not started.exists():
        started.touch()
        time.sleep(600)
    Path(path).write_text("done", encoding="ascii")


@task(backend="jobs")
def fail(identifier):
    """Fail with a message that holds a value."""
    raise ValueError(f"Jean Secret, dossier {identifier}")
