"""People who write while something breaks: each keeps what the portal acknowledged, and tries again what it did not."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from functools import partial
from string import ascii_lowercase

from tests.bench.client import Connection

PATIENCE = 0.2  # s before trying again
DOSSIER = re.compile(r"/dossiers/([0-9a-f-]{36})/")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
PREFECTURE = re.compile(rb'<option value="(\d+)"[^>]*>[^<]+</option>')


class Writer(threading.Thread):
    """Registers dossiers one after the other until told to stop; `acknowledged` maps a name to its dossier."""

    def __init__(self, door: Callable[[], Connection]):
        super().__init__(daemon=True)
        self.door, self.over = door, threading.Event()
        self.acknowledged: dict[str, str] = {}
        self.troubles = {"unanswered": 0, "5xx": 0}
        self.slowest = 0.0

    def run(self) -> None:
        while not self.over.is_set():
            self.register("Exercice-" + "".join(random.choices(ascii_lowercase, k=14)))  # noqa: S311 - names, no secret

    def register(self, name: str) -> None:
        """Try until the portal answers that the dossier is registered, or that one like it stands already."""
        start = time.monotonic()
        while not self.over.is_set():
            try:
                found = self._once(name)
            except (OSError, http.client.HTTPException):
                self.troubles["unanswered"] += 1
            except RuntimeError:
                self.troubles["5xx"] += 1
            else:
                self.acknowledged[name] = found
                self.slowest = max(self.slowest, time.monotonic() - start)
                return
            self.over.wait(PATIENCE)

    def _once(self, name: str) -> str:
        door = self.door()
        try:
            page = door.get("/dossiers/nouveau/")
            fields = {
                "csrfmiddlewaretoken": TOKEN.search(page)[1].decode(), "family": name, "given": "Amina",
                "prefecture": self._prefecture(page), "matter": "residence", "registered_on": "03/10/2016",
                "residence": "35", "situation": "free",
            }  # fmt: skip
            return self._told(door, fields)
        finally:
            door.http.close()

    def _prefecture(self, page: bytes) -> str:
        part = page[page.index(b'name="prefecture"') :]
        return PREFECTURE.search(part)[1].decode()

    def _told(self, door: Connection, fields: dict) -> str:
        """The dossier that the answer leads to; empty when it stood already, after an answer that was lost."""
        status, headers, body = door.send("/dossiers/nouveau/", fields)
        if status == 302:
            return DOSSIER.search(headers["Location"])[1]
        if status >= 500:
            raise RuntimeError(status)
        if b"malgre" in body:
            return ""
        raise SystemExit(f"the form was refused ({status}): {body[:300]!r}")


class Crowd:
    """Several writers at once; `door` opens a connection of theirs, in plain http to a port unless told otherwise."""

    def __init__(self, port: int, session: str, number: int = 4, door: Callable[[], Connection] | None = None):
        door = door or partial(Connection, port, {"sessionid": session})
        self.writers = [Writer(door) for _ in range(number)]

    def __enter__(self):
        for each in self.writers:
            each.start()
        return self

    def __exit__(self, *error):
        for each in self.writers:
            each.over.set()
        for each in self.writers:
            each.join(40)

    def count(self) -> int:
        return sum(len(each.acknowledged) for each in self.writers)

    def wait_for(self, more: int, within: float = 120) -> None:
        """Wait until `more` others were acknowledged: what was broken serves again."""
        end, aimed = time.monotonic() + within, self.count() + more
        while self.count() < aimed:
            if time.monotonic() > end:
                raise RuntimeError("nothing is acknowledged any more")
            time.sleep(0.05)

    @property
    def acknowledged(self) -> dict[str, str]:
        return {name: key for each in self.writers for name, key in each.acknowledged.items()}

    def troubles(self) -> dict[str, int]:
        return {kind: sum(each.troubles[kind] for each in self.writers) for kind in ("unanswered", "5xx")}
