"""A load client: one kept connection, requests one after the other, in turns between addresses."""

import http.client
import socket
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class Connection:
    """One kept connection to the server measured, with or without a session; keeps cookies as a browser does."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = dict(cookies or {})

    def get(self, path: str) -> bytes:
        """Return the body of a page; raises RuntimeError for anything but 200."""
        return self._answer("GET", path, 200)

    def post(self, path: str, fields: dict) -> bytes:
        """Send a form with the token of the last page; raises RuntimeError for anything but the way to another page."""
        typed = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"]} | fields, doseq=True)
        return self._answer("POST", path, 302, typed)

    def send(self, path: str, fields: dict):
        """Send a form and return what came back, whatever it is: (status, headers, body)."""
        return self._exchange("POST", path, urlencode(fields, doseq=True))

    def _answer(self, method: str, path: str, expected: int, typed: str | None = None) -> bytes:
        status, _, body = self._exchange(method, path, typed)
        if status != expected:
            raise RuntimeError(f"{path} answered {status}")
        return body

    def headers(self) -> dict[str, str]:
        """What is said with each request."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _exchange(self, method: str, path: str, typed: str | None):
        sent = self.headers()
        if typed is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with self._in_one_packet(typed is not None):
            self.http.request(method, path, body=typed, headers=sent)
        response = self.http.getresponse()
        body = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update((name, each.value) for name, each in SimpleCookie(line).items())
        return response.status, response.headers, body

    @contextmanager
    def _in_one_packet(self, form: bool):
        """A browser and a proxy send a short form with its head; `http.client` in a packet of its own."""
        if form and self.http.sock is None:
            self.http.connect()
        held = self.http.sock if form and hasattr(socket, "TCP_CORK") else None
        if held:
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        yield
        if held:
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)

    def once(self, path: str) -> bytes:
        """Return the body of a page and close the connection: a server does not stop while one is open."""
        try:
            return self.get(path)
        finally:
            self.http.close()


class Filler:
    """Stores one form again and again, an answer changed each time, as somebody who fills fiches all day does."""

    def __init__(self, connection: Connection, path: str, fields: dict, changed: str):
        self.connection, self.path, self.fields, self.changed = connection, path, fields, changed
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        self.connection.post(self.path, self.fields | {self.changed: f"Essai {self.count}"})


def rate(act: Callable[[], object], seconds: float) -> float:
    """Return requests per second over a turn."""
    end, count = time.perf_counter() + seconds, 0
    start = time.perf_counter()
    while time.perf_counter() < end:
        act()
        count += 1
    return count / (time.perf_counter() - start)


def in_turns(measures: dict, rounds: int, seconds: float) -> dict[str, list[float]]:
    """Return the rates of each request, measured in turns so that a noisy moment falls on all of them.

    `measures` maps a name to the request to send: (connection, path) of a page, or a `Filler`.
    """
    acts = {name: one if callable(one) else partial(one[0].get, one[1]) for name, one in measures.items()}
    rates = {name: [] for name in measures}
    for act in acts.values():
        for _ in range(20):
            act()
    for _ in range(rounds):
        for name, act in acts.items():
            rates[name].append(rate(act, seconds))
    return rates


def ratio(over: list[float], under: list[float]) -> tuple[float, float, float]:
    """Return the median, least and greatest ratio, round by round."""
    ratios = [a / b for a, b in zip(over, under, strict=True)]
    return statistics.median(ratios), min(ratios), max(ratios)
