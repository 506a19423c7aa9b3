"""What is looked for after a drill, inside a process of the portal: each dossier acknowledged, whole, once."""

import json
import subprocess
import sys

from tests.drills.ground import PROJECT, Ground

LOOK = """
import collections, hashlib, json, uuid
from django.db import connection
from forms_app.models import Dossier, DossierName, JournalEvent, Passage
from forms_app.services.dossiers import dossiers
from forms_app.services.trace.journal_check import verify
rows = list(Dossier.objects.order_by("pk"))
names = collections.defaultdict(list)
for row in rows:
    names[dossiers.unsealed(row.person).family].append(str(row.pk))
written = {key for name, keys in names.items() if name.startswith("Exercice-") or not name for key in keys}
opened = set(JournalEvent.objects.filter(act="dossier-opened").values_list("object_id", flat=True))
found = set(DossierName.objects.values_list("dossier", flat=True))
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
whole = hashlib.sha256()
for row in rows:
    family = dossiers.unsealed(row.person).family
    whole.update(f"{row.pk}{row.year}{row.number}{row.avis_state}{family}".encode())
for row in Passage.objects.order_by("dossier", "rank"):
    whole.update(f"{row.dossier_id}{row.rank}{row.name}".encode())
print(json.dumps({
    "names": names, "numbers": len({(row.authority_id, row.year, row.number) for row in rows}) == len(rows),
    "half": [key for key in written if key not in opened or uuid.UUID(key) not in found],
    "journal": verify().sound, "integrity": sound, "dossiers": len(rows), "digest": whole.hexdigest(),
}))
"""


def look(ground: Ground) -> dict:
    """Return what the database of a ground holds."""
    return json.loads(ground.manage("shell", "-v0", "-c", LOOK).splitlines()[-1])


def session(ground: Ground, username: str) -> str:
    """Return the key of a session of that person, made without the sign-in form."""
    command = [sys.executable, "-m", "tests.bench.inside", "session", username]
    done = subprocess.run(command, cwd=PROJECT, env=ground.environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])["key"]


def verdict(found: dict, acknowledged: dict[str, str]) -> dict[str, int | str | bool]:
    """Return the figures of the bars: what was acknowledged and is gone, or doubled, or half written; and soundness."""
    held = {name: found["names"].get(name, []) for name in acknowledged}
    return {
        "acknowledged": len(acknowledged),
        "lost": sum(not keys or acknowledged[name] not in ("", *keys) for name, keys in held.items()),
        "doubled": sum(len(keys) > 1 for keys in held.values()),
        "half-written": len(found["half"]),
        "sound": found["journal"] and found["integrity"] == "ok" and found["numbers"],
    }


def holds(figures: dict) -> bool:
    """Whether the bars hold: some acknowledged, none lost, doubled or half written, all sound, no error shown."""
    return (
        figures["acknowledged"] > 0
        and not figures["lost"]
        and not figures["doubled"]
        and not figures["half-written"]
        and bool(figures["sound"])
        and not figures.get("noticed")
        and figures.get("restored", True)
    )
