"""The figures of an authority beside the spread between authorities, from frozen bilans alone (A-31, A-39, S3).

Never by physician: a bilan holds none. What a bilan masks stays unknown here, and a spread needs four authorities:
among fewer, the least or the greatest would be the figure of one that its reader can name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from forms_app.bilan.shape import MASKED, MEASURED_FROM, UNKNOWN_TOLD, Bilan, Table
from forms_app.bilan.vocabulary import UNKNOWN
from forms_app.enums import Nature

#: How many authorities must give a figure before its spread is shown; no text sets it, it is the portal's decision.
SPREAD_FROM = 4
ABSENT, TOO_FEW = "pas au cadre", "trop peu pour une part"


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure in whole numbers, or why there is none."""

    value: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that every bilan may give; `unit` is « % », « jours » or nothing for a count."""

    key: str
    label: str
    unit: str
    read: Callable[[Bilan], Reading]


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator: an authority's own, and the least, middle and greatest of all those that give it."""

    indicator: Indicator
    mine: Reading
    count: int
    least: int | None = None
    middle: int | None = None
    greatest: int | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether enough authorities give this figure."""
        return self.count >= SPREAD_FROM

    @property
    def drawing(self) -> dict | None:
        """The spread as places from 0 to 100 on its own scale, which starts at nothing; None when it is not shown."""
        whole = max(self.greatest or 0, self.mine.value or 0)
        if not self.is_shown or not whole:
            return None
        named = {"least": self.least, "middle": self.middle, "greatest": self.greatest, "mine": self.mine.value}
        return {name: None if value is None else round(100 * value / whole, 1) for name, value in named.items()}


def spreads(mine: Bilan, all_bilans: Iterable[Bilan]) -> tuple[Spread, ...]:
    """Return each indicator of a bilan beside those of the bilans of its year, its own among them."""
    found = list(all_bilans)
    return tuple(_spread(indicator, mine, found) for indicator in INDICATORS)


def over_years(bilans: Sequence[Bilan]) -> tuple[tuple[Indicator, tuple[Reading, ...]], ...]:
    """Return each indicator of one authority, a reading a bilan, in the order given."""
    return tuple((indicator, tuple(indicator.read(bilan) for bilan in bilans)) for indicator in INDICATORS)


def _spread(indicator: Indicator, mine: Bilan, found: Sequence[Bilan]) -> Spread:
    values = [value for bilan in found if (value := indicator.read(bilan).value) is not None]
    own = indicator.read(mine)
    if len(values) < SPREAD_FROM:
        return Spread(indicator, own, len(values))
    return Spread(indicator, own, len(values), min(values), round(median(values)), max(values))


# --- reading a bilan -------------------------------------------------------------------------------------------------


def _total(rows_of: str, unit: str) -> Callable[[Bilan], Reading]:
    """The whole of the first table of a unit that asks this dimension."""

    def read(bilan: Bilan) -> Reading:
        table = next((one for one in bilan.tables if one.unit == unit and one.rows_of == rows_of), None)
        return _shown(table, lambda one: one.total)

    return read


def _share(columns_of: str, *keys: str) -> Callable[[Bilan], Reading]:
    """The part of some columns, in per cent of what is known, rounded; the frame may gather or leave them out."""

    def read(bilan: Bilan) -> Reading:
        table = next((one for one in bilan.tables if one.columns_of == columns_of and one.columns), None)
        return _shown(table, lambda one: _part(one, keys))

    return read


def _part(table: Table, keys: Sequence[str]) -> int | str | None:
    totals = dict(zip((head.key for head in table.columns), table.column_totals, strict=True))
    if not set(keys) <= totals.keys():
        return ABSENT
    asked, unknown = [totals[key] for key in keys], totals.get(UNKNOWN, 0)
    if table.total is None or unknown is None or None in asked:
        return None
    known = table.total - unknown
    return round(100 * sum(asked) / known) if known >= MEASURED_FROM else TOO_FEW


def _days(measure: str) -> Callable[[Bilan], Reading]:
    """A delay over the whole of the table that measures it."""

    def read(bilan: Bilan) -> Reading:
        table = next((one for one in bilan.tables if one.measures), None)
        return _shown(table, lambda one: _measured(one, measure))

    return read


def _measured(table: Table, measure: str) -> int | str:
    row = next((each for each in table.measures if each.key == measure), None)
    if row is None:
        return ABSENT
    return table.told_measure(row, len(table.rows)) if row.values[-1] is None else row.values[-1]


def _shown(table: Table | None, of: Callable[[Table], int | str | None]) -> Reading:
    if table is None:
        return Reading(None, ABSENT)
    if not table.recorded:
        return Reading(None, UNKNOWN_TOLD)
    found = of(table)
    if found is None:
        return Reading(None, MASKED)
    return Reading(None, found) if isinstance(found, str) else Reading(found)


INDICATORS = (
    Indicator("requests", "Demandes et oppositions", "", _total("basis", "demandes")),
    Indicator("renewals", "Part des renouvellements", "%", _share("nature", Nature.RENEWAL)),
    Indicator("avis", "Avis validés", "", _total("basis", "avis")),
    Indicator("met", "Avis dont chaque condition est cochée remplie", "%", _share("sense", "met")),
    Indicator("median", "Délai médian", "jours", _days("median")),
    Indicator("p90", "Délai de neuf avis sur dix", "jours", _days("p90")),
    Indicator("over", "Avis à plus de trois mois", "%", _share("limit", "over")),
    Indicator("reports", "Rapports suivis d’une demande", "%", _share("outcome", "incomplete", "refused")),
)
