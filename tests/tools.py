"""Tools of the machine that some tests need: found, or said to be missing."""

import os
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROJECT = Path(__file__).resolve().parent.parent


def chromium():
    """Path of a Chromium, or nothing; CHROMIUM names one that is elsewhere."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def vnu_jar():
    """Path of the HTML validator, or nothing: VNU_JAR names it, else npm left it in the project; it needs java."""
    places = [os.environ.get("VNU_JAR"), PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"]
    found = [Path(place) for place in places if place and Path(place).is_file()]
    return found[0] if found and shutil.which("java") else None


def poppler():
    """Path of the tools that read a PDF back, or nothing (Debian: poppler-utils)."""
    return shutil.which("pdftotext") and shutil.which("pdfinfo") and shutil.which("pdffonts")


def required(tool):
    """Whether this machine promised the tool (PORTAL_TEST_REQUIRE, as in .ci/run)."""
    return tool in os.environ.get("PORTAL_TEST_REQUIRE", "").split(",")


def missing(tool):
    """Leave the test out and say why; fail where the tool was promised."""
    if required(tool):
        pytest.fail(f"{tool} is required here and was not found")
    pytest.skip(f"{tool} was not found on this machine")
