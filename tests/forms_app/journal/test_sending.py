"""The rows of the journal reach a collector outside, each once it said so; one that dies loses none."""

import json
import logging
import ssl
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from forms_app.enums import JournalAct
from forms_app.models import JournalCursor, JournalEvent
from forms_app.models.journal import SEALED
from forms_app.services.trace import journal, journal_sending
from forms_app.services.trace.journal import Origin
from portal.doctor import data
from portal.settings import environment as env
from tests.browser.tls import HOST, certificate

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


class Collector(ThreadingHTTPServer):
    """A collector of this machine; `ways` says what it does with each request in turn, then it takes everything."""

    daemon_threads = True

    def __init__(self, folder=None):
        super().__init__(("127.0.0.1", 0), _Taking)
        self.rows, self.ways, self.tokens = [], [], []
        if folder:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate(folder))
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request, client_address):
        """A connection that was refused leaves no trace."""


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        way = self.server.ways.pop(0) if self.server.ways else "taken"
        if way == "cut":  # it dies before its answer: whether it has the rows, nobody knows
            self.close_connection = True
            return
        if way == 204 or way == "taken":
            self.server.rows += [json.loads(line) for line in body.splitlines()]
            self.server.tokens.append(self.headers["Authorization"])
        self.send_response({"taken": 200}.get(way, way))
        self.send_header("Content-Length", "0")
        if way == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def listening(folder=None):
    server = Collector(folder)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def collector(settings):
    with listening() as server:
        settings.PORTAL_JOURNAL_COLLECTOR = f"http://127.0.0.1:{server.server_port}/journal"
        yield server


def write(number):
    return [journal.record(JournalAct.TEAM_READ, Origin.command("essai")) for _ in range(number)]


def numbers(server):
    return [row["number"] for row in server.rows]


def test_nothing_is_sent_where_no_collector_is_named(settings):
    settings.PORTAL_JOURNAL_COLLECTOR = ""
    write(1)
    assert journal_sending.send_new() == 0
    assert not JournalCursor.objects.exists()


def test_each_row_is_received_once_and_in_its_order(collector):
    write(3)
    assert journal_sending.send_new() == 3
    write(2)
    assert journal_sending.send_new() == 2
    assert journal_sending.send_new() == 0
    assert numbers(collector) == [1, 2, 3, 4, 5]


def test_a_long_journal_leaves_in_bounded_parts(collector, monkeypatch):
    monkeypatch.setattr(journal_sending, "BATCH", 2)
    monkeypatch.setattr(journal_sending, "BATCHES", 2)
    write(5)
    assert [journal_sending.send_new() for _ in range(3)] == [4, 1, 0]
    assert numbers(collector) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("way", ["cut", 500, 503, 404, 302, 401])
def test_rows_that_a_collector_did_not_take_are_sent_again(collector, way, caplog):
    collector.ways = [way, way]
    write(3)
    with caplog.at_level(logging.ERROR, "portal.journal"):
        assert [journal_sending.send_new(), journal_sending.send_new()] == [0, 0]
    assert "did not take its rows" in caplog.text
    assert journal_sending.waiting().rows == 3
    assert journal_sending.send_new() == 3
    assert numbers(collector) == [1, 2, 3]
    assert journal_sending.waiting().rows == 0


def test_a_collector_that_dies_and_comes_back_has_every_row(settings):
    with listening() as first:
        settings.PORTAL_JOURNAL_COLLECTOR = f"http://127.0.0.1:{first.server_port}/"
        write(2)
        journal_sending.send_new()
    write(2)
    assert journal_sending.send_new() == 0  # nobody listens there
    with listening() as second:
        _same_collector_at(settings, second)
        assert journal_sending.send_new() == 2
    assert numbers(first) + numbers(second) == [1, 2, 3, 4]


def _same_collector_at(settings, server):
    """The cursor is that of an address, and the port of a test is not given twice."""
    address = f"http://127.0.0.1:{server.server_port}/"
    JournalCursor.objects.filter(collector=settings.PORTAL_JOURNAL_COLLECTOR).update(collector=address)
    settings.PORTAL_JOURNAL_COLLECTOR = address


def test_another_collector_receives_the_journal_from_its_first_row(collector, settings):
    write(2)
    journal_sending.send_new()
    with listening() as other:
        settings.PORTAL_JOURNAL_COLLECTOR = f"http://127.0.0.1:{other.server_port}/"
        journal_sending.send_new()
        assert numbers(other) == [1, 2]


def test_a_row_leaves_with_all_that_its_seal_covers_and_nothing_else(collector, django_user_model):
    person = django_user_model.objects.create_user("camille.aubrac", first_name="Camille", last_name="Aubrac")
    journal.record(JournalAct.TEAM_READ, Origin(actor=person, route="equipe", source="0123456789abcdef"))
    journal_sending.send_new()
    (received,) = collector.rows
    assert set(received) == {*SEALED, "seal"}
    assert received["seal"] == JournalEvent.objects.get().seal
    assert received["actor_id"] == person.pk
    assert "ubrac" not in json.dumps(received)


def test_the_collector_is_shown_its_token(collector, settings):
    settings.PORTAL_JOURNAL_TOKEN = "jeton-des-essais"
    write(1)
    journal_sending.send_new()
    assert collector.tokens == ["Bearer jeton-des-essais"]


def test_a_certificate_that_nobody_trusts_receives_nothing(settings, tmp_path):
    with listening(tmp_path) as server:
        settings.PORTAL_JOURNAL_COLLECTOR = f"https://{HOST}:{server.server_port}/"
        write(1)
        assert journal_sending.send_new() == 0
        assert server.rows == []
        settings.PORTAL_JOURNAL_AUTHORITY = str(tmp_path / "front.pem")
        assert journal_sending.send_new() == 1
        assert numbers(server) == [1]


def test_the_command_says_what_was_taken_and_fails_when_the_collector_does(collector):
    write(2)
    collector.ways = [503]
    with pytest.raises(CommandError, match="503"):
        call_command("send_journal", stdout=StringIO())
    out = StringIO()
    call_command("send_journal", stdout=out)
    assert out.getvalue().startswith("2 lignes")


def test_a_collector_that_lost_its_rows_is_sent_them_again(collector):
    write(4)
    call_command("send_journal", stdout=StringIO())
    call_command("send_journal", again_from=3, stdout=StringIO())
    assert numbers(collector) == [1, 2, 3, 4, 3, 4]


def test_the_doctor_says_rows_that_wait_for_more_than_ten_minutes(collector, monkeypatch):
    (row,) = write(1)
    monkeypatch.setattr(data.timezone, "now", lambda: row.at + data.LATE)
    assert data.collector().level == "ok"
    monkeypatch.setattr(data.timezone, "now", lambda: row.at + data.LATE + timedelta(seconds=1))
    assert data.collector().level == "mend"
    journal_sending.send_new()
    assert data.collector().level == "ok"


def test_the_doctor_says_that_no_collector_is_named(settings):
    settings.PORTAL_JOURNAL_COLLECTOR = ""
    assert data.collector().level == "look"


@pytest.mark.parametrize(
    "address",
    ["", "https://journal.exemple.fr/x?y=1", "http://127.0.0.1:8088/", "http://localhost/", "http://[::1]:1/"],
)
def test_a_collector_is_reached_over_tls_or_on_this_machine(address, monkeypatch):
    monkeypatch.setenv("PORTAL_JOURNAL_COLLECTOR", address)
    assert env.collector("PORTAL_JOURNAL_COLLECTOR") == address


@pytest.mark.parametrize(
    "address", ["http://journal.exemple.fr/", "journal.exemple.fr", "https://", "https://u:p@x.fr/", "ftp://x.fr/"]
)
def test_any_other_collector_is_refused(address, monkeypatch):
    monkeypatch.setenv("PORTAL_JOURNAL_COLLECTOR", address)
    with pytest.raises(ImproperlyConfigured):
        env.collector("PORTAL_JOURNAL_COLLECTOR")
