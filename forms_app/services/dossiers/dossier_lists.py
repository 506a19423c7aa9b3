"""The lists of dossiers, a page at a time by key: what waits, and all that a person may open.

Each membership is asked for its own page, in the order of an index, and the pages are merged: the cost is that of
twenty rows, whatever an authority holds. The policy filters the rows, and says again of each what its reader may do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from forms_app import enums, policy
from forms_app.enums import CaseRole
from forms_app.models import Awaited, Dossier, Membership
from forms_app.models.dossiers import NO_LIMIT
from forms_app.services.dossiers import dossier_reading
from forms_app.services.dossiers.dossier_marks import FLAGS
from forms_app.services.dossiers.dossier_reading import Row

PER_PAGE = 20
MOST = 500  # a count stops there and says so
_TOLD = {"later": "à venir"}
_NEVER = 9_999_999  # days left where no limit runs


@dataclass(frozen=True, slots=True)
class Count:
    """A number of dossiers, counted as far as `MOST`."""

    found: int

    def __str__(self):
        return f"plus de {MOST}" if self.found > MOST else str(self.found)

    def __bool__(self):
        return bool(self.found)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the to-do list: its rows on this page, and how many dossiers it holds in all."""

    key: str
    title: str
    count: Count
    rows: tuple[Row, ...]

    @property
    def told(self) -> str:
        return f"{self.count} {_TOLD.get(self.key, self.title.lower())}"


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of a list; `after` is the key that the next page starts from, empty on the last."""

    rows: tuple[Row, ...]
    after: str = ""


Key = tuple[int, ...]


def parsed(text: str, parts: int) -> Key | None:
    """Return the key written in an address, None when it is none: the list then starts at its beginning."""
    found = text.split("_")
    if len(found) != parts or not all(part.removeprefix("-").isdecimal() and len(part) < 9 for part in found):
        return None
    return tuple(map(int, found))


def written(key: Key) -> str:
    return "_".join(map(str, key))


def waiting(held: Iterable[Membership], after: Key | None = None, size: int = PER_PAGE) -> list[Dossier]:
    """Return the dossiers that wait for a person, the latest in their time limits first, from a key; `size` and one."""
    found: dict = {}
    for row in held:
        if row.role in FLAGS:
            rows = policy.visible([row]).filter(_waits_for(row))
            rows = rows.filter(_beyond(after, row.authority)) if after else rows
            found |= _held(rows.defer("person").order_by("due_on", "year", "number")[: size + 1], row)
    return sorted(found.values(), key=place)[: size + 1]


def _waits_for(row: Membership) -> Q:
    """What waits for a membership: at the OFII, some of it for the physicians named for a dossier alone."""
    flag = Q(**{FLAGS[row.role]: True})
    if row.role != CaseRole.PHYSICIAN or row.authority.kind != enums.Authority.OFII:
        return flag
    return flag & (Q(for_named=False) | Q(pk__in=Awaited.objects.filter(user=row.user_id).values("dossier")))


def _held(rows: Iterable[Dossier], membership: Membership) -> dict:
    """Rows by key; those of the membership's authority know it, with its names, without another query."""
    found = {}
    for one in rows:
        if policy.same_authority(membership, one):
            one.authority = membership.authority
        found[one.pk] = one
    return found


def place(one: Dossier) -> Key:
    """Return the place of a dossier in the to-do list: days left, reference, authority."""
    left = _NEVER if one.due_on == NO_LIMIT else (one.due_on - one.authority.today).days
    return left, one.year, one.number, one.authority_id


def _beyond(key: Key, authority) -> Q:
    """The rows of an authority that come after a key."""
    left, year, number, last = key
    try:
        day = NO_LIMIT if left == _NEVER else authority.today + timedelta(days=left)
    except OverflowError:  # a key that no list wrote
        day = NO_LIMIT if left > 0 else date.min
    same = Q(year__gt=year) | Q(year=year, number__gt=number)
    if authority.pk > last:
        same |= Q(year=year, number=number)
    return Q(due_on__gte=day) & (Q(due_on__gt=day) | Q(due_on=day) & same)


def todo(held: list[Membership], after: str = "") -> Slice:
    """Return a page of what waits for a person: late first, then by due date, then by reference."""
    found = waiting(held, parsed(after, 4))
    rows = dossier_reading.rows_among(found[:PER_PAGE], held, acts=True)
    return Slice(tuple(rows), written(place(found[PER_PAGE - 1])) if len(found) > PER_PAGE else "")


def groups(held: list[Membership], shown: Slice) -> list[Group]:
    """Return the rows of a page under their headings, those without a row on it left out."""
    found = {"late": [], "today": [], "later": []}
    for row in shown.rows:
        left = place(row.dossier)[0]
        found["late" if left < 0 else "later" if left else "today"].append(row)
    titles = {"late": "En retard", "today": "Aujourd’hui", "later": "Ensuite"}
    return [Group(key, titles[key], counted(held, key), tuple(rows)) for key, rows in found.items() if rows]


def counted(held: list[Membership], key: str, soon: timedelta = timedelta()) -> Count:
    """Return how many dossiers wait for a person: late, today, later, or soon (within some days, from tomorrow)."""
    return Count(sum(_waiting_in(rows, key, soon) for rows in _by_authority(held).values()))


def _waiting_in(held: list[Membership], key: str, soon: timedelta) -> int:
    today = held[0].authority.today
    days = {"late": Q(due_on__lt=today), "today": Q(due_on=today), "later": Q(due_on__gt=today)}
    days["soon"] = days["later"] & Q(due_on__lte=today + soon)
    flags = Q()
    for row in held:
        flags |= _waits_for(row)
    return _bounded(policy.visible(held).filter(flags, days[key]))


def _by_authority(held: Iterable[Membership]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    for row in held:
        if row.role in FLAGS:
            found.setdefault(row.authority_id, []).append(row)
    return found


def _bounded(rows: QuerySet[Dossier]) -> int:
    return rows.order_by()[: MOST + 1].count()


def following(held: list[Membership], dossier: Dossier) -> Dossier | None:
    """Return the dossier that waits next after this one, or the first that waits; None when no other does."""
    later = [one for one in waiting(held, place(dossier), size=1) if one.pk != dossier.pk]
    again = later or [one for one in waiting(held, size=1) if one.pk != dossier.pk]
    return again[0] if again else None


def listing(held: list[Membership], after: str = "") -> Slice:
    """Return a page of the dossiers that a person may open, the newest first."""
    key, found = parsed(after, 3), {}
    for row in held:
        rows = policy.visible([row])
        rows = rows.filter(_older(key, row.authority_id)) if key else rows
        found |= _held(rows.defer("person").order_by("-year", "-number")[: PER_PAGE + 1], row)
    kept = sorted(found.values(), key=_newest)[: PER_PAGE + 1]
    last = kept[PER_PAGE - 1] if len(kept) > PER_PAGE else None
    rows = dossier_reading.rows_among(kept[:PER_PAGE], held)
    return Slice(tuple(rows), written((last.year, last.number, last.authority_id)) if last else "")


def _newest(one: Dossier) -> Key:
    return -one.year, -one.number, one.authority_id


def _older(key: Key, authority: int) -> Q:
    year, number, last = key
    before = Q(year__lt=year) | Q(year=year, number__lt=number)
    return before | Q(year=year, number=number) if authority > last else before


def count(held: list[Membership]) -> Count:
    """Return how many dossiers a person may open, as far as `MOST`."""
    return Count(sum(_bounded(policy.visible(rows)) for rows in _by_authority(held).values()))
