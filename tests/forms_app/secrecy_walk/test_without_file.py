"""A fiche filled without a file leaves no planted word anywhere: rows, free pages, logs of writes, cache, files, logs.

The portal runs on a database of its own, on disk, in its own process; on PostgreSQL, in the server of the tests.
"""

import base64
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection

from tests.browser.running import environment
from tests.forms_app.secrecy_walk import searching
from tests.forms_app.secrecy_walk.walk import NAMELESS, PLANTED

LOOKED_FOR = PLANTED + NAMELESS


@contextmanager
def database():
    """Environment that names a new database, and the folder where a server keeps it (none for SQLite)."""
    if connection.vendor != "postgresql":
        yield {}, None
        return
    import psycopg

    url = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("CREATE DATABASE walked")
        try:
            yield {"DATABASE_URL": urlunsplit(url._replace(path="/walked"))}, Path(shown(server))
        finally:
            server.execute("DROP DATABASE walked WITH (FORCE)")


def shown(server) -> str:
    return server.execute("SHOW data_directory").fetchone()[0]


def checkpoint(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CHECKPOINT")


def walk(data: Path, more: dict, *options: str) -> dict:
    """Fill every fiche; what the run says it found while the database was open."""
    done = run(data, more, "-m", "tests.forms_app.secrecy_walk.walk", str(data), *options)
    told = searching.found_in((done.stdout + done.stderr).encode(), LOOKED_FOR)
    return json.loads(done.stdout.splitlines()[-1]) | {"said": told}


def run(data: Path, more: dict, *arguments: str) -> subprocess.CompletedProcess:
    """Run Python on the portal with that data; fails with what it said."""
    places = {"cwd": settings.PROJECT_DIR, "env": environment(data, **more)}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, **places)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done


@pytest.mark.databases
def test_no_planted_word_of_a_fiche_without_a_file_is_found_anywhere(tmp_path):
    with database() as (more, server_data):
        prepare(tmp_path, more)
        report = walk(tmp_path, more)
        assert set(report["ran"]) == {"before", "after", "wiped"}
        assert min(report["ran"].values()) >= 9
        assert (report["found"], report["dumped"], report["said"]) == ({}, [], [])
        assert searching.found_under(tmp_path, LOOKED_FOR) == {}
        if server_data:
            checkpoint(more["DATABASE_URL"])
            assert searching.found_under(server_data.parent, LOOKED_FOR) == {}
        finds_what_is_left_on_purpose(tmp_path, more, server_data)


def prepare(data: Path, more: dict) -> None:
    run(data, more, "manage.py", "run_portal", "--prepare-only")


def finds_what_is_left_on_purpose(data: Path, more: dict, server_data: Path | None) -> None:
    """The same search sees a word left in the session and in the cache: what it did not find was not there."""
    report = walk(data, more, "--plant-only")
    tables = {told.split()[0] for told in report["dumped"]}
    assert {"django_session", "portal_security_cache"} <= tables
    places = server_data.parent if server_data else data
    if server_data:
        checkpoint(more["DATABASE_URL"])
    assert searching.found_under(places, LOOKED_FOR)


@pytest.mark.parametrize("form", sorted(searching.forms("Quorvélac")))
def test_every_form_of_a_word_is_found_in_a_file(form, tmp_path):
    (tmp_path / "file").write_bytes(b"\x00lead" + searching.forms("Quorvélac")[form] + b"tail\xff")
    assert searching.found_under(tmp_path, ["Quorvélac"])


@pytest.mark.parametrize("lead", ["", "a", "ab", "abc"])
def test_a_word_inside_a_longer_text_in_base64_is_found(lead, tmp_path):
    (tmp_path / "file").write_bytes(base64.b64encode(f"{lead}Madame Quorvélac, Rennes".encode()))
    assert searching.found_under(tmp_path, ["Quorvélac"])


@pytest.mark.parametrize("often", [1, 20])
def test_a_word_in_a_session_is_found_whether_it_is_compressed_or_not(often, tmp_path):
    held = signing.dumps({"left": "Quorvélac " * often}, compress=True)
    assert held.startswith(".") == (often > 1)
    (tmp_path / "file").write_bytes(b"\x01\x02" + held.encode() + b"\x00")
    assert searching.found_under(tmp_path, ["Quorvélac"])


def test_a_folder_without_the_word_says_nothing(tmp_path):
    (tmp_path / "file").write_text("Madame Quorvelin", encoding="utf-8")
    assert searching.found_under(tmp_path, ["Quorvélac"]) == {}
