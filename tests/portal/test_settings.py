"""The environment is read strictly, and production refuses to start without what it needs."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment as env
from tests.checks import PRODUCTION


def start(tmp_path, **changes):
    """Exit code and words of a process that loads the production settings; None takes a variable away."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    given = kept | PRODUCTION | {"PORTAL_DATA_DIR": str(tmp_path)} | changes
    given = {name: value for name, value in given.items() if value is not None}
    command = [sys.executable, "-c", "from django.conf import settings; settings.SECRET_KEY"]
    done = subprocess.run(command, cwd=settings.PROJECT_DIR, env=given, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_production_starts_with_all_it_needs(tmp_path):
    assert start(tmp_path) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "PORTAL_FIELD_KEYS", "PORTAL_HOSTS", "DATABASE_URL", "PORTAL_BASE_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    code, words = start(tmp_path, **{name: None})
    assert code != 0
    assert name in words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("PORTAL_FIELD_KEYS", "trop-courte"),
        ("PORTAL_FIELD_KEYS", PRODUCTION["PORTAL_FIELD_KEYS"] + ",trop-courte"),
        ("PORTAL_HOSTS", "*"),
        ("PORTAL_DEMO", "1"),
        ("PORTAL_DEMO", "oui"),
        ("PORTAL_SECOND_FACTOR", "0"),
        ("PORTAL_IDLE_MINUTES", "0"),
        ("PORTAL_IDLE_MINUTES", "61"),
        ("PORTAL_HOURLY_TIMES", "0"),
        ("PORTAL_HOURLY_TIMES", "101"),
        ("PORTAL_OPENID", "un-fournisseur-inconnu"),
    ],
)
def test_production_refuses_what_is_not_safe(name, value, tmp_path):
    code, words = start(tmp_path, **{name: value})
    assert code != 0
    assert name in words


def test_a_provider_is_reached_over_tls_alone(tmp_path):
    asked = {"PORTAL_OPENID": "proconnect", "PORTAL_PROCONNECT_CLIENT_ID": "a", "PORTAL_PROCONNECT_CLIENT_SECRET": "b"}
    known = "https://idp.invalid/.well-known/openid-configuration"
    assert start(tmp_path, **asked, PORTAL_PROCONNECT_DISCOVERY=known) == (0, "")
    for address in (known.replace("https", "http"), "https://idp.invalid/"):
        code, words = start(tmp_path, **asked, PORTAL_PROCONNECT_DISCOVERY=address)
        assert code != 0
        assert "PORTAL_PROCONNECT_DISCOVERY" in words


def test_a_flag_that_says_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("PORTAL_OPEN_READING", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="PORTAL_OPEN_READING"):
        env.flag("PORTAL_OPEN_READING")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Oui", True), ("0", False), ("off", False), ("", False)])
def test_a_flag_is_read_in_both_languages(value, meant, monkeypatch):
    monkeypatch.setenv("PORTAL_OPEN_READING", value)
    assert env.flag("PORTAL_OPEN_READING", not meant) is meant


def test_sqlite_writers_queue_and_nothing_is_lost_at_a_power_cut():
    described = env.database("sqlite:////data/portal.sqlite3")
    assert described["NAME"] == "/data/portal.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert described["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in described["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]
    assert described["ATOMIC_REQUESTS"] is False


def test_a_kept_connection_to_postgresql_is_checked_before_use():
    described = env.database("postgresql://reader:p%40ss@db.example:5433/portal?sslmode=require")
    assert (described["USER"], described["PASSWORD"], described["HOST"]) == ("reader", "p@ss", "db.example")
    assert (described["PORT"], described["NAME"]) == ("5433", "portal")
    assert described["OPTIONS"] == {
        "sslmode": "require",
        "prepare_threshold": 2,
        "options": "-c plan_cache_mode=force_generic_plan",
    }
    assert described["CONN_MAX_AGE"] > 0
    assert described["CONN_HEALTH_CHECKS"] is True
    assert described["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize(("asked", "threshold"), [("5", 5), ("0", 0), ("never", None)])
def test_a_pooler_that_keeps_no_prepared_question_is_told_to_the_connection(asked, threshold):
    described = env.database(f"postgresql://me@/portal?prepare_threshold={asked}")
    assert described["OPTIONS"]["prepare_threshold"] == threshold
    assert ("options" in described["OPTIONS"]) is (threshold is not None)  # a pooler refuses settings of its own


def test_what_an_address_sets_for_its_connections_stays_beside_what_the_portal_sets():
    described = env.database("postgresql://me@/portal?options=-c%20lock_timeout%3D5s")
    assert described["OPTIONS"]["options"] == "-c lock_timeout=5s -c plan_cache_mode=force_generic_plan"


def test_a_socket_folder_is_a_host():
    assert env.database("postgresql://me@/portal?host=/run/pg")["HOST"] == "/run/pg"


def test_another_database_is_refused():
    with pytest.raises(ImproperlyConfigured):
        env.database("mysql://localhost/portal")


def test_a_generated_secret_is_kept_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "new" / "secret"
    first = env.kept_secret(path)
    assert env.kept_secret(path) == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o077 == 0
