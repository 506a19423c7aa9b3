"""The delivered series as the rules read it, from the data file alone; no row, no database."""

from decimal import Decimal
from functools import cache

from guidance.amounts.coverage import Situation
from guidance.amounts.household import Household
from guidance.amounts.periods import Figure, Period
from guidance.content.amounts import read_amounts
from guidance.dates import parse
from guidance.enums import AmountKind, AmountState


@cache
def series(territory="metropole"):
    """Periods by kind, those of a territory and those that hold everywhere."""
    found = {kind: [] for kind in AmountKind}
    for row in read_amounts():
        if row.territory == territory or row.kind == AmountKind.AME_FEE:
            figures = {
                size: Figure(Decimal(figure.value), figure.mark == "computed")
                for size, figure in (row.figures or {}).items()
            }
            base = Decimal(row.exact_base) if row.exact_base else None
            period = Period(row.effective_from, AmountState(row.state), figures, base, row.reference)
            found[AmountKind(row.kind)].append(period)
    return found


def situation(day, resources, *, persons=(1, 0, 0), lawful=False, three_months=True, minor=False):
    """A household on a day; `persons` are adults, children, children in alternating residence."""
    return Situation(parse(day), Household(*persons), Decimal(str(resources)), lawful, three_months, minor)
