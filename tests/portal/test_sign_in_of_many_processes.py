"""What tires does so for every process together (SQLite and PostgreSQL): security decision D6."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.conftest import make_account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]
PROCESSES, PATIENCE = 4, 240
PREPARED = """
import sys
import django
django.setup()
from django.test import Client
from portal.accounts.backends import PersonBackend
looked = []
known = PersonBackend.authenticate
PersonBackend.authenticate = lambda self, *args, **more: looked.append(1) or known(self, *args, **more)
print("ready", flush=True)
sys.stdin.readline()
"""
GUESSES = """
for guess in range(15):
    Client().post("/compte/connexion/", {"login": "medecin", "password": f"essai-{guess}-de-plus"})
print(len(looked))
"""


def together(url, script, *words):
    """What each process printed: all start, wait for one another, then go at once."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "-W", "ignore", "-c", PREPARED + script, *words]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    places = {"cwd": settings.PROJECT_DIR, "env": environment}
    processes = [subprocess.Popen(command, **pipes, **places) for _ in range(PROCESSES)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [int(process.communicate(timeout=PATIENCE)[0].splitlines()[-1]) for process in processes]


def test_of_sixty_guesses_over_four_processes_five_at_most_are_looked_at(transactional_db, request):
    make_account("medecin")
    looked = together(request.getfixturevalue("shared_database"), GUESSES)
    assert 1 <= sum(looked) <= 5
