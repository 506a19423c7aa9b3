"""What the rule gives from one published base, to prefill the row of a new year; an editor types what is published."""

from datetime import date
from decimal import Decimal

from guidance.amounts.figures import to_the_euro
from guidance.amounts.household import CONTRIBUTION, OVERSEAS, SHARES
from guidance.amounts.periods import Figure
from guidance.enums import AmountKind, Territory

_SOURCES = {
    (AmountKind.BASE, Territory.METROPOLE): "CSS, art. R. 861-3",
    (AmountKind.BASE, Territory.OVERSEAS): "CSS, art. R. 861-3 et D. 861-1",
    (AmountKind.CONTRIBUTION, Territory.METROPOLE): "CSS, art. L. 861-1 et R. 861-3",
    (AmountKind.CONTRIBUTION, Territory.OVERSEAS): "CSS, art. L. 861-1, R. 861-3 et D. 861-1",
}


def rule_of(kind: str, territory: str) -> str:
    """Return the articles by which the cells of a series are computed."""
    return _SOURCES[AmountKind(kind), Territory(territory)]


def computed_from(base: Decimal, kind: str, territory: str) -> dict[str, Figure]:
    """Return every cell of a series, in euros, from the base of the métropole for one person.

    +50 %, +30 % twice, +40 % each (CSS, art. R. 861-3); +11,3 % overseas (D. 861-1); +35 % with a contribution
    (L. 861-1); rounded to the euro. The cell for one person of the base itself is what was given.
    """
    factor = OVERSEAS if territory == Territory.OVERSEAS else Decimal(1)
    factor *= CONTRIBUTION if kind == AmountKind.CONTRIBUTION else 1
    cells = {"one": Figure(to_the_euro(base * factor), computed=factor != 1)}
    return cells | {size: Figure(to_the_euro(base * factor * share), True) for size, share in SHARES.items()}


def next_revision(last: date) -> date:
    """Return the 1 April that follows a day: ceilings are revised on it each year (CSS, art. L. 861-1)."""
    return date(last.year if last < date(last.year, 4, 1) else last.year + 1, 4, 1)
