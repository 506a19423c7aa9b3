"""The libraries installed here compared with the published advisories: what was asked, what is known of it, and when.

A service that does not answer, or that does not know what it must know, is a reason that is told, never « nothing
known » (ASVS 15.2.1): a version with old, certain advisories is asked with the others, and must come back with some.
"""

import hashlib
import http.client
import json
import os
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

SERVICE = "https://api.osv.dev/v1/querybatch"  # asked by the command; by the worker only if the operator names it
CERTAIN = ("django", "2.0")  # has advisories of every kind since 2018
PATIENCE = 20  # s
MOST = 8 << 20  # bytes of an answer


class NotAsked(Exception):
    """The comparison was not made; the words say why."""


@dataclass(frozen=True, slots=True)
class Review:
    """One comparison: the moment, how many libraries, a digest of their versions, the advisories by library."""

    at: datetime
    libraries: int
    digest: str
    known: dict[str, list[str]] = field(default_factory=dict)


def installed() -> dict[str, str]:
    """Return the version of each library of this environment, by its name as an index writes it."""
    found = ((each.metadata["Name"], each.version) for each in metadata.distributions())
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in sorted(found) if name}


def digest(libraries: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(libraries, sort_keys=True).encode()).hexdigest()


def review(address: str = "") -> Review:
    """Compare what is installed with the advisories, keep the result in the data directory, and return it.

    NotAsked, with a reason and without anything kept, when the service did not answer for every library.
    """
    libraries = installed()
    if not libraries:
        raise NotAsked("no library is installed in this environment")
    made = Review(timezone.now(), len(libraries), digest(libraries), ask(address or SERVICE, libraries))
    _keep(made)
    return made


def review_of_the_day() -> None:
    """What the worker does once a day where the operator names a service."""
    if settings.PORTAL_ADVISORIES:
        review(settings.PORTAL_ADVISORIES)


def last() -> Review | None:
    """Return the last comparison of this installation; None when there is none, ValueError when it cannot be read."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Review(datetime.fromisoformat(kept["at"]), int(kept["libraries"]), kept["digest"], dict(kept["known"]))


def ask(address: str, libraries: dict[str, str]) -> dict[str, list[str]]:
    """Return the advisories known of each library that has some; NotAsked unless all were truly looked at."""
    asked = [*libraries.items(), CERTAIN]
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in asked]
    answers = _answers(address, json.dumps({"queries": queries}).encode())
    if len(answers) != len(asked):
        raise NotAsked(f"{len(asked)} libraries were asked, {len(answers)} answered")
    found = [_advisories(answer) for answer in answers]
    if not found.pop():
        raise NotAsked(f"the service knows nothing of {' '.join(CERTAIN)}, which has advisories: it cannot be believed")
    return {name: ids for name, ids in zip(libraries, found, strict=True) if ids}


def _answers(address: str, body: bytes) -> list:
    try:
        status, words = _post(urlsplit(address), body)
    except (OSError, http.client.HTTPException) as error:
        raise NotAsked(f"the service did not answer ({type(error).__name__})") from error
    if status != 200:
        raise NotAsked(f"the service answered {status}")
    try:
        answers = json.loads(words)["results"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotAsked("the service answered something else than advisories") from error
    return answers if isinstance(answers, list) else []


def _advisories(answer) -> list[str]:
    if not isinstance(answer, dict):
        raise NotAsked("the service answered something else than advisories")
    return sorted(str(each["id"]) for each in answer.get("vulns") or ())


def _post(address, body: bytes) -> tuple[int, bytes]:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    door = kind(address.hostname, address.port, timeout=PATIENCE)
    try:
        door.request("POST", address.path or "/", body, {"Content-Type": "application/json"})
        answer = door.getresponse()
        return answer.status, answer.read(MOST)
    finally:
        door.close()


def _keep(made: Review) -> None:
    """Whole or not at all: a doctor that reads meanwhile sees the one before."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(asdict(made) | {"at": made.at.isoformat()}, indent=1), encoding="utf-8")
    beside.replace(path)


def _file() -> Path:
    return Path(settings.DATA_DIR) / "libraries.json"
