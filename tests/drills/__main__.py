"""`python -m tests.drills [name…]`: run the drills and print their figures; fails when a bar does not hold."""

import argparse
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests import postgresql
from tests.drills import containers, killing, looking, proxy, restoring, troubles
from tests.drills.ground import Ground


@contextmanager
def installed(url: str = "", folder: Path | None = None, *, prepared: bool = True):
    ground = Ground(url, folder)
    try:
        if prepared:
            ground.prepare()
        yield ground
    finally:
        ground.remove()


def on_sqlite(drill):
    def run(seconds):
        with installed() as ground:
            return drill(ground, seconds)

    return run


def on_postgresql(drill):
    def run(seconds):
        with postgresql.server(durable=True) as url, installed(url) as ground:
            return drill(ground, seconds)

    return run


def database_restarted(seconds):
    with postgresql.server(durable=True) as url, installed(url) as ground:
        return killing.database_restarted(ground, seconds, partial(postgresql.restart, url))


def restored_sqlite(seconds):
    with installed() as ground, installed(prepared=False) as other:
        return restoring.backup_and_restore(ground, seconds, restoring.save_sqlite, other)


def restored_postgresql(seconds):
    with postgresql.server(durable=True) as url, installed(url) as ground:
        empty = postgresql.create(url, "restored")
        with installed(empty, prepared=False) as other:
            return restoring.backup_and_restore(ground, seconds, partial(postgresql.copy, url, empty), other)


def disk_full(seconds):
    ground = Ground()
    try:
        with restoring.small_disk(ground.data, 120):
            ground.prepare()
            return restoring.disk_full(ground, seconds)
    finally:
        ground.remove()


DRILLS = {
    "a web process killed, SQLite": on_sqlite(killing.worker_killed),
    "everything killed, SQLite": on_sqlite(killing.everything_killed),
    "the clock jumps, SQLite": on_sqlite(troubles.clock_jumps),
    "disk full, SQLite": disk_full,
    "backup and restore, SQLite": restored_sqlite,
    "a web process killed, PostgreSQL": on_postgresql(killing.worker_killed),
    "PostgreSQL stopped at once": database_restarted,
    "one server of two behind nginx": on_postgresql(killing.one_server_of_two),
    "each server restarted in turn behind nginx": on_postgresql(killing.restarted_in_turn),
    "slow clients before nginx": on_postgresql(troubles.slow_clients),
    "backup and restore, PostgreSQL": restored_postgresql,
    "the containers by hand, PostgreSQL and nginx": containers.composition,
}


def missing(name: str) -> str:
    """What this machine lacks for a drill; empty when it can be run."""
    if "nginx" in name and not proxy.binary():
        return "nginx"
    if "clock" in name and not troubles.clock_library():
        return "faketime"
    if ("PostgreSQL" in name or "nginx" in name) and not postgresql.binaries():
        return "PostgreSQL"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="drills whose name holds one of these words; all by default")
    parser.add_argument("--seconds", type=float, default=20, help="how long a drill that repeats lasts")
    options = parser.parse_args()
    broken = 0
    for name, drill in DRILLS.items():
        if options.names and not any(word in name for word in options.names):
            continue
        broken += not told(name, drill, options.seconds)
    return 1 if broken else 0


def told(name: str, drill, seconds: float) -> bool:
    """Whether a drill held its bars, or could not be run here, which is said."""
    if missing(name):
        say(f"{name}: left out, {missing(name)} is not on this machine")
        return True
    start = time.monotonic()
    try:
        figures = drill(seconds)
    except PermissionError as refused:
        say(f"{name}: left out, {refused}")
        return True
    except RuntimeError as error:  # the others are still worth running
        say(f"{name}: DOES NOT HOLD; {error}")
        return False
    figures["took, s"] = round(time.monotonic() - start)
    good = looking.holds(figures)
    say(f"{name}: {'holds' if good else 'DOES NOT HOLD'}; " + ", ".join(f"{k} {v}" for k, v in figures.items()))
    return good


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
