"""The portal as `make run` starts it, for tests in a browser: prepared once, copied for each site, own web server."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal import supervisor

PROJECT = Path(__file__).resolve().parent.parent.parent
STARTED_WITHIN = 300  # s: longer than a person waits, for a machine that runs other tests at the same time
PASSWORD = "mot-de-passe-des-essais-42"
# What a developer's shell may hold and a test must not obey.
FOREIGN = (
    "DATABASE_URL",
    "PORTAL_OPEN_READING",
    "PORTAL_DEBUG",
    "PORTAL_HOSTS",
    "PORTAL_THEME_CSS",
    "PORTAL_SITE_NAME",
    "PORTAL_SECOND_FACTOR",
    "PORTAL_IDLE_MINUTES",
)


@dataclass
class Site:
    """A running portal: its address, the folder of its data, its processes."""

    url: str
    data: Path
    processes: list

    def answers(self):
        """Whether the processes still run and the health check says 200."""
        return all(process.poll() is None for process in self.processes) and supervisor.answers(port_of(self.url))


def port_of(url):
    return int(url.rsplit(":", 1)[1])


def environment(data, **more):
    """Environment of the portal's own processes, on that folder of data."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.local",
        "PORTAL_DATA_DIR": str(data),
        "PORTAL_DEMO": "1",
        "PORTAL_DEMO_PASSWORD": PASSWORD,
        **more,
    }


def manage(data, *command):
    """Run a command of the portal on that data; returns what it said, fails with it."""
    line = [sys.executable, "manage.py", *command]
    done = subprocess.run(line, cwd=PROJECT, env=environment(data), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def prepared(folder):
    """Folder of data as the first `make run` leaves it; several test processes ask, one prepares."""
    data, done = folder / "prepared", folder / "prepared.done"
    with open(folder / "prepared.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            manage(data, "run_portal", "--prepare-only")
            done.touch()
    return data


def copy_of(data, folder):
    """Another folder with the same rows, secret and keys; the static files, which nobody writes, are the same ones."""
    folder.mkdir(parents=True)
    source, target = (sqlite3.connect(place / "portal.sqlite3") for place in (data, folder))
    source.backup(target)
    source.close()
    target.close()
    for name in ("secret_key", "field_keys"):
        if (data / name).exists():
            shutil.copy(data / name, folder)
    (folder / "static").symlink_to(data / "static")
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(data, *, working=False, **more):
    """Site that serves that data, with the background worker if `working`; `more` is added to its environment.

    Its processes are kept running as `make run` keeps them.
    """
    port = free_port()
    commands = [supervisor.web_command("127.0.0.1", port, 1)]
    commands += [supervisor.worker_command()] if working else []
    places = {"cwd": PROJECT, "env": environment(data, PORT=str(port), **more)}
    children, asked = [supervisor.Kept(command, **places) for command in commands], []
    keeper = threading.Thread(target=supervisor.supervise, args=(children, asked), daemon=True)
    try:
        assert supervisor.wait_until_ready(children, port, [], within=STARTED_WITHIN), "the portal did not start"
        keeper.start()
        yield Site(f"http://127.0.0.1:{port}", data, children)
    finally:
        asked.append(signal.SIGTERM)
        if keeper.ident:
            keeper.join()
        supervisor.stop(children)
