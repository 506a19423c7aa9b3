"""A period of a dated series, and which one stands on a day: the end of a period follows from its successor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from guidance.enums import AmountState

#: The cells of a schedule: households of one to four persons, then each person more.
SIZES = ("one", "two", "three", "four", "extra")


@dataclass(frozen=True)
class Figure:
    """An amount in euros, as published or computed by the rule."""

    value: Decimal
    computed: bool = False


@dataclass(frozen=True)
class Period:
    """What holds from a day until the next period of the same series.

    `exact_base` is the amount for one person before it was rounded, in euros, where a source gives it (T8).
    """

    starts: date
    state: AmountState = AmountState.KNOWN
    figures: Mapping[str, Figure] = field(default_factory=dict)
    exact_base: Decimal | None = None
    reference: str = ""
    key: int | None = None

    @property
    def known(self) -> bool:
        """True when the period gives amounts, or a rule, to apply."""
        return self.state == AmountState.KNOWN


def period_on(periods: Iterable[Period], day: date) -> Period | None:
    """Return the period that stands on a day, or None when the series had not begun."""
    begun = [period for period in periods if period.starts <= day]
    return max(begun, key=lambda period: period.starts, default=None)


def last_days(starts: Iterable[date]) -> dict[date, date | None]:
    """Return the last day of the period that begins on each of these days, None for the last one."""
    ordered = sorted(set(starts))
    following = [*ordered[1:], None]
    return {
        start: after - timedelta(days=1) if after else None for start, after in zip(ordered, following, strict=True)
    }
