"""A server of the tests' own on the loopback, the guard that lets it through alone, and a count of who came."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from guidance.checking import PublicOnly
from guidance.checking.guard import is_public

PAGES = {"/": "accueil", "/bon": "une page sur le Mali et ses hôpitaux", "/compte": '<input type="password" name="p">'}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, f"_{self.path.strip('/').partition('/')[0].replace('-', '_')}", self._page)()

    def _page(self):
        body = self.server.pages.get(self.path)
        self._send(200 if body is not None else 404, (body or "rien").encode())

    def _send(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _status(self):
        self._send(int(self.path.rsplit("/", 1)[1]))

    def _vers(self):
        """`/vers/301/bon` leads to `/bon`."""
        _, _, status, *rest = self.path.split("/")
        self._send(int(status), Location="/" + "/".join(rest))

    def _dehors(self):
        self._send(302, Location=self.server.outside)

    def _lent(self):
        time.sleep(self.server.slowness)
        self._send(200)

    def _goutte(self):
        """Headers at once, then a sign at a time."""
        self.send_response(200)
        self.end_headers()
        for _ in range(400):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.02)
            except OSError:
                return

    def _sans_fin(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(200_000):  # 260 MB, far more than both ends of a connection hold
                self.wfile.write(b"<p>encore</p>" * 100)
                self.server.sent += 1300
        except OSError:
            return

    def log_message(self, *args):
        """Nothing in the log of the tests."""


class Forbidden:
    """A listener on the loopback that nobody may reach: it counts who does."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.port = self.socket.getsockname()[1]

    @property
    def reached(self):
        try:
            self.socket.accept()[0].close()
            return True
        except TimeoutError:
            return False


class OwnServerOnly(PublicOnly):
    """Lets through the port of the tests' server on the loopback, beside the public web."""

    def __init__(self, port, resolve=None):
        super().__init__(["*"], resolve or (lambda host, port: ["127.0.0.1"]))
        self.port, self.looked = port, False

    def accepts_port(self, scheme, port):
        self.looked = port == self.port and scheme == "http"
        return self.looked or super().accepts_port(scheme, port)

    def accepts(self, ip):
        return (self.looked and ip == "127.0.0.1") or is_public(ip)


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked, server.pages, server.outside, server.slowness, server.sent = [], dict(PAGES), "", 0.4, 0
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server
