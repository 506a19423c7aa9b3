"""The ground of a drill: a portal prepared from nothing, its database, its processes, in a place thrown away after."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal import supervisor

PROJECT = Path(__file__).resolve().parents[2]
STARTED_WITHIN = 90  # s


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Ground:
    """One installation; `url` empty for SQLite. Its processes are started and killed one by one."""

    def __init__(self, url: str = "", folder: Path | None = None):
        self.folder = folder or Path(tempfile.mkdtemp(prefix="portal-drill-"))
        self.data = self.folder / "data"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.local", "PORTAL_DATA_DIR": str(self.data), "PORTAL_DEMO": "1",
            "PORTAL_HOURLY_TIMES": "100",  # one person writes for everybody here
            "PORTAL_DEMO_PASSWORD": "exercice-sans-secret-2026",
        }  # fmt: skip
        if url:
            self.environment["DATABASE_URL"] = url
        self.running: dict[int, subprocess.Popen] = {}

    def manage(self, *words: str) -> str:
        """Run a command of the portal and return what it printed; RuntimeError carries the end of its complaint."""
        line = [sys.executable, "manage.py", *words]
        done = subprocess.run(line, cwd=PROJECT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stderr[-800:]}")
        return done.stdout

    def prepare(self) -> None:
        self.manage("run_portal", "--prepare-only")

    def serve(self, port: int, workers: int = 2) -> int:
        """Start a web server of `workers` processes and wait until it answers; returns its port."""
        command = supervisor.web_command("127.0.0.1", port, workers)
        self.running[port] = subprocess.Popen(
            command, cwd=PROJECT, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < end:
            if supervisor.answers(port):
                return port
            time.sleep(0.05)
        raise RuntimeError("The web server did not answer.")

    def workers_of(self, port: int) -> list[int]:
        """Return the processes that answer behind a port, without the web server itself."""
        web = self.running[port].pid
        try:
            children = Path(f"/proc/{web}/task/{web}/children").read_text(encoding="ascii").split()
            return [
                int(pid) for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
            ]
        except OSError:  # one of them, or the server, has just ended
            return []

    def ended(self, port: int) -> bool:
        return self.running[port].poll() is not None

    def kill(self, port: int) -> None:
        """End a web server and all its processes at once, without a word."""
        process = self.running.pop(port)
        with contextlib.suppress(ProcessLookupError):  # it ended by itself, and left nobody
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self, port: int) -> None:
        """Ask a web server to stop, as systemd does, and wait until it has answered what it had begun."""
        process = self.running.pop(port)
        process.terminate()
        process.wait(STARTED_WITHIN)

    def remove(self) -> None:
        for port in list(self.running):
            self.kill(port)
        shutil.rmtree(self.folder, ignore_errors=True)
