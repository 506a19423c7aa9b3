"""Fifty people on PostgreSQL, eight on SQLite, act at the same moment: nothing lost, nothing doubled, one chain.

Alone in its module, since it leaves no row behind, not even a site.
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection

from portal.accounts.demo import ACCOUNTS
from tests.forms_app.dossiers.conftest import here  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]
AT_ONCE = {"postgresql": 50, "sqlite": 8}
READ = """
import json
from forms_app.models import Avis, Dossier, JournalEvent
from forms_app.services.trace.journal_check import verify
rows = Dossier.objects.prefetch_related("passages", "avis")
print(json.dumps({
    "numbers": sorted(row.number for row in rows),
    "states": sorted({row.avis_state for row in rows}),
    "avis": sorted(len(row.avis.all()) for row in rows),
    "ranks": sorted({tuple(passage.rank for passage in row.passages.all()) for row in rows}),
    "names": sorted({tuple(passage.name for passage in row.passages.all()) for row in rows}),
    "validated": JournalEvent.objects.filter(act="avis-validated").count(),
    "sound": verify().sound,
}))
"""


def run(url, *command):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, *command], cwd=settings.PROJECT_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_is_lost_or_doubled_when_everybody_acts_at_once(transactional_db, request):
    for role in {role for _, _, role in ACCOUNTS.values() if role}:
        Group.objects.get_or_create(name=role)  # an earlier test with real transactions emptied every table
    request.getfixturevalue("here")
    url, number = request.getfixturevalue("shared_database"), AT_ONCE[connection.vendor]
    told = run(url, "-m", "tests.forms_app.drills.acting", str(number))
    assert told["errors"] == []
    assert sorted(told["numbers"]) == list(range(1, number + 1))
    assert told["done"] == {
        "open": number, "validate-avis": number, "record-signature": number + 1, "submit": number, "transmit": number,
    }  # fmt: skip
    assert told["refused"] == {"validate-avis": number, "submit": number, "transmit": number}
    kept = run(url, "manage.py", "shell", "-v0", "-c", READ)
    life = ["register-report", "begin-review", "validate-avis", "record-signature", "submit", "transmit"]
    signed_again = [*life[:3], "record-signature", *life[3:]]
    assert kept == {
        "numbers": list(range(1, number + 1)), "states": ["avis-transmitted"], "avis": [1] * number,
        "ranks": [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]], "names": sorted([life, signed_again]),
        "validated": number, "sound": True,
    }  # fmt: skip
