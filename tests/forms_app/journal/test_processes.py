"""Several processes write at once: one chain. Alone in its module, since it leaves no row behind, not even a site."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]

WRITE = """
from forms_app.enums import JournalAct
from forms_app.services.trace import journal
for _ in range(15):
    journal.record(JournalAct.TEAM_READ, journal.Origin.command("essai"))
"""


def portal(url, *command):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    line = [sys.executable, "manage.py", *command]
    return subprocess.Popen(line, cwd=settings.PROJECT_DIR, env=environment, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_at_the_same_time_make_one_chain(transactional_db, request):
    url = request.getfixturevalue("shared_database")
    writers = [portal(url, "shell", "-v0", "-c", WRITE) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    said, _ = portal(url, "verify_journal").communicate()
    assert said.startswith("45 lignes vérifiées")
    assert "intact" in said
