"""Tools of the machine that some tests need: found, or said to be missing."""

import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium():
    """Path of a Chromium, or nothing; CHROMIUM names one that is elsewhere."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing(tool):
    """Leave the test out and say why; fail where the tool was promised (PORTAL_TEST_REQUIRE, as in .ci/run)."""
    if tool in os.environ.get("PORTAL_TEST_REQUIRE", "").split(","):
        pytest.fail(f"{tool} is required here and was not found")
    pytest.skip(f"{tool} was not found on this machine")
