"""One parent for the web server and the worker: starts both, starts again the one that ends, passes signals on.

Imports nothing of Django, so that the parent weighs little and starts at once.
"""

import collections
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

PR_SET_PDEATHSIG = 1
READY_WITHIN = 90
STOP_WITHIN = 20
ENDS_ALLOWED, ENDS_WITHIN = 5, 60  # so many ends in so many seconds: starting again would not help
SECOND_WORKER_NEEDS_KB = 1_000_000


def web_command(host, port, workers):
    """Command line of the web server; several workers share what one process loaded (docs/adr/0001)."""
    server = "granian" if workers == 1 else "portal.web"
    return [
        *(sys.executable, "-m", server, "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "1", "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "portal.wsgi:application"),
    ]


def worker_command():
    """Command line of the only worker of this installation: what runs at its start was lost by the one before."""
    return [sys.executable, "manage.py", "work", "--requeue-after", "0"]


def web_workers():
    """Two web processes when the memory allows it, else one (PORTAL_WEB_WORKERS decides when set)."""
    asked = os.environ.get("PORTAL_WEB_WORKERS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            available = next(int(line.split()[1]) for line in file if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return 1
    return 2 if available > SECOND_WORKER_NEEDS_KB else 1


def die_with_parent():
    """In the child, on Linux: be stopped if the parent is killed without a chance to say so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command, **places):
    """Start a child in its own process group: a Ctrl+C reaches it once, through us."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=die_with_parent, **places)


class Kept:
    """A command kept running; whatever is asked of a process is asked of the one that runs now.

    The web server starts its own processes again, except when one dies a few seconds after its start: it then ends.
    """

    def __init__(self, command, **places):
        self.command, self.places = command, places
        self.ends = collections.deque(maxlen=ENDS_ALLOWED)
        self.process = start(command, **places)

    def __getattr__(self, name):
        return getattr(self.process, name)

    def again(self):
        """Start it again after its end; False, and nothing started, when it keeps ending."""
        now = time.monotonic()
        self.ends.append(now)
        if len(self.ends) == ENDS_ALLOWED and now - self.ends[0] < ENDS_WITHIN:
            return False
        print(f"« {self.command[2]} » s’est arrêté (code {self.returncode}) : relancé.", file=sys.stderr)
        sweep(self.process)
        self.process = start(self.command, **self.places)
        return True


def answers(port):
    """Whether the site says 200 to its health check."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def listen():
    """List that grows when somebody asks this process to stop."""
    asked = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, frame: asked.append(received))
    return asked


def wait_until_ready(children, port, asked, within=READY_WITHIN):
    """Whether the site answers before `within` seconds, before a child dies and before somebody asks to stop."""
    end = time.monotonic() + within
    while not asked and time.monotonic() < end and all(child.poll() is None for child in children):
        if answers(port):
            return True
        time.sleep(0.1)
    return False


def stop(children, within=STOP_WITHIN):
    """Ask each child to stop, insist after `within` seconds."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + within
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        sweep(child)


def sweep(child):
    """End what a dead child left in its group: a web server stopped while it starts forgets its own processes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def supervise(children, asked):
    """Keep the children running until one keeps ending or somebody asks to stop: 0 only when somebody asked."""
    while not asked:
        if any(child.poll() is not None and not child.again() for child in children):
            return 1
        time.sleep(0.2)
    return 0


def main(notice=""):
    """Start both, print `notice` and the address once the site answers, and stay until the end."""
    host, port = os.environ.get("PORTAL_BIND", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    asked = listen()
    children = [Kept(web_command(host, port, web_workers())), Kept(worker_command())]
    try:
        if not wait_until_ready(children, port, asked) and not asked:
            print("Le portail n’a pas démarré : voir les lignes ci-dessus.", file=sys.stderr)
            return 1
        if not asked:
            print(f"\nLe portail est prêt : http://127.0.0.1:{port}/\n{notice}", flush=True)
        return supervise(children, asked)
    finally:
        stop(children)


if __name__ == "__main__":
    sys.exit(main(os.environ.pop("PORTAL_NOTICE", "")))
