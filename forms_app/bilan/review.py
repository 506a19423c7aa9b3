"""What a reader looks at first in a bilan: four figures beside those of before, what nobody wrote down, bars (A-39)."""

from dataclasses import dataclass

from forms_app.bilan.shape import UNKNOWN_TOLD, Bilan, Table
from forms_app.bilan.spread import INDICATORS, Reading
from forms_app.bilan.vocabulary import POPULATIONS, UNKNOWN

FIRST = ("requests", "avis", "median", "over")
_LABELS = {dimension.key: dimension.label for each in POPULATIONS.values() for dimension in each.dimensions}


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as a page says it, or why there is none; `before` says that of a former bilan, or nothing."""

    label: str
    told: str
    before: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """What a table does not know: the key and the title of the table, and words."""

    key: str
    title: str
    words: str


def headlines(bilan: Bilan, former: Bilan | None = None) -> tuple[Headline, ...]:
    """Return the first figures of a bilan, each beside that of a former one when both give it."""
    chosen = (indicator for indicator in INDICATORS if indicator.key in FIRST)
    return tuple(_headline(indicator, bilan, former) for indicator in chosen)


def _headline(indicator, bilan: Bilan, former: Bilan | None) -> Headline:
    now, then = indicator.read(bilan), indicator.read(former) if former else Reading(None)
    before = f"{_told(then, indicator.unit)} en {former.year}" if None not in (now.value, then.value) else ""
    return Headline(indicator.label, _told(now, indicator.unit), before, now.value is not None)


def _told(reading: Reading, unit: str) -> str:
    if reading.value is None:
        return reading.why
    return f"{reading.value}\u00a0{unit}".strip()


def gaps(bilan: Bilan) -> tuple[Gap, ...]:
    """Return what nobody wrote down, table by table: to complete in the dossiers, or to leave as it is."""
    return tuple(Gap(table.key, table.title, words) for table in bilan.tables for words in _unknown(table))


def _unknown(table: Table):
    if not table.recorded:
        yield f"{UNKNOWN_TOLD} : rien n’est connu ici"
        return
    last_row, last_column = len(table.rows), len(table.columns)
    rows = [(row, last_column) for row, head in enumerate(table.rows) if head.key == UNKNOWN]
    columns = [(last_row, column) for column, head in enumerate(table.columns) if head.key == UNKNOWN]
    for dimension, places in ((table.rows_of, rows), (table.columns_of, columns)):
        for place in places:
            number = "un petit effectif" if table.is_masked(*place) else f"{table.told(*place)} {table.unit}"
            if table.value(*place) != 0:
                yield f"{_LABELS[dimension]} : {UNKNOWN_TOLD} pour {number}"


def bars(table: Table) -> tuple[float | None, ...]:
    """Return the length of the bar of each row of a list, in per cent of the longest; None where none can be drawn."""
    if not table.is_list or not table.recorded:
        return (None,) * (len(table.rows) + 1)
    most = max((value for value in table.row_totals if value), default=0)
    return (*(None if value is None or not most else round(100 * value / most, 1) for value in table.row_totals), None)
