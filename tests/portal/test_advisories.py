"""Libraries are compared with advisories, or the reason why they were not is told; nothing is ever fine by silence."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal import advisories
from portal.doctor import libraries as checked

LATE = {"vulns": [{"id": "PYSEC-0000-1"}, {"id": "GHSA-aaaa"}]}
CERTAIN = {"vulns": [{"id": "PYSEC-2018-1"}]}


class _Service(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self.server.asked = asked
        status, body = self.server.way(asked)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


def of_all(asked, known=()):
    """An honest answer: what is named has advisories, and so has the version that certainly has some."""
    found = [LATE if each["package"]["name"] in known else {} for each in asked[:-1]]
    return 200, json.dumps({"results": [*found, CERTAIN]}).encode()


@pytest.fixture
def service(settings, tmp_path):
    """A service of this machine, honest until told otherwise."""
    server = HTTPServer(("127.0.0.1", 0), _Service)
    server.way = of_all
    settings.DATA_DIR, settings.PORTAL_ADVISORIES = tmp_path / "data", f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def command():
    out = StringIO()
    call_command("audit_libraries", stdout=out)
    return out.getvalue()


def test_every_library_that_is_installed_is_asked_in_its_version(service):
    assert f"{len(advisories.installed())} libraries compared" in command()
    asked = {each["package"]["name"]: each["version"] for each in service.asked[:-1]}
    assert asked == advisories.installed()
    assert {"django", "wagtail", "django-allauth"} <= asked.keys()


def test_a_library_with_an_advisory_fails_the_command_and_is_to_be_mended(service):
    service.way = lambda asked: of_all(asked, {"wagtail"})
    with pytest.raises(CommandError, match="1 of"):
        command()
    found = checked.libraries()
    assert found.level == "mend"
    assert "wagtail: GHSA-aaaa, PYSEC-0000-1" in found.said


def nothing_at_all(asked):
    """Every library is sound, even the one that certainly is not: a mirror that is empty."""
    return 200, json.dumps({"results": [{} for _ in asked]}).encode()


def fewer(asked):
    return 200, json.dumps({"results": [{}, CERTAIN]}).encode()


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (nothing_at_all, "cannot be believed"),
        (fewer, "2 answered"),
        (lambda asked: (503, b""), "answered 503"),
        (lambda asked: (302, b""), "answered 302"),
        (lambda asked: (200, b"<html>"), "something else"),
        (lambda asked: (200, b"[]"), "something else"),
        (lambda asked: (200, b'{"results": null}'), "0 answered"),
        (lambda asked: (200, json.dumps({"results": ["x" for _ in asked]}).encode()), "something else"),
    ],
)
def test_a_service_that_did_not_truly_answer_is_a_reason_and_never_fine(service, way, reason):
    service.way = way
    with pytest.raises(CommandError, match="NOTHING WAS COMPARED") as told:
        command()
    assert reason in str(told.value)
    assert told.value.returncode == 2
    assert advisories.last() is None


def test_a_service_that_nobody_reaches_is_a_reason(service, settings):
    service.server_close()
    with pytest.raises(CommandError, match="NOTHING WAS COMPARED: the service did not answer"):
        command()


def test_the_comparison_before_stays_when_the_next_one_fails(service):
    command()
    before = advisories.last()
    service.way = nothing_at_all
    with pytest.raises(CommandError):
        command()
    assert advisories.last() == before


def test_libraries_never_compared_are_said(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert checked.libraries().level == "look"


def test_a_comparison_is_good_for_thirty_days(service, monkeypatch):
    command()
    at = advisories.last().at
    monkeypatch.setattr(checked.timezone, "now", lambda: at + checked.OLD)
    assert checked.libraries().level == "ok"
    monkeypatch.setattr(checked.timezone, "now", lambda: at + checked.OLD + timedelta(seconds=1))
    assert checked.libraries().level == "look"


def test_a_comparison_of_other_versions_is_said(service, monkeypatch):
    command()
    monkeypatch.setattr(advisories, "installed", lambda: {"django": "5.2.1"})
    found = checked.libraries()
    assert (found.level, "others" in found.said) == ("look", True)


def test_the_worker_asks_nobody_unless_a_service_is_named(service, settings):
    named, settings.PORTAL_ADVISORIES = settings.PORTAL_ADVISORIES, ""
    advisories.review_of_the_day()
    assert advisories.last() is None
    settings.PORTAL_ADVISORIES = named
    advisories.review_of_the_day()
    assert advisories.last().libraries == len(advisories.installed())
