"""What the portal holds: the database and its schema, the shared cache, the texts, the keys, the journal."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from forms_app import crypto
from forms_app.services.trace import journal_check, journal_heads, journal_sending
from guidance.models import TextPage
from portal.doctor.finding import Finding

LATE = timedelta(minutes=10)
APART = timedelta(seconds=5)  # clocks further apart would date acts wrongly near midnight


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "sqlite":
        return Finding.look("database", "SQLite answers: one machine only; PostgreSQL for several")
    version = connection.pg_version
    return Finding.ok("database", f"PostgreSQL {version // 10_000} answers")


def clock():
    """The clock of the machine against that of the database: dates of acts are legal facts."""
    if connection.vendor == "sqlite":
        return Finding.ok("clock", "the database has no clock of its own")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(datetime.now(UTC) - cursor.fetchone()[0])
    if apart > APART:
        return Finding.mend("clock", f"{apart.total_seconds():.0f} s away from the database: synchronise both machines")
    return Finding.ok("clock", "that of the database")


def migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding.mend("migrations", f"{len(waiting)} wait: run manage.py migrate")
    return Finding.ok("migrations", "all applied")


def shared_cache():
    """Counters of attempts live there: it must be the same for every process."""
    if "locmem" in settings.CACHES["default"]["BACKEND"].lower():
        return Finding.mend("cache", "each process has its own: attempts to sign in would be counted apart")
    cache.set("doctor", "here", 10)
    if cache.get("doctor") != "here":
        return Finding.mend("cache", "keeps nothing: run manage.py createcachetable")
    return Finding.ok("cache", "shared and kept")


def texts():
    count = TextPage.objects.live().count()
    if not count:
        return Finding.mend("texts", "none is published: run manage.py load_texts, load_fiches, load_authorities")
    return Finding.ok("texts", f"{count} published")


def keys():
    """The first key seals and opens again; keys that only old rows need are said."""
    if crypto.unseal(crypto.seal(b"doctor")) != b"doctor":
        return Finding.mend("keys", "what is sealed does not open: PORTAL_FIELD_KEYS")
    old = len(settings.PORTAL_FIELD_KEYS) - 1
    if old:
        return Finding.look("keys", f"{old} beside the first: finish the rotation, then forget them (rotate_keys)")
    return Finding.ok("keys", "one, it seals and opens")


def journal():
    """The locks of the journal stand, and it has not become shorter than what left the database."""
    missing = journal_check.missing_triggers()
    if missing:
        return Finding.mend("journal", f"locks are missing ({', '.join(sorted(missing))}): run manage.py migrate")
    head, kept = journal_heads.current(), journal_heads.kept()
    last = max((each.number for each in kept), default=0)
    if last > (head.number if head else 0):
        return Finding.mend("journal", f"shorter than its exported head {last}: call security, run verify_journal")
    if head and not kept:
        return Finding.look(
            "journal", "its head has not left the database yet: the worker writes it within PORTAL_JOURNAL_MINUTES"
        )
    return Finding.ok("journal", f"{head.number if head else 0} rows, locks in place")


def collector():
    """The rows of the journal leave this machine, and none waits for long."""
    if not settings.PORTAL_JOURNAL_COLLECTOR:
        return Finding.look("collector", "PORTAL_JOURNAL_COLLECTOR names none: the rows of the journal stay here alone")
    waiting = journal_sending.waiting()
    if waiting.since and timezone.now() - waiting.since > LATE:
        return Finding.mend(
            "collector", f"{waiting.rows} rows of the journal wait: run manage.py send_journal to see why"
        )
    return Finding.ok("collector", f"{waiting.rows} rows of the journal wait for it")


CHECKS = (database, clock, migrations, shared_cache, texts, keys, journal, collector)
