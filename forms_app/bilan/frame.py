"""The « cadre national »: which tables a bilan has, their rows and columns, as data that an editor changes each year.

Neither text prints that frame: the one delivered is the portal's, says so, and is replaced without a programmer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms_app.bilan.vocabulary import POPULATIONS, UNKNOWN, Dimension, Population
from guidance.data_files import read_yaml

PATH = Path(__file__).parent.parent / "bilan-frame.yaml"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label, and the values of the dimension that it gathers."""

    label: str
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names the line from one year to the next: its values, never its label."""
        return "+".join(self.values)


@dataclass(frozen=True, slots=True)
class TableFrame:
    """One table: what it counts, by which dimensions, in which lines."""

    key: str
    title: str
    clause: str
    population: str
    rows: str
    row_lines: tuple[Line, ...]
    columns: str = ""
    column_lines: tuple[Line, ...] = ()
    note: str = ""
    measured: bool = False

    @property
    def of(self) -> Population:
        return POPULATIONS[self.population]


@dataclass(frozen=True, slots=True)
class Frame:
    """The tables of a bilan; `source` says whose frame it is, `name` which one."""

    name: str
    source: str
    tables: tuple[TableFrame, ...]


@cache
def delivered(kind: str) -> Frame:
    """Return the frame that the portal brings, of a kind: « instruction » or « ofii »; KeyError for another."""
    return read(read_yaml(PATH)[kind])


def read(data: Mapping) -> Frame:
    """Return a frame from its data; KeyError or TypeError for another shape, ValueError in French for a bad frame."""
    found = Frame(data["name"], data["source"], tuple(map(_table, data["tables"])))
    if said := problems(found):
        raise ValueError(" ".join(said))
    return found


def as_data(frame: Frame) -> dict:
    """Return the data of a frame, as `read` takes it."""
    return {"name": frame.name, "source": frame.source, "tables": [_data(table) for table in frame.tables]}


def _data(table: TableFrame) -> dict:
    row = {name: getattr(table, name) for name in ("key", "title", "clause", "population", "note", "measured")}
    row["rows"] = {"of": table.rows, "lines": _written(table.row_lines)}
    if table.columns:
        row["columns"] = {"of": table.columns, "lines": _written(table.column_lines)}
    return row


def _written(lines: Iterable[Line]) -> list[dict]:
    return [{"label": line.label, "values": list(line.values)} for line in lines]


def _table(data: Mapping) -> TableFrame:
    population = POPULATIONS[data["population"]]
    rows, row_lines = _lines(population, data["rows"])
    columns, column_lines = _lines(population, data["columns"]) if data.get("columns") else ("", ())
    return TableFrame(
        data["key"], data["title"], data["clause"], population.key, rows, row_lines, columns, column_lines,
        data.get("note", ""), bool(data.get("measured")),
    )  # fmt: skip


def _lines(population: Population, data: Mapping) -> tuple[str, tuple[Line, ...]]:
    dimension = population.dimension(data["of"])
    if "lines" not in data:
        return dimension.key, tuple(Line(label, (value,)) for value, label in dimension.values.items())
    return dimension.key, tuple(Line(line["label"], tuple(line["values"])) for line in data["lines"])


def problems(frame: Frame) -> list[str]:
    """Return in French what prevents a frame from counting everything once; empty when it holds."""
    keys = [table.key for table in frame.tables]
    found = [
        f"Le tableau « {key} » est nommé deux fois." for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    for table in frame.tables:
        for key, lines in ((table.rows, table.row_lines), (table.columns, table.column_lines)):
            if key:
                found += [f"{table.title} : {say}" for say in line_problems(table.of.dimension(key), lines)]
    return found + _crossings(frame)


def line_problems(dimension: Dimension, lines: Iterable[Line]) -> list[str]:
    """Return in French what is wrong with the lines of a dimension: each of its values stands once, and no other."""
    lines = list(lines)
    named = [value for line in lines for value in line.values]
    found = [f"la ligne « {line.label} » ne compte rien." for line in lines if not line.values]
    found += [f"« {value} » est compté deux fois." for value in sorted({one for one in named if named.count(one) > 1})]
    if UNKNOWN in named or OTHERS in named:
        found.append("« non relevé » et « autres » s’ajoutent d’eux-mêmes.")
    if not dimension.open:
        found += [f"« {value} » n’est pas une valeur connue." for value in named if value not in dimension.values]
        found += [f"« {value} » n’est compté dans aucune ligne." for value in dimension.values if value not in named]
    return found


def _crossings(frame: Frame) -> list[str]:
    """Two tables that share a margin would tell together what each hides: a dimension stands in one of them only."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for table in frame.tables:
        for key in filter(None, (table.rows, table.columns)):
            first = seen.setdefault((table.population, key), table.title)
            if first != table.title:
                label = table.of.dimension(key).label
                found.append(f"« {label} » ne peut pas servir à la fois à « {first} » et à « {table.title} ».")
    return found
