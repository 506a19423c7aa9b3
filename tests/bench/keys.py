"""`python -m tests.bench.keys`: keys rotated over many dossiers while somebody writes; nothing is unreadable after."""

import argparse
import subprocess
import sys
import time
from contextlib import nullcontext

from portal.settings.environment import new_field_key
from tests.bench.site import Site
from tests.postgresql import binaries, server

PDF_BYTES = 30_000  # of a fiche 3 as printed
FILL = """
import hashlib, json, os, uuid
from dataclasses import asdict
from datetime import date
from django.contrib.auth import get_user_model
from django.utils import timezone
from forms_app import crypto, models
from forms_app.services.demo import demonstration
from forms_app.services.dossiers import dossiers
accounts = {{user.username: user for user in get_user_model().objects.all()}}
demonstration.fill(accounts)
user, place = accounts["medecin"], models.Authority.objects.get(code=demonstration.CODE)
prefecture = place.prefectures.first()
def rows(numbers):
    for number in numbers:
        person = dossiers.Person(f"Essai {{number}}", "Amina", birth="1981", address="1 rue de l’Essai")
        yield models.Dossier(authority=place, year=2016, number=number, initials="A. E.",
            person=dossiers.sealed(person), prefecture=prefecture, matter="residence",
            registered_on=date(2016, 3, 1), residence="35", avis_state="avis-given", appeal_state="no-appeal",
            humanitarian_state="nothing", opened_by=user)
for start in range(1, {count} + 1, 500):
    made = models.Dossier.objects.bulk_create(rows(range(start, min(start + 500, {count} + 1))))
    models.DossierName.objects.bulk_create(
        models.DossierName(dossier=row, digest=each) for row in made for each in dossiers.name_digests(row))
    author = json.dumps({{"name": "Kerdoncuff-Essai"}}).encode()
    models.Report.objects.bulk_create(models.Report(dossier=row, received_on=date(2016, 3, 1), mode="by-doctor",
        author=crypto.seal_in("dossier-report-1", author), recorded_by=user) for row in made)
    notes = json.dumps({{"notes": "notes", "checks": []}}).encode()
    models.MedicalFile.objects.bulk_create(models.MedicalFile(dossier=row, written_by=user,
        payload=crypto.seal_in("dossier-medical-1", notes)) for row in made)
    pdf = os.urandom({size})
    models.Avis.objects.bulk_create(models.Avis(dossier=row, letter=uuid.uuid4(), role="physician",
        pdf=crypto.seal_in("dossier-avis-1", pdf), pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        validated_by=user, validated_at=timezone.now()) for row in made)
"""
WRITE = """
import sys, time
from django.contrib.auth import get_user_model
from django.utils import timezone
from forms_app import policy
from forms_app.models import Dossier
from forms_app.services.dossiers import dossier_files
from forms_app.services.trace.journal import Origin
user, slowest, count = get_user_model().objects.get(username="medecin"), 0.0, 0
for row in Dossier.objects.order_by("-number")[:{count}]:
    reader, start = policy.opened(user, row.pk, on=timezone.localdate()), time.perf_counter()
    dossier_files.write(origin=Origin(user), reader=reader, compartment="medical", content={{"notes": "écrit"}})
    slowest, count = max(slowest, time.perf_counter() - start), count + 1
    time.sleep(0.05)
print(f"{{count}} writes, the slowest {{slowest:.2f}} s")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=10_000)
    parser.add_argument("--url", help="an empty database to use, instead of one made for the measure on each kind")
    options = parser.parse_args()
    if options.url:
        return measure(options.url.partition(":")[0], nullcontext(options.url), options.dossiers)
    measure("SQLite", nullcontext(""), options.dossiers)
    if binaries():
        measure("PostgreSQL", server(), options.dossiers)


def measure(name: str, database, count: int) -> None:
    with database as url:
        site = Site(url)
        try:
            for words in (("migrate", "-v0"), ("createcachetable",), ("demo_accounts",)):
                site.manage(*words)
            site.manage("shell", "-v0", "-c", FILL.format(count=count, size=PDF_BYTES))
            took, written = rotated_under_use(site, count)
            again, _ = timed(site)
            say(f"{name}: {count} dossiers rotated in {took:.0f} s ({written}); passed over again in {again:.0f} s")
        finally:
            site.remove()


def rotated_under_use(site: Site, count: int) -> tuple[float, str]:
    """Seconds of a rotation while a physician writes, and what the physician met; only the newest key is left after."""
    keys = site.folder / "field_keys"
    newest, old = new_field_key(), keys.read_text(encoding="utf-8").strip()
    keys.write_text(f"{newest},{old}", encoding="utf-8")
    words = [sys.executable, "manage.py", "shell", "-v0", "-c", WRITE.format(count=min(200, count))]
    other = subprocess.Popen(words, env=site.environment, stdout=subprocess.PIPE, text=True)
    took, _ = timed(site)
    written, _ = other.communicate()
    keys.write_text(newest, encoding="utf-8")
    return took, written.strip()


def timed(site: Site) -> tuple[float, str]:
    start = time.perf_counter()
    said = site.manage("rotate_keys")
    return time.perf_counter() - start, said


def say(words: str) -> None:
    print(words)


if __name__ == "__main__":
    main()
