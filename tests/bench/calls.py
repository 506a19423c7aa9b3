"""Calls of Python functions that a request makes: a measure that a busy machine does not change."""

import cProfile
import pstats
import sys
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

TURNS = 20


class Caller:
    """The application itself, without a server; keeps cookies as a browser does."""

    def __init__(self, cookies: dict[str, str] | None = None):
        from django.core.wsgi import get_wsgi_application

        self.application, self.cookies = get_wsgi_application(), dict(cookies or {})

    def get(self, path: str) -> None:
        """Read a page; raises RuntimeError for anything but 200."""
        self._answered("GET", path, b"", 200)

    def post(self, path: str, fields: dict) -> None:
        """Send a form with the token of the last page; raises RuntimeError for anything but the way to another page."""
        typed = {"csrfmiddlewaretoken": self.cookies["csrftoken"]} | fields
        self._answered("POST", path, urlencode(typed, doseq=True).encode(), 302)

    def _answered(self, method: str, path: str, body: bytes, expected: int) -> None:
        said = []
        response = self.application(self._request(method, path, body), lambda status, headers: said.append(status))
        for morsel in response.cookies.values():
            self.cookies[morsel.key] = morsel.value
        response.close()
        if int(said[0].split()[0]) != expected:
            raise RuntimeError(f"{path} answered {said[0]}")

    def _request(self, method: str, path: str, body: bytes) -> dict:
        kept = "; ".join(f"{name}={SimpleCookie().value_encode(value)[1]}" for name, value in self.cookies.items())
        server = {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "wsgi.url_scheme": "http"}
        told = {"REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "HTTP_COOKIE": kept}
        typed = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
        return server | told | typed | {"wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr}


def measure(session: str, draft: dict) -> dict[str, int]:
    """Return the calls of the floors, of a step of a draft and of storing it, once warm."""
    nobody, physician = Caller(), Caller({"sessionid": session})
    count = iter(range(10_000))

    def stored():
        physician.post(draft["step"], draft["fields"] | {draft["changed"]: f"Essai {next(count)}"})

    acts = {
        "constant": lambda: nobody.get("/floor/constant"),
        "person": lambda: physician.get("/floor/person"),
        "step": lambda: physician.get(draft["step"]),
        "stored": stored,
    }
    return {name: _calls(act) for name, act in acts.items()}


def _calls(act) -> int:
    for _ in range(TURNS):
        act()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(TURNS):
        act()
    profile.disable()
    return round(pstats.Stats(profile).total_calls / TURNS)
