"""The ceiling of a household, from the table of a period (CSS, art. R. 861-3)."""

from dataclasses import dataclass
from decimal import Decimal

from guidance.amounts.figures import euros, to_the_cent
from guidance.amounts.periods import SIZES, Period

#: Share of the base for the second person, the third and fourth, and each one from the fifth (CSS, art. R. 861-3).
SHARES = {"two": Decimal("1.5"), "three": Decimal("1.8"), "four": Decimal("2.1"), "extra": Decimal("0.4")}
OVERSEAS = Decimal("1.113")  # CSS, art. D. 861-1
CONTRIBUTION = Decimal("1.35")  # CSS, art. L. 861-1
MOST_PERSONS = 30
_TABLE = 4


@dataclass(frozen=True)
class Household:
    """Who the ceiling counts; `alternating` are the children whose residence alternates (CSS, art. R. 861-3)."""

    adults: int
    children: int = 0
    alternating: int = 0

    @property
    def size(self) -> int:
        """Every person, a child in alternating residence counted as one."""
        return self.adults + self.children + self.alternating


@dataclass(frozen=True)
class Ceiling:
    """A ceiling in euros a year; `steps` say how it was reached, `exact` what the rule gives before any rounding."""

    amount: Decimal
    computed: bool
    steps: tuple[str, ...] = ()
    exact: Decimal | None = None


def ceiling(period: Period, household: Household) -> Ceiling:
    """Return the ceiling of a household, by the printed table as far as it goes (T8).

    Raises `LookupError` when the period gives no amounts, `ValueError` for a household of nobody.
    """
    if household.size < 1:
        raise ValueError("a household has at least one person")
    if not period.known or any(size not in period.figures for size in SIZES):
        raise LookupError(f"no table from {period.starts}")
    if household.size <= _TABLE and not household.alternating:
        figure = period.figures[SIZES[household.size - 1]]
        return Ceiling(figure.value, figure.computed)
    return _beyond_the_table(period, household)


def _beyond_the_table(period: Period, household: Household) -> Ceiling:
    whole = household.size - household.alternating
    from_table = min(max(whole, 1), _TABLE)
    amount = period.figures[SIZES[from_table - 1]].value
    steps = [f"{from_table} personne{'s' if from_table > 1 else ''} : {euros(amount)}"]
    for rank in range(from_table + 1, household.size + 1):
        part = _increment(period, rank) / (2 if rank > whole else 1)
        amount += part
        half = ", moitié, résidence alternée" if rank > whole else ""
        steps.append(f"{rank}e personne{half} : + {euros(to_the_cent(part))}")
    return Ceiling(to_the_cent(amount), True, tuple(steps), _exact(period, household))


def _increment(period: Period, rank: int) -> Decimal:
    """What the person of that rank adds: a difference of two cells up to the fourth, the printed supplement after."""
    if rank > _TABLE:
        return period.figures["extra"].value
    return period.figures[SIZES[rank - 1]].value - period.figures[SIZES[rank - 2]].value


def _exact(period: Period, household: Household) -> Decimal | None:
    """The rule applied to the base before rounding, where it is known: 19 428,00 and not 19 428,48 in 2011 (T8)."""
    if period.exact_base is None or household.alternating:
        return None
    return to_the_cent(period.exact_base * (SHARES["four"] + (household.size - _TABLE) * SHARES["extra"]))
