"""One parent keeps the web server and the worker running, gives up when one keeps ending, and stops both."""

import signal
import subprocess
import sys
import time

import pytest

from portal import supervisor
from portal.static_files import STAMP, collect_if_changed

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
LEAVE = [sys.executable, "-c", "pass"]


@pytest.fixture
def children():
    started = []
    yield lambda *commands: started.extend(supervisor.Kept(command) for command in commands) or started
    supervisor.stop(started)


def test_a_child_that_keeps_ending_ends_the_parent_with_a_failure(children):
    both = children(SLEEP, LEAVE)
    assert supervisor.supervise(both, asked=[]) == 1
    assert len(both[1].ends) == supervisor.ENDS_ALLOWED
    supervisor.stop(both)
    assert all(child.returncode is not None for child in both)


def test_a_child_that_ended_once_is_started_again(children):
    kept = children(SLEEP)
    first = kept[0].pid
    kept[0].kill()
    kept[0].wait()
    asked = Once(lambda: kept[0].pid != first)
    assert supervisor.supervise(kept, asked) == 0
    assert kept[0].pid != first
    assert kept[0].poll() is None


class Once:
    """Asks to stop as soon as something is true; never, it fails."""

    def __init__(self, reached):
        self.reached, self.end = reached, time.monotonic() + 20

    def __bool__(self):
        assert time.monotonic() < self.end, "it never came"
        return self.reached()


def test_ends_far_apart_are_never_too_many(children, monkeypatch):
    kept = children(LEAVE)[0]
    days = iter(range(0, 60 * supervisor.ENDS_WITHIN, supervisor.ENDS_WITHIN))
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: next(days))
    assert all(kept.again() for _ in range(3 * supervisor.ENDS_ALLOWED))


def test_somebody_who_asks_to_stop_gets_a_success(children):
    assert supervisor.supervise(children(SLEEP), asked=[signal.SIGTERM]) == 0


def test_a_child_that_does_not_listen_is_stopped_all_the_same(children):
    deaf = children([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"])
    supervisor.stop(deaf, within=0.5)
    assert deaf[0].returncode is not None


def test_waiting_ends_as_soon_as_a_child_is_dead_or_somebody_asks(children):
    start = time.monotonic()
    assert not supervisor.wait_until_ready(children(LEAVE), port=1, asked=[])
    assert not supervisor.wait_until_ready(children(SLEEP), port=1, asked=[signal.SIGINT])
    assert time.monotonic() - start < supervisor.READY_WITHIN / 2


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal at the death of a parent is of Linux")
def test_a_parent_killed_outright_takes_its_children_along():
    code = f"from portal import supervisor; print(supervisor.start({SLEEP!r}).pid, flush=True); input()"
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    end = time.monotonic() + 20
    while alive(child):
        assert time.monotonic() < end, "the child stayed"
        time.sleep(0.05)


def test_what_a_dead_child_left_behind_is_ended_too():
    code = f"import subprocess; print(subprocess.Popen({SLEEP!r}, stdout=subprocess.DEVNULL).pid, flush=True)"
    child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE, text=True)
    left = int(child.stdout.readline())
    child.wait()
    assert alive(left)
    supervisor.stop([child])
    end = time.monotonic() + 20
    while alive(left):
        assert time.monotonic() < end, "it stayed"
        time.sleep(0.05)


def alive(pid):
    """Whether the process runs; one that ended and waits to be read does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("asked", "workers"), [("3", 3), ("0", None), ("many", None)])
def test_the_number_of_web_processes_is_asked_for_or_follows_the_memory(asked, workers, monkeypatch):
    monkeypatch.setenv("PORTAL_WEB_WORKERS", asked)
    assert supervisor.web_workers() in ([workers] if workers else [1, 2])


def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("a{}", encoding="ascii")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    clear_finders()
    assert collect_if_changed()
    assert not collect_if_changed()
    (source / "one.css").write_text("a{color:red}", encoding="ascii")
    assert collect_if_changed()
    assert (settings.STATIC_ROOT / STAMP).exists()
    clear_finders()


def clear_finders():
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()
