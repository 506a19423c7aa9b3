"""Keys are rotated while other processes write. Alone in its module, since it leaves no row behind."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from portal.accounts.demo import ACCOUNTS
from portal.settings.environment import new_field_key

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]
DOSSIERS, WRITTEN = 200, 60

WRITE = """
import json
from django.utils import timezone
from forms_app import policy
from forms_app.models import Dossier
from forms_app.services.dossiers import dossier_files
from forms_app.services.trace.journal import Origin
from django.contrib.auth import get_user_model
user = get_user_model().objects.get(username="medecin")
for number, row in enumerate(Dossier.objects.order_by("-number")[:{count}]):
    reader = policy.opened(user, row.pk, on=timezone.localdate())
    dossier_files.write(origin=Origin(user), reader=reader, compartment="medical",
                        content={{"notes": f"écrit {{number}}", "checks": []}})
"""
READ = """
import json
from forms_app import crypto
from forms_app.models import Dossier, MedicalFile
from forms_app.services.dossiers import dossiers
from forms_app.services.keys.sealed_fields import SEALED
for sealed in SEALED:
    for token in map(sealed.token, sealed.rows().values_list(sealed.column, flat=True)):
        assert crypto.rank_of(token, sealed.family) == 0, sealed
for row in Dossier.objects.all():
    assert set(row.names.values_list("digest", flat=True)) == dossiers.name_digests(row)
notes = [json.loads(crypto.unseal_in("dossier-medical-1", row.payload))["notes"] for row in MedicalFile.objects.all()]
print(Dossier.objects.count(), sum(each.startswith("écrit") for each in notes))
"""


def portal(url, keys, *command):
    environment = os.environ | {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.forms_app.keys.settings", "TEST_FIELD_KEYS": keys,
    }  # fmt: skip
    line = [sys.executable, "manage.py", *command]
    return subprocess.Popen(line, cwd=settings.PROJECT_DIR, env=environment, stdout=subprocess.PIPE, text=True)


def said(process):
    words, _ = process.communicate()
    assert process.returncode == 0, words
    return words


def test_nothing_is_lost_or_left_under_the_old_key_when_others_write_meanwhile(transactional_db, request):
    for role in {role for _, _, role in ACCOUNTS.values() if role}:
        Group.objects.get_or_create(name=role)  # an earlier test with real transactions emptied every table
    place, dossier_in = request.getfixturevalue("here"), request.getfixturevalue("dossier_in")
    for number in range(DOSSIERS):
        dossier_in(place, family=f"Essai {number}")
    url = request.getfixturevalue("shared_database")
    old = settings.PORTAL_FIELD_KEYS[0]
    newest = new_field_key()
    both, not_started_again = f"{newest},{old}", f"{old},{newest}"
    write = ("shell", "-v0", "-c", WRITE.format(count=WRITTEN))
    others = [portal(url, keys, *write) for keys in (both, not_started_again)]
    first = said(portal(url, both, "rotate_keys"))
    assert f"dossier.person {DOSSIERS}/{DOSSIERS}" in first
    [said(other) for other in others]
    said(portal(url, both, "rotate_keys"))  # for what the process with the old settings sealed after it had passed
    assert said(portal(url, newest, "shell", "-v0", "-c", READ)).split() == [str(DOSSIERS), str(WRITTEN)]
