"""A backup made while people write, and a disk that fills: what the portal says then, and what it holds after."""

import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from tests.drills import looking
from tests.drills.ground import Ground, free_port
from tests.drills.writers import Crowd


def backup_and_restore(ground: Ground, seconds: float, save=None, other: Ground | None = None) -> dict:
    """Save under load, restore into an empty place with the keys brought apart: it starts, holds what was held, serves.

    `save(ground, other)` copies the database of one place into the other.
    """
    port = ground.serve(free_port())
    with Crowd(port, looking.session(ground, "secretariat")) as crowd:
        crowd.wait_for(6)
        before = dict(crowd.acknowledged)
        start = time.monotonic()
        save(ground, other)
        took = time.monotonic() - start
        crowd.wait_for(4)
    ground.kill(port)
    refused = _is_refused_without_keys(other)
    for name in ("field_keys", "secret_key", "demo_password", "static"):
        _bring(ground.data / name, other.data / name)
    start = time.monotonic()
    door = other.serve(free_port())
    back = time.monotonic() - start
    with Crowd(door, looking.session(other, "secretariat"), 1) as again:
        again.wait_for(2)
    other.kill(door)
    found = looking.look(other)
    figures = looking.verdict(found, before)
    figures["sound"] = bool(figures["sound"]) and refused
    return figures | {"backup, s": round(took, 1), "serves again after, s": round(back, 1)}


def _is_refused_without_keys(other: Ground) -> bool:
    """Whether the names stay closed where the keys were not brought."""
    try:
        looking.look(other)
    except RuntimeError as refused:
        return "Unreadable" in str(refused)
    return False


def _bring(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to, dirs_exist_ok=True)
    elif source.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, to)


def save_sqlite(ground: Ground, other: Ground) -> None:
    """As `docs/operation.md` says: through the library of SQLite, never by copying the file alone."""
    import sqlite3

    other.data.mkdir(parents=True, exist_ok=True)
    name = next(ground.data.glob("*.sqlite3")).name
    with sqlite3.connect(ground.data / name) as source, sqlite3.connect(other.data / name) as copy:
        source.execute("PRAGMA busy_timeout = 20000")
        source.backup(copy)


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A file system of that size on a folder; PermissionError where this machine does not allow one."""
    folder.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        raise PermissionError("no file system of its own can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def disk_full(ground: Ground, seconds: float) -> dict:
    """The disk of the data fills under load, then has room again: the page says so, nothing half written stays."""
    room, filler = ground.data, ground.data / "filler"
    port = ground.serve(free_port())
    with Crowd(port, looking.session(ground, "secretariat"), 2) as crowd:
        crowd.wait_for(4)
        _fill(filler, shutil.disk_usage(room).free)
        end = time.monotonic() + 10
        while not crowd.troubles()["5xx"] and time.monotonic() < end:
            time.sleep(0.1)
        full = crowd.troubles()["5xx"]
        filler.unlink()
        crowd.wait_for(4)
    ground.kill(port)
    return looking.verdict(looking.look(ground), crowd.acknowledged) | crowd.troubles() | {"refused while full": full}


def _fill(path: Path, size: int) -> None:
    try:
        with path.open("wb") as file:
            for _ in range(size // 4096 + 1):
                file.write(b"\0" * 4096)
            file.flush()
    except OSError:
        return
