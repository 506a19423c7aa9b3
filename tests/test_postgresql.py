"""Everything marked `databases` passes on PostgreSQL as it does on SQLite."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.postgresql import binaries, server
from tests.tools import missing

TAIL = 6_000


def test_the_suite_marked_databases_passes_on_postgresql():
    if connection.vendor == "postgresql":
        pytest.skip("already on PostgreSQL")
    if binaries() is None:
        missing("postgresql")
    with server() as url:
        environment = os.environ | {"DATABASE_URL": url, "PYTEST_ADDOPTS": ""}
        command = [sys.executable, "-m", "pytest", "-m", "databases", "-p", "no:xdist", "--tb=short", "--no-header"]
        done = subprocess.run(command, cwd=settings.PROJECT_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"on PostgreSQL:\n{done.stdout[-TAIL:]}{done.stderr[-TAIL:]}"
