"""A proxy that ends TLS before the portal, as nginx does in production, with a certificate made for the run."""

import http.client
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "localhost"
#: Headers of one hop, and those that the proxy writes itself.
OWN = {"connection", "keep-alive", "transfer-encoding", "content-length", "x-forwarded-for", "x-forwarded-proto"}


def certificate(folder):
    """Write a key and a certificate of this machine for an hour; returns the file that holds both."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=12))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "front.pem"
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem))
    return path


class Forward(BaseHTTPRequestHandler):
    """Hands each request over to the portal, with what the proxy alone knows of it."""

    protocol_version = "HTTP/1.1"
    portal: int

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sent = {name: value for name, value in self.headers.items() if name.lower() not in OWN}
        sent |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
        behind = http.client.HTTPConnection("127.0.0.1", self.portal, timeout=60)
        behind.request(self.command, self.path, body, sent)
        answer = behind.getresponse()
        words = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(words)
        behind.close()

    do_GET = do_POST = do_HEAD = forward

    def log_message(self, *args):
        """Say nothing: the portal has its own log."""


class Front(ThreadingHTTPServer):
    """A server that says nothing of a browser which first refuses a certificate that nobody signed."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """A connection that was refused leaves no trace."""


@contextmanager
def front(folder, portal):
    """Proxy before the portal of that port; gives the address where a browser comes."""
    server = Front(("127.0.0.1", 0), type("ForwardHere", (Forward,), {"portal": portal}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
