"""Rotation of the keys: every sealed column sealed again under the newest, the index of names rewritten, by batches.

It runs while people work. A row is written only as it was read; one that changed meanwhile is left, and taken up at the
next pass. Interrupted, it is run again: what is already under the newest key is passed over.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count

from forms_app import chain, crypto
from forms_app.enums import JournalAct
from forms_app.models import Dossier, DossierName, JournalEvent
from forms_app.services.dossiers import dossiers
from forms_app.services.keys.sealed_fields import SEALED, Sealed
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

BATCH = 100
PASSES = 5
NAMES = "index des noms"
Tell = Callable[[str, int, int], None]


@dataclass
class Outcome:
    """What a rotation did: rows by column. `unreadable` names the rows that no key at hand opens, left as they are."""

    seen: Counter = field(default_factory=Counter)
    renewed: Counter = field(default_factory=Counter)
    moved: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.moved and not self.unreadable


def rotate(*, dry_run: bool = False, tell: Tell = lambda name, done, total: None) -> Outcome:
    """Bring every row under the newest key and return what was done; `tell` hears of each batch.

    A dry run counts what would be renewed and writes nothing. The rotation itself is one row of the journal.
    """
    found = Outcome()
    for _ in range(1 if dry_run else PASSES):
        found.seen, found.moved, found.unreadable = Counter(), 0, []
        for sealed in SEALED:
            _column(sealed, found, dry_run, tell)
        _names(found, dry_run, tell)
        if not found.moved:
            break
    if not dry_run:
        journal.record(JournalAct.KEYS_ROTATED, Origin.command("rotate_keys"))
    return found


def _batches(rows, *columns: str) -> Iterator[list]:
    """Yield rows by their keys, a batch at a time: nothing is held open between two, and none is skipped."""
    last = None
    while True:
        more = rows.order_by("pk") if last is None else rows.order_by("pk").filter(pk__gt=last)
        batch = list(more.values_list("pk", *columns)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1][0]


def _column(sealed: Sealed, found: Outcome, dry_run: bool, tell: Tell) -> None:
    name, total = str(sealed), sealed.rows().count()
    for batch in _batches(sealed.rows(), sealed.column):
        tokens = [(pk, sealed.token(value)) for pk, value in batch]
        old = [(pk, token) for pk, token in tokens if _is_old(pk, token, sealed, found)]
        found.seen[name] += len(batch)
        if dry_run:
            found.renewed[name] += len(old)
        elif old:
            _renew(sealed, old, found)
        tell(name, found.seen[name], total)


def _is_old(pk, token: bytes, sealed: Sealed, found: Outcome) -> bool:
    try:
        return crypto.rank_of(token, sealed.family) > 0
    except crypto.Unreadable:
        found.unreadable.append(f"{sealed} {pk}")
        return False


def _renew(sealed: Sealed, old: list[tuple], found: Outcome) -> None:
    """Write each row if it is still as it was read: what somebody wrote meanwhile is not lost."""
    fresh = [(pk, token, crypto.renewed(token, sealed.family)) for pk, token in old]
    with transaction.atomic():
        for pk, token, value in fresh:
            written = sealed.write(pk, token, value)
            found.renewed[str(sealed)] += written
            found.moved += 1 - written


def _names(found: Outcome, dry_run: bool, tell: Tell) -> None:
    """Rewrite the keyed digests of names, the dossiers of a batch locked: a name corrected meanwhile waits."""
    total = Dossier.objects.count()
    for batch in _batches(Dossier._base_manager.all()):
        with transaction.atomic():
            rows = list(
                Dossier.objects.select_for_update()
                .filter(pk__in=[pk for (pk,) in batch])
                .prefetch_related("identities")
            )
            _index(rows, found, dry_run)
        found.seen[NAMES] += len(batch)
        tell(NAMES, found.seen[NAMES], total)


def _index(rows: list[Dossier], found: Outcome, dry_run: bool) -> None:
    kept: dict = {row.pk: set() for row in rows}
    for pk, digest in DossierName.objects.filter(dossier__in=rows).values_list("dossier_id", "digest"):
        kept[pk].add(digest)
    stale, fresh = [], []
    for row in rows:
        try:
            wanted = dossiers.name_digests(row)
        except crypto.Unreadable:
            continue  # named once already, with its person
        if kept[row.pk] != wanted:
            stale.append(row.pk)
            fresh += [DossierName(dossier=row, digest=digest) for digest in sorted(wanted)]
    found.renewed[NAMES] += len(stale)
    if stale and not dry_run:
        DossierName.objects.filter(dossier__in=stale).delete()
        DossierName.objects.bulk_create(fresh)


# --- forgetting a key -------------------------------------------------------------------------------------------------


def needs() -> dict[str, Counter]:
    """Return, for each key at hand by its name, how many rows of which column still need it; writes nothing.

    Under « ? » stand the rows that no key at hand opens. The index of names counts for the oldest key that made it.
    """
    names = chain.key_names()
    found: dict[str, Counter] = {name: Counter() for name in (*names, "?")}
    for sealed in SEALED:
        for batch in _batches(sealed.rows(), sealed.column):
            for _, token in batch:
                found[_opener(sealed.token(token), sealed, names)][str(sealed)] += 1
    _count_names(found, names)
    return found


def _opener(token: bytes, sealed: Sealed, names: list[str]) -> str:
    try:
        return names[crypto.rank_of(token, sealed.family)]
    except crypto.Unreadable:
        return "?"


def _count_names(found: dict[str, Counter], names: list[str]) -> None:
    for batch in _batches(Dossier._base_manager.all()):
        rows = Dossier.objects.filter(pk__in=[pk for (pk,) in batch]).prefetch_related("names", "identities")
        for row in rows:
            kept = {name.digest for name in row.names.all()}
            for rank, name in enumerate(names):
                if _matches(row, rank, kept):
                    found[name][NAMES] += 1


def _matches(row: Dossier, rank: int, kept: set[str]) -> bool:
    try:
        return bool(dossiers.name_digests(row, rank) & kept)
    except crypto.Unreadable:
        return False


def journal_rows(name: str) -> int:
    """Return how many rows of the journal were sealed under a key."""
    counts = JournalEvent.objects.filter(key_name=name).values("key_name").annotate(rows=Count("number"))
    return next((each["rows"] for each in counts), 0)
