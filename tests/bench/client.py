"""A load client: one kept connection, requests one after the other, in turns between addresses."""

import http.client
import statistics
import time
from http.cookies import SimpleCookie


class Connection:
    """One kept connection to the server measured, with or without a session; keeps cookies as a browser does."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = dict(cookies or {})

    def get(self, path: str) -> bytes:
        """Return the body of a page; raises RuntimeError for anything but 200."""
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.http.request("GET", path, headers={"Cookie": sent} if sent else {})
        response = self.http.getresponse()
        body = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update((name, each.value) for name, each in SimpleCookie(line).items())
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return body

    def once(self, path: str) -> bytes:
        """Return the body of a page and close the connection: a server does not stop while one is open."""
        try:
            return self.get(path)
        finally:
            self.http.close()

    def rate(self, path: str, seconds: float) -> float:
        """Return requests per second over a turn."""
        end, count = time.perf_counter() + seconds, 0
        start = time.perf_counter()
        while time.perf_counter() < end:
            self.get(path)
            count += 1
        return count / (time.perf_counter() - start)


def in_turns(measures: dict, rounds: int, seconds: float) -> dict[str, list[float]]:
    """Return the rates of each address, measured in turns so that a noisy moment falls on all of them.

    `measures` maps a name to (connection, path).
    """
    rates = {name: [] for name in measures}
    for connection, path in measures.values():
        for _ in range(20):
            connection.get(path)
    for _ in range(rounds):
        for name, (connection, path) in measures.items():
            rates[name].append(connection.rate(path, seconds))
    return rates


def ratio(over: list[float], under: list[float]) -> tuple[float, float, float]:
    """Return the median, least and greatest ratio, round by round."""
    ratios = [a / b for a, b in zip(over, under, strict=True)]
    return statistics.median(ratios), min(ratios), max(ratios)
