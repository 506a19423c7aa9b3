"""A portal to measure: made from nothing in a temporary place, served as `make run` serves it, thrown away."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from portal.supervisor import web_command
from tests.bench.client import Connection

_PEOPLE = "medecin"


class Site:
    """One database with the texts, and the server over it. Times are in seconds of wall clock."""

    def __init__(self, database_url: str = ""):
        self.folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PORTAL_DATA_DIR": str(self.folder),
            "PORTAL_DEMO_PASSWORD": "mesures-sans-secret-2026",
        }
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        self.port = _free_port()

    def manage(self, *words: str) -> str:
        """Run a management command and return what it printed; CalledProcessError when it fails."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def prepare(self) -> float:
        """Migrate, load the texts and a person; return how long the first two took."""
        start = time.perf_counter()
        self.manage("migrate", "-v0")
        self.manage("createcachetable")
        self.manage("load_texts")
        took = time.perf_counter() - start
        self.manage("demo_accounts")
        self.manage("collectstatic", "--noinput", "-v0")
        return took

    @contextmanager
    def served(self, workers: int):
        """Serve the site; yields (process, seconds until its first 200)."""
        command = web_command("127.0.0.1", self.port, workers)
        start = time.perf_counter()
        process = subprocess.Popen(command, env=self.environment, start_new_session=True)
        try:
            self._first_answer(process)
            yield process, time.perf_counter() - start
        finally:
            _stop(process)

    def _first_answer(self, process) -> None:
        end = time.perf_counter() + 60
        while time.perf_counter() < end and process.poll() is None:
            try:
                Connection(self.port).once("/healthz")
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("The server did not answer.")

    def session(self) -> dict[str, str]:
        """Return the cookie of a signed-in physician, made without the sign-in form."""
        return {"sessionid": self.inside("session", _PEOPLE)["key"]}

    def inside(self, what: str, *words: str) -> dict:
        """Measure inside a process of the portal (`tests.bench.inside`) and return what it found."""
        command = [sys.executable, "-m", "tests.bench.inside", what, *words]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _stop(process) -> None:
    """Stop a server and its workers; what does not leave within ten seconds is killed with its group."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def memory(process) -> float:
    """Return the proportional memory of a server and its workers, in MB."""
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    pids = [process.pid, *map(int, listing.stdout.split())]
    return sum(_pss(pid) for pid in pids) / 1024


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
