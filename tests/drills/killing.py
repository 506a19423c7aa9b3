"""Processes ended while people write: killed without a word, or asked to stop one after the other."""

import os
import random
import signal
import time

from tests.drills import looking, proxy
from tests.drills.ground import Ground, free_port
from tests.drills.writers import Crowd


def _after(ground: Ground, crowd: Crowd, **more) -> dict:
    return looking.verdict(looking.look(ground), crowd.acknowledged) | crowd.troubles() | more


def worker_killed(ground: Ground, seconds: float) -> dict:
    """One process of the web server is killed every two seconds; the others and its successor take its work."""
    port, kills, starts, end = ground.serve(free_port()), 0, 0, time.monotonic() + seconds
    with Crowd(port, looking.session(ground, "secretariat")) as crowd:
        crowd.wait_for(4)
        while time.monotonic() < end:
            if workers := ground.workers_of(port):
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 - which one dies, no secret
                kills += 1
            starts += _kept_running(ground, port, crowd, 2)
            crowd.writers[0].over.wait(2)
        starts += _kept_running(ground, port, crowd, 4)
    ground.kill(port)
    return _after(ground, crowd, kills=kills, starts=starts)


def _kept_running(ground: Ground, port: int, crowd: Crowd, more: int) -> int:
    """Wait for `more` others; returns how often the web server was started again, as systemd does.

    It ends when one of its processes dies a few seconds after its start.
    """
    starts, aimed, patience = 0, crowd.count() + more, time.monotonic() + 120
    while crowd.count() < aimed:
        if ground.ended(port):
            ground.kill(port)
            ground.serve(port)
            starts += 1
        if time.monotonic() > patience:
            raise RuntimeError("nothing is acknowledged any more")
        time.sleep(0.05)
    return starts


def everything_killed(ground: Ground, seconds: float) -> dict:
    """The web server and all its processes are killed together, and started again, three times."""
    port, times = ground.serve(free_port()), 3
    with Crowd(port, looking.session(ground, "secretariat")) as crowd:
        for _ in range(times):
            crowd.wait_for(6)
            ground.kill(port)
            ground.serve(port)
        crowd.wait_for(6)
    ground.kill(port)
    return _after(ground, crowd, kills=times)


def database_restarted(ground: Ground, seconds: float, restart=None) -> dict:
    """PostgreSQL is stopped as a power cut would, three times, and started again."""
    port, times = ground.serve(free_port()), 3
    with Crowd(port, looking.session(ground, "secretariat")) as crowd:
        for _ in range(times):
            crowd.wait_for(6)
            restart()
        crowd.wait_for(6)
    ground.kill(port)
    return _after(ground, crowd, restarts=times)


def one_server_of_two(ground: Ground, seconds: float) -> dict:
    """Two web servers behind the proxy; one is killed under load and comes back; the service never stops."""
    ports = [ground.serve(free_port(), 1), ground.serve(free_port(), 1)]
    with proxy.in_front_of(ports) as front, Crowd(front, looking.session(ground, "secretariat")) as crowd:
        crowd.wait_for(6)
        ground.kill(ports[0])
        crowd.wait_for(12)
        ground.serve(ports[0], 1)
        crowd.wait_for(12)
    ground.kill(ports[0])
    ground.kill(ports[1])
    return _after(ground, crowd, kills=1, slowest=round(max(each.slowest for each in crowd.writers), 1))


def restarted_in_turn(ground: Ground, seconds: float) -> dict:
    """Two web servers behind the proxy, each restarted as an upgrade does, twice: nobody is shown an error."""
    ports = [ground.serve(free_port(), 1), ground.serve(free_port(), 1)]
    with proxy.in_front_of(ports) as front, Crowd(front, looking.session(ground, "secretariat")) as crowd:
        for port in ports * 2:
            crowd.wait_for(4)
            ground.end(port)
            ground.serve(port, 1)
        crowd.wait_for(8)
    for port in ports:
        ground.kill(port)
    return _after(ground, crowd, restarts=2 * len(ports), noticed=sum(crowd.troubles().values()))
