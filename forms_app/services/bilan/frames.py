"""The frame of the bilan of a year: what editors wrote for it or before, else what the portal brings (A-39)."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forms_app.bilan import frame
from forms_app.bilan.frame import Frame, Line, TableFrame
from forms_app.bilan.vocabulary import Dimension
from forms_app.enums import BilanKind, JournalAct
from forms_app.models import FrameEdition
from forms_app.services.bilan.reading import spelled
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin


def edition(kind: BilanKind, year: int) -> FrameEdition | None:
    """Return what editors wrote last for a year, or for the nearest one before; None when the portal's own holds."""
    rows = FrameEdition.objects.filter(kind=kind, year__lte=year).select_related("written_by")
    return rows.order_by("year", "pk").last()


def in_force(kind: BilanKind, year: int) -> Frame:
    """Return the frame of the bilan of a year."""
    row = edition(kind, year)
    return frame.read(row.content) if row else frame.delivered(kind)


def years_written(kind: BilanKind) -> list[FrameEdition]:
    """Return the frames that hold from some year, the last one written of each, newest year first."""
    found: dict[int, FrameEdition] = {}
    for row in FrameEdition.objects.filter(kind=kind).select_related("written_by").order_by("year", "pk"):
        found[row.year] = row
    return sorted(found.values(), key=lambda row: -row.year)


@transaction.atomic
def write(*, origin: Origin, kind: BilanKind, year: int, found: Frame) -> FrameEdition:
    """Write a frame for the bilans of a year and after; ValueError in French when it would not count everything once.

    The former one stays: a bilan that was frozen holds its own words.
    """
    if origin.actor is None:
        raise PermissionDenied
    if said := frame.problems(found):
        raise ValueError(" ".join(said))
    row = FrameEdition.objects.create(kind=kind, year=year, content=frame.as_data(found), written_by=origin.actor)
    journal.record(JournalAct.FRAME_WRITTEN, origin, row)
    return row


def withdrawn(kind: BilanKind, found: Frame) -> list[TableFrame]:
    """Return the tables that the portal brings and a frame leaves out."""
    kept = {table.key for table in found.tables}
    return [table for table in frame.delivered(kind).tables if table.key not in kept]


def written_lines(lines: tuple[Line, ...]) -> str:
    """Return lines as an editor types them: « Libellé : valeur, valeur », one a line."""
    return "\n".join(f"{line.label} : {', '.join(line.values)}" for line in lines)


def typed_lines(text: str) -> tuple[Line, ...]:
    """Return lines as they were typed; ValueError in French for a line without its values."""
    found = []
    for typed in filter(str.strip, text.splitlines()):
        label, colon, values = typed.rpartition(":")
        named = tuple(value.strip() for value in values.split(",") if value.strip())
        if not colon or not label.strip() or not named:
            raise ValueError(f"« {typed.strip()[:60]} » : écrivez un libellé, deux-points, puis des valeurs.")
        found.append(Line(label.strip(), named))
    return tuple(found)


def spelled_lines(dimension: Dimension, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines with the values of a nationality as they are compared: without accents nor capitals."""
    if not dimension.telling:
        return lines
    return tuple(Line(line.label, tuple(map(spelled, line.values))) for line in lines)


def said_of(table: TableFrame) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the lines of a table, in French, with the field that it stands beside."""
    for name, key, lines in (("rows", table.rows, table.row_lines), ("columns", table.columns, table.column_lines)):
        if key:
            for said in frame.line_problems(table.of.dimension(key), lines):
                yield name, said[0].upper() + said[1:]
