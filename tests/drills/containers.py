"""The composition of `deploy/` under load: a web server killed, then everything lost and restored from a backup."""

import time
from pathlib import Path

from portal.settings.environment import new_field_key
from tests.drills import looking
from tests.drills.composed import Composition
from tests.drills.writers import Crowd


def composition(seconds: float, place: Composition | None = None) -> dict:
    """Prepare, serve, kill and restore what the compose file describes; figures as for every drill."""
    place = place or Composition()
    try:
        start = time.monotonic()
        place.prepare()
        door = place.people()
        for name in ("web-1", "web-2", "worker"):
            place.start(name)
        place.start_proxy()
        ready = time.monotonic() - start
        figures = _under_load(place, door)
        return figures | {"prepared and serving after, s": round(ready, 1)}
    finally:
        place.remove()


def _under_load(place: Composition, door) -> dict:
    with Crowd(0, "", door=door) as crowd:
        crowd.wait_for(6)
        place.kill("web-1")
        crowd.wait_for(8)
        place.start("web-1")  # restart: unless-stopped
        crowd.wait_for(4)
        held, kept = dict(crowd.acknowledged), place.folder / "under-load.dump"
        start = time.monotonic()
        place.rows.save(kept)
        saved = time.monotonic() - start
        crowd.wait_for(4)
    found = looking.look(place)
    figures = looking.verdict(found, crowd.acknowledged) | crowd.troubles()
    figures["sound"] = bool(figures["sound"]) and place.written_outside() == []
    quiet = place.folder / "quiet.dump"
    place.rows.save(quiet)
    place.stop("web-1", "web-2", "worker")
    return figures | _restored(place, held, kept, found, quiet) | {"backup, s": round(saved, 1)}


def _restored(place: Composition, held: dict, kept: Path, before: dict, quiet: Path) -> dict:
    """Everything is lost twice; each backup brings back what it had, and without the keys no name opens."""
    _lost(place)
    place.rows.restore(kept)
    then = looking.verdict(looking.look(place), held)
    shut = _is_shut_without_keys(place)
    start = time.monotonic()
    _lost(place)
    place.rows.restore(quiet)
    place.run_prepare()
    for name in ("web-1", "web-2", "worker"):
        place.start(name)
    back = time.monotonic() - start
    after = looking.look(place)
    with Crowd(0, "", 1, door=place.session()) as again:
        again.wait_for(2)
    same = (after["dossiers"], after["digest"]) == (before["dossiers"], before["digest"])
    restored = same and shut and then["sound"] and not (then["lost"] or then["doubled"] or then["half-written"])
    return {"restored": restored, "dossiers": after["dossiers"], "serves again after, s": round(back, 1)}


def _lost(place: Composition) -> None:
    """The volumes are gone: the rows and the data; the secrets, kept apart, are not."""
    place.rows.wipe()
    place.forget_data()
    place.rows.start()


def _is_shut_without_keys(place: Composition) -> bool:
    secret = place.folder / "secrets" / "field_keys"
    right = secret.read_text(encoding="ascii")
    secret.write_text(new_field_key(), encoding="ascii")
    try:
        looking.look(place)
    except RuntimeError as refused:
        return "Unreadable" in str(refused)
    finally:
        secret.write_text(right, encoding="ascii")
    return False
