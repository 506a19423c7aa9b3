"""One bilan beside those of former years: the same row under the same key, whatever its label was (A-39, S1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms_app.bilan.shape import UNKNOWN_TOLD, Bilan, Head, Table
from forms_app.bilan.vocabulary import NATIONALITY, UNKNOWN

#: A former bilan has no such table or row: its frame was another.
ABSENT = "pas au cadre"
AMONG_OTHERS = "aucune, ou dans « autres »"


@dataclass(frozen=True, slots=True)
class Compared:
    """A table over years: a number a year for each row, the total last, as a page says them."""

    key: str
    title: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[tuple[Head, tuple[str, ...]], ...]


def compare(bilans: Sequence[Bilan]) -> tuple[Compared, ...]:
    """Return the tables of the newest bilan over the years of all, oldest first; ValueError without one."""
    if not bilans:
        raise ValueError("nothing to compare")
    ordered = sorted(bilans, key=lambda bilan: bilan.year)
    years = tuple(bilan.year for bilan in ordered)
    return tuple(_compared(table, ordered, years) for table in ordered[-1].tables)


def _compared(table: Table, ordered: Sequence[Bilan], years: tuple[int, ...]) -> Compared:
    tables = [bilan.table(table.key) for bilan in ordered]
    heads = (*_heads(table, tables), Head("total", "Total"))
    lines = tuple((head, tuple(_told(each, head.key) for each in tables)) for head in heads)
    return Compared(table.key, table.title, table.unit, years, lines)


def _heads(table: Table, tables: Sequence[Table | None]) -> list[Head]:
    """The rows of the newest table, then those that only former ones have."""
    found = {head.key: head for head in table.rows}
    for former in reversed(tables):
        for head in former.rows if former else ():
            found.setdefault(head.key, head)
    return list(found.values())


def _told(table: Table | None, key: str) -> str:
    if table is None:
        return ABSENT
    if not table.recorded:
        return UNKNOWN_TOLD
    rows = {head.key: rank for rank, head in enumerate(table.rows)} | {"total": len(table.rows)}
    if key in rows:
        return table.told(rows[key], len(table.columns))
    return _missing(table, key)


def _missing(table: Table, key: str) -> str:
    """What the absence of a row says: nothing unknown that year, a value too rare to be named, or another frame."""
    if key == UNKNOWN:
        return "0"
    return AMONG_OTHERS if table.rows_of == NATIONALITY.key else ABSENT
