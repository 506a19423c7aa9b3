"""What goes wrong around the portal while people write: the clock of the machine jumps, clients send sign by sign."""

import glob
import socket
import threading
import time
from pathlib import Path

from portal import supervisor
from tests.drills import looking, proxy
from tests.drills.ground import Ground, free_port
from tests.drills.writers import Crowd

JUMPS = ("+20m", "-20m", "-1d", "+0")  # below the half hour that locks a screen, then a day back, then right again
#: How many hours lie between the first and the last registration, as the portal dated them.
SPAN = """
from forms_app.models import JournalEvent
days = [row.at for row in JournalEvent.objects.filter(act="dossier-opened").order_by("-pk")[:20]]
print(round((max(days) - min(days)).total_seconds() / 3600, 1))
"""
SLOW, PACE = 60, 0.5  # clients, and seconds between two signs of theirs


def clock_library() -> str | None:
    """Return the library that tells processes another time (faketime), if this machine has it."""
    return next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)


def clock_jumps(ground: Ground, seconds: float) -> dict:
    """The clock of the web server jumps forward, back, a day back, and is set right, while people register."""
    told = ground.folder / "clock"
    _set_clock(told, "+0")
    ground.environment |= {
        "LD_PRELOAD": clock_library(), "FAKETIME_TIMESTAMP_FILE": str(told), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip
    port = ground.serve(free_port())
    session = looking.session(ground, "secretariat")
    with Crowd(port, session) as crowd:
        crowd.wait_for(4)
        for jump in JUMPS:
            _set_clock(told, jump)
            crowd.wait_for(6)
    ground.kill(port)
    del ground.environment["LD_PRELOAD"]
    found = looking.verdict(looking.look(ground), crowd.acknowledged)
    hours = float(ground.manage("shell", "-v0", "-c", SPAN).splitlines()[-1])
    if hours < 24:
        raise RuntimeError("the clock of the portal did not jump")
    return found | {"jumps": len(JUMPS), "hours told": hours, "noticed": sum(crowd.troubles().values())}


def _set_clock(file: Path, jump: str) -> None:
    """Write the jump whole: a process that reads it meanwhile finds the former one."""
    fresh = file.with_suffix(".new")
    fresh.write_text(jump + "\n", encoding="ascii")
    fresh.replace(file)


class SlowClient(threading.Thread):
    """Sends the form of the sign-in, one sign at a time, until told to stop or put out."""

    def __init__(self, port: int, over: threading.Event):
        super().__init__(daemon=True)
        self.port, self.over, self.sent = port, over, 0

    def run(self) -> None:
        head = "POST /compte/connexion/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), 10) as door:
                door.sendall(head.encode("ascii"))
                while not self.over.wait(PACE):
                    door.sendall(b"a")
                    self.sent += 1
        except OSError:  # put out: no harm to anybody else
            return


def slow_clients(ground: Ground, seconds: float) -> dict:
    """Sixty clients that never end their form stand before two web servers behind the proxy; the others go on."""
    ports = [ground.serve(free_port(), 1), ground.serve(free_port(), 1)]
    over = threading.Event()
    with proxy.in_front_of(ports) as front:
        _until(lambda: supervisor.answers(front), "the proxy does not answer")
        slow = [SlowClient(front, over) for _ in range(SLOW)]
        for each in slow:
            each.start()
        _until(lambda: all(each.sent > 2 for each in slow), "the slow clients were not let in")
        with Crowd(front, looking.session(ground, "secretariat")) as crowd:
            crowd.wait_for(24)
        over.set()
    for port in ports:
        ground.kill(port)
    found = looking.verdict(looking.look(ground), crowd.acknowledged)
    slowest = round(max(each.slowest for each in crowd.writers), 1)
    return found | {"slow": SLOW, "slowest": slowest, "noticed": sum(crowd.troubles().values())}


def _until(so, else_told: str, within: float = 60) -> None:
    """Wait until something is so; RuntimeError with what is wrong when it is not within a minute."""
    end = time.monotonic() + within
    while not so():
        if time.monotonic() > end:
            raise RuntimeError(else_told)
        time.sleep(0.05)
