"""Reads the validated series and lets the pure rules answer for one household; nothing typed is kept."""

from guidance.amounts import coverage
from guidance.amounts.coverage import Answer, Fee, Situation
from guidance.amounts.periods import Period
from guidance.enums import AmountKind, Territory
from guidance.models import AmountPeriod

_KINDS = (AmountKind.BASE, AmountKind.CONTRIBUTION, AmountKind.AME_FEE)


def series_of(territory: str) -> dict[str, list[Period]]:
    """Return the standing periods that the rules need, by kind, in one query."""
    rows = AmountPeriod.objects.standing().filter(kind__in=_KINDS)
    found: dict[str, list[Period]] = {kind: [] for kind in _KINDS}
    for row in rows:
        if row.territory == territory or row.kind == AmountKind.AME_FEE:
            found[row.kind].append(row.as_period())
    return found


def answer(situation: Situation, territory: str) -> tuple[list[Answer], Fee | None]:
    """Return what each cover answers on the day, and the droit forfaitaire due when the AME is open."""
    series = series_of(Territory(territory))
    found = coverage.answers(situation, series)
    due = coverage.fee(situation, series) if found[0].verdict != coverage.Verdict.CLOSED else None
    return found, due
