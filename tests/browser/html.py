"""Validity of a page: vnu, run once as a local server, where the machine has it; else a strict parser of HTML 5."""

import re
import subprocess
import time
import urllib.request
from contextlib import contextmanager

import html5lib

from tests.browser.running import free_port
from tests.tools import missing, required, vnu_jar

PATIENCE = 60


@contextmanager
def validator():
    """Function that returns the errors of a page's source."""
    jar = vnu_jar()
    if jar is None:
        if required("vnu"):
            missing("vnu")
        yield strict_errors
        return
    port = free_port()
    home = "-Dnu.validator.servlet.bind-address=127.0.0.1"
    line = ["java", "-cp", str(jar), home, "nu.validator.servlet.Main", str(port)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield lambda source: vnu_errors(port, source)
    finally:
        server.terminate()
        server.wait()


def wait_for(port, server):
    """Until the validator answers; fails when it ends first or patience does."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return vnu_errors(port, "<!DOCTYPE html><html lang='fr'><title>Essai</title>")
        except OSError:
            assert server.poll() is None, "vnu ended"
            assert time.monotonic() < end, "vnu never answered"
            time.sleep(0.2)


def vnu_errors(port, source):
    """Errors of vnu, one line each, with the place in the source."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/?out=gnu&level=error",
        data=source.encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - the validator started by the test
        return [line.partition(":")[2] for line in answer.read().decode().splitlines() if "error" in line]


def strict_errors(source):
    """First error of the strict parser: it knows the grammar of the page, not what may stand in what."""
    try:
        html5lib.HTMLParser(strict=True).parse(source)
    except html5lib.html5parser.ParseError as error:
        return [str(error)]
    doubles = re.findall(r'\sid="([^"]*)"', source)
    return [f"id twice: {name}" for name in sorted(set(doubles)) if doubles.count(name) > 1]
