"""One polite request to a checked IP: whole seconds, whole bytes, redirects looked at again by hand."""

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from guidance.checking.guard import PublicOnly, Refused, Target

SECONDS = 5.0  # for each request, connection and reading together
BYTES = 64 * 1024
HOPS = 5
AGENT = "PortailEtrangersMalades-verification/1.0"
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is None when nothing did, and `failure` says why in French; `moved` holds when every
    redirect was permanent."""

    url: str
    status: int | None = None
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    hops: int = 0
    moved: bool = False
    failure: str = ""
    unreachable: bool = False


def fetch(url: str, guard: PublicOnly, *, pause=lambda host: None, clock=time.monotonic) -> Answer:
    """Ask for an address and follow its redirects; raises `Refused` when it, or one it leads to, must not be asked.

    `pause(host)` is called before each request, to leave a host in peace between two.
    """
    moved = True
    for hop in range(HOPS + 1):
        try:
            target = guard.target(url)
        except OSError:
            return Answer(url, hops=hop, failure="nom de site inconnu", unreachable=True)
        pause(target.host)
        try:
            status, headers, body = _ask(target, clock() + SECONDS, clock)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(url, hops=hop, failure=_why(error))
        location = headers.get("location", "")
        if status not in _REDIRECTS or not location:
            return Answer(url, status, headers, body, hop, moved=moved and hop > 0)
        moved = moved and status in _PERMANENT
        url = _next(url, location)
    return Answer(url, hops=HOPS, failure="trop de redirections")


def _next(url: str, location: str) -> str:
    try:
        return quote(urljoin(url, location.strip()), safe=":/?#[]@!$&'()*+,;=%~-._").partition("#")[0]
    except ValueError:
        raise Refused("redirection mal écrite") from None


def _ask(target: Target, until: float, clock) -> tuple[int, dict, bytes]:
    """Send one request and read its answer: no more than `BYTES`, and not past the moment `until`."""
    with socket.create_connection((target.ip, target.port), timeout=_left(until, clock)) as plain:
        stream = _secured(plain, target, until, clock) if target.scheme == "https" else plain
        stream.settimeout(_left(until, clock))
        stream.sendall(_request(target))
        raw = _read(stream, until, clock)
    response = http.client.HTTPResponse(_Held(raw))
    response.begin()
    headers = {name.lower(): value for name, value in response.getheaders()}
    try:
        body = response.read()
    except http.client.IncompleteRead as cut:
        body = cut.partial
    return response.status, headers, body[:BYTES]


def _secured(plain: socket.socket, target: Target, until: float, clock) -> ssl.SSLSocket:
    """The certificate is that of the name asked for, whatever the IP connected to."""
    plain.settimeout(_left(until, clock))
    return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)


def _request(target: Target) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    named = host if target.port in (80, 443) else f"{host}:{target.port}"
    path = quote(target.path, safe=":/?#[]@!$&'()*+,;=%~-._")
    lines = [f"GET {path} HTTP/1.1", f"Host: {named}", f"User-Agent: {AGENT}", "Accept: */*"]
    lines += ["Accept-Encoding: identity", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("ascii")


def _read(stream, until: float, clock) -> bytes:
    """What came before the end, the size or the moment, whichever is first; a late whole answer is none."""
    raw = b""
    while len(raw) < BYTES:
        stream.settimeout(_left(until, clock))
        piece = stream.recv(16_384)
        if not piece:
            break
        raw += piece
    return raw


def _left(until: float, clock) -> float:
    left = until - clock()
    if left <= 0:
        raise TimeoutError
    return left


class _Held:
    """A socket whose answer is already here, for the reader of the standard library."""

    def __init__(self, raw: bytes):
        self._raw = raw

    def makefile(self, *args, **kwargs):
        return io.BytesIO(self._raw)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "pas de réponse à temps"
    if isinstance(error, ssl.SSLError):
        return "certificat refusé"
    return "connexion refusée" if isinstance(error, OSError) else "réponse illisible"
