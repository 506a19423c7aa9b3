"""The figures of an authority and their spread: read from the last frozen bilan of each, for its people (A-31, S3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_app import enums, policy
from forms_app.bilan import spread
from forms_app.bilan.shape import Bilan, digest, from_text
from forms_app.bilan.spread import Indicator, Reading, Spread
from forms_app.enums import CaseRole
from forms_app.models import Authority, FrozenBilan, Membership

#: The physicians and the director of an authority read its figures; both read the bilan they come from.
READERS = (CaseRole.PHYSICIAN, CaseRole.DIRECTOR)
YEARS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows: the bilan read, each figure with its spread, and the figures of former years."""

    bilan: Bilan
    row: FrozenBilan
    spreads: tuple[Spread, ...]
    years: tuple[int, ...]
    former: tuple[tuple[Indicator, tuple[Reading, ...]], ...]
    authorities: int


def memberships(held: Iterable[Membership]) -> list[Membership]:
    """Return the memberships under which a person reads figures, one an authority."""
    found: dict[int, Membership] = {}
    for row in held:
        if row.role in READERS:
            found.setdefault(row.authority_id, row)
    return list(found.values())


def membership_for(held: Iterable[Membership], code: str) -> Membership:
    """Return the membership that opens the figures of an authority; `Absent` when none does."""
    row = next((row for row in memberships(held) if row.authority.code == code), None)
    if row is None:
        raise policy.Absent
    return row


def years_of(authority: Authority) -> list[int]:
    """Return the years whose bilan is frozen, the newest first."""
    return sorted(set(FrozenBilan.objects.filter(authority=authority).values_list("year", flat=True)), reverse=True)


def figures(authority: Authority, year: int) -> Figures | None:
    """Return the figures of a frozen year; None when it is not frozen. Two queries, whatever the authorities."""
    own = _last(FrozenBilan.objects.filter(authority=authority, year__lte=year), by="year")
    if year not in own:
        return None
    bilans = {when: _opened(row) for when, row in own.items()}
    kept = sorted(when for when, bilan in bilans.items() if bilan)[-YEARS_SHOWN:]
    mine = bilans[year]
    if mine is None:
        return None
    others = [] if authority.kind == enums.Authority.OFII else _of_year(authority, year)
    former = spread.over_years([bilans[when] for when in kept])
    return Figures(mine, own[year], spread.spreads(mine, others), tuple(kept), former, len(others))


def _of_year(authority: Authority, year: int) -> list[Bilan]:
    """The bilans of a year under the same frame of law: the office’s is another, and made-up authorities stay apart."""
    rows = FrozenBilan.objects.filter(year=year, authority__demonstration=authority.demonstration)
    rows = rows.exclude(authority__kind=enums.Authority.OFII)
    return list(filter(None, map(_opened, _last(rows, by="authority_id").values())))


def _last(rows, *, by: str) -> dict:
    """The last version of each."""
    return {getattr(row, by): row for row in rows.order_by("version")}


def _opened(row: FrozenBilan) -> Bilan | None:
    """A bilan whose text is still the one that was frozen."""
    return from_text(row.content) if digest(row.content) == row.sha256 else None
