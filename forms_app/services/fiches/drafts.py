"""Drafts: started, opened by their author alone, kept at every post under a version, forgotten.

What a draft holds is one sealed piece of JSON (`draft_content`).
"""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.enums import LetterState
from forms_app.models import Draft, Letter
from forms_app.services.fiches import letters
from forms_app.services.fiches.draft_content import Typed, copied, empty_content, let_lapse, merged
from guidance import dates

_WRITTEN = json.JSONEncoder(sort_keys=True).encode  # `json.dumps` makes an encoder each time
ATTEMPTS = 5
MOST_WITHOUT_FILE = 60  # open at once: two cookies each, and a browser drops the oldest of a site beyond 150 to 180


class Absent(Exception):
    """No such draft for this person, or its key is not here; answered as if it had never been."""


class Busy(Exception):
    """The row changed at every attempt to write it; what was typed was not stored."""


class TooMany(Exception):
    """A person has as many runs without a file open at once as a browser can hold the keys of."""


class FilesClosed(Exception):
    """This installation keeps no fiche with a name (`PORTAL_NAMED_FILES`)."""


@dataclass(slots=True)
class Opened:
    """A draft with its content in clear, for the time of one request."""

    row: Draft
    content: dict
    run_key: str | None = None

    @property
    def typed(self) -> dict[str, dict[str, list[str]]]:
        """What was typed, by step and question."""
        return {slug: step["typed"] for slug, step in self.content["steps"].items()}

    @property
    def other(self) -> dict[str, list[dict[str, list[str]]]]:
        """What other windows wrote over a step, oldest first, waiting for a choice."""
        return self.content["other"]


def start(
    user, fiche: str, authority: str, *, without_file: bool, run: uuid.UUID | None = None, snapshot=None
) -> Opened:
    """Start a run and return it; the same `run` asked for twice is the same draft (a double click).

    Raises `FilesClosed` for a fiche with a file where files are closed, `TooMany` when the browser could not hold one
    key more without losing that of an unfinished fiche, `Absent` when `run` is somebody else's. A
    `run` that has given its letter is over: asked for again, by a page left open, it is a new one.
    """
    if not without_file and not settings.PORTAL_NAMED_FILES:
        raise FilesClosed
    if without_file and _open_without_file(user, run) >= MOST_WITHOUT_FILE:
        raise TooMany
    run_key = crypto.new_run_key() if without_file else None
    content = empty_content(snapshot)
    if run and Letter.objects.filter(run=run, state=LetterState.DELIVERED).exists():
        run = None
    row = Draft(
        run=run or uuid.uuid4(),
        owner=user,
        fiche=fiche,
        authority=authority,
        without_file=without_file,
        payload=_sealed(content, run_key),
        expires_at=_expiry(without_file),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _started_again(row, content, run_key)
    return Opened(row, content, run_key)


def _open_without_file(user, but: uuid.UUID | None) -> int:
    rows = Draft.objects.of(user).filter(without_file=True, expires_at__gt=timezone.now())
    return rows.exclude(pk=but).count()


def _started_again(row: Draft, content: dict, run_key: str | None) -> Opened:
    """The second of two clicks: the first draft, sealed again under the new key while nothing is typed in it."""
    first = Draft.objects.of(row.owner).filter(pk=row.pk, fiche=row.fiche, without_file=row.without_file).first()
    if first is None:
        raise Absent
    if not first.without_file:
        return Opened(first, _content(first, None))
    if not Draft.objects.filter(pk=first.pk, version=0).update(payload=row.payload):
        raise Absent
    return Opened(first, content, run_key)


def load(user, run, run_key: str | None = None) -> Opened:
    """Return a person's draft; `Absent` when it is not theirs, has expired, or cannot be read with the key given."""
    return as_read(user, Draft.opened(user.pk, run, after=timezone.now()), run_key)


def as_read(user, row: Draft | None, run_key: str | None = None) -> Opened:
    """Return a draft whose row was read for its author while it is kept; `Absent` when there is none, or no key.

    So is the draft of a dossier that is no longer theirs: a membership that ended, a transfer.
    """
    if row is None or _is_closed(user, row):
        raise Absent
    key = run_key if row.without_file else None
    if row.without_file and not key:
        raise Absent
    return Opened(row, _content(row, key), key)


def _is_closed(user, row: Draft) -> bool:
    if row.of_dossier is None:
        return False
    try:
        policy.opened(user, row.of_dossier, on=timezone.localdate())
    except policy.Absent:
        return True
    return False


def of(user) -> QuerySet[Draft]:
    """Return the drafts that a person may still open, those of dossiers that are no longer theirs left out."""
    closed = policy.runs_closed_to(user, on=timezone.localdate())
    return Draft.objects.of(user).filter(expires_at__gt=timezone.now()).exclude(pk__in=closed.values("run"))


def keep(opened: Opened, posted: Mapping[str, Typed], seen: int) -> frozenset[str]:
    """Store what was posted, valid or not, and return the steps where somebody else wrote since version `seen`.

    A step already stored with the same words is already saved. Where both differ, the stored one stays and the posted
    one waits beside it: neither is lost. Raises `Busy`, `Absent` (the draft was deleted meanwhile).
    """
    conflicts: set[str] = set()

    def merge(content: dict) -> None:
        conflicts.clear()
        for slug, typed in posted.items():
            if not merged(content, slug, dict(typed), seen, opened.row.version + 1):
                conflicts.add(slug)

    change(opened, merge)
    return frozenset(conflicts)


def settle(opened: Opened, slug: str, chosen: int | None) -> None:
    """Close a conflict on a step with the version chosen: one that waits, by its rank, or the stored one (None)."""

    def choose(content: dict) -> None:
        waiting = content["other"].pop(slug, [])
        if chosen is not None and chosen < len(waiting):
            content["steps"][slug] = {"typed": waiting[chosen], "at": opened.row.version + 1}

    change(opened, choose)


def clear(opened: Opened, names: frozenset[str]) -> None:
    """Forget the answers to these questions, wherever they were typed."""

    def without(content: dict) -> None:
        for slug, step in content["steps"].items():
            left = {name: typed for name, typed in step["typed"].items() if name not in names}
            if left != step["typed"]:
                content["steps"][slug] = {"typed": left, "at": opened.row.version + 1}

    change(opened, without)


def change(opened: Opened, act: Callable[[dict], None]) -> None:
    """Apply a change to the content and write it; one UPDATE, again from the stored row if somebody wrote meanwhile."""
    for _ in range(ATTEMPTS):
        content = copied(opened.content)
        act(content)
        let_lapse(opened.content, content)
        if content == opened.content or _written(opened, content):
            return
        _reload(opened)
    raise Busy


def _written(opened: Opened, content: dict) -> bool:
    row, now = opened.row, timezone.now()
    fields = {
        "payload": _sealed(content, opened.run_key),
        "version": row.version + 1,
        "saved_at": now,
        "expires_at": row.expires_at if row.without_file else _expiry(False),
    }
    if not row.rewrite(fields):
        return False
    opened.content = content
    return True


def _reload(opened: Opened) -> None:
    fresh = Draft.opened(opened.row.owner_id, opened.row.pk)
    if fresh is None:
        raise Absent
    opened.row, opened.content = fresh, _content(fresh, opened.run_key)


def forget(user, run, *, version: int | None = None) -> bool:
    """Delete a person's draft with its previews; whether there was one. A delivered letter stays.

    With a version, `Busy` when the draft is no longer at it: what somebody just typed is not deleted unseen.
    """
    with transaction.atomic():
        rows = Draft.objects.of(user).filter(pk=run)
        if version is not None and not rows.select_for_update().filter(version=version).first():
            raise Busy
        for row in Letter.objects.of(user).filter(run=run).exclude(state=LetterState.DELIVERED):
            letters.forget(row)
        count, _ = rows.delete()
    return bool(count)


def purge_expired() -> int:
    """Delete the drafts and letters whose time has run out, and return how many there were."""
    count, _ = Draft.objects.expired(at=timezone.now()).delete()
    return count + letters.purge_expired()


def _expiry(without_file: bool):
    """Without a file, twelve hours from the start, whatever is typed; with one, days from the last change.

    These days end at midnight in Paris: a draft typed in all day is not given another end at each answer.
    """
    if without_file:
        return timezone.now() + timedelta(hours=settings.PORTAL_RUN_HOURS)
    return dates.end_of(dates.today() + timedelta(days=settings.PORTAL_DRAFT_DAYS))


def _sealed(content: dict, run_key: str | None) -> bytes:
    return crypto.seal(_WRITTEN(content).encode("ascii"), run_key)


def _content(row: Draft, run_key: str | None) -> dict:
    try:
        return empty_content() | json.loads(crypto.unseal(row.payload, run_key))
    except crypto.Unreadable as error:
        raise Absent from error
