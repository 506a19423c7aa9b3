"""The series as CSV or Excel, and drafts from a CSV: French decimals, and no cell that a spreadsheet would run."""

import csv
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import dates, spreadsheets
from guidance.amounts import figures
from guidance.amounts.periods import SIZES
from guidance.enums import AmountKind, AmountState, FigureMark, Territory
from guidance.models import AmountPeriod

#: The columns of both files, and what each holds on a row.
COLUMNS = {
    "objet": "kind",
    "territoire": "territory",
    "regle": "subject",
    "a_partir_du": "effective_from",
    "etat": "state",
    **{name: size for name, size in zip(("p1", "p2", "p3", "p4", "p_plus"), SIZES, strict=True)},
    **{f"{name}_origine": f"{size}_mark" for name, size in zip(("p1", "p2", "p3", "p4", "p_plus"), SIZES, strict=True)},
    "mots": "wording",
    "reference": "reference",
    "adresse": "url",
    "acte_du": "acted_on",
    "source": "source",
    "note": "note",
}
MOST_ROWS = 200
LONGEST = 200_000
_CHOICES = {"kind": AmountKind, "territory": Territory, "state": AmountState} | {
    f"{size}_mark": FigureMark for size in SIZES
}
_DATES = ("effective_from", "acted_on")


@dataclass
class Line:
    """A line of an imported file: its number, the row it would make, and what is wrong with it in French."""

    number: int
    row: AmountPeriod
    errors: list[str] = field(default_factory=list)


def as_csv() -> str:
    """Return every standing row, semicolons between cells, decimal commas, with the mark that spreadsheets look for."""
    rows = AmountPeriod.objects.standing()
    return spreadsheets.as_csv([COLUMNS, *([_written(row, name) for name in COLUMNS.values()] for row in rows)])


def as_xlsx() -> bytes:
    """Return every standing row as an Excel sheet: amounts are numbers, days are days, words are never formulas."""
    from openpyxl import Workbook  # only a process that writes a sheet pays for its nine megabytes
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Barèmes"
    sheet.append(list(COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in AmountPeriod.objects.standing():
        sheet.append([_typed(row, name) for name in COLUMNS.values()])
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            cell.number_format = "#,##0.00" if cell.data_type == "n" else cell.number_format
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read_csv(content: str, person) -> tuple[list[Line], str]:
    """Return the lines of a CSV as rows not saved, and what is wrong with the file as a whole, in French."""
    if len(content) > LONGEST or "\x00" in content:
        return [], "Ce fichier est trop long, ou n’est pas un CSV."
    reader = csv.DictReader(StringIO(content.lstrip("\ufeff"), newline=""), delimiter=";")
    try:
        missing = [name for name in ("objet", "a_partir_du") if name not in (reader.fieldnames or ())]
        raw = list(reader)
    except csv.Error:
        return [], "Ce fichier n’est pas un CSV lisible."
    if missing or None in (reader.fieldnames or ()):
        return [], "La première ligne nomme les colonnes, séparées par des points-virgules. Partez de l’export CSV."
    if not 1 <= len(raw) <= MOST_ROWS:
        return [], f"Le fichier contient de 1 à {MOST_ROWS} lignes."
    return _with_doubles([_line(number, values, person) for number, values in enumerate(raw, 2)]), ""


@transaction.atomic
def save(lines: list[Line], person) -> int:
    """Keep every line as a draft of this person, or none; raises ValidationError when one does not hold together."""
    for line in lines:
        if line.errors:
            raise ValidationError(line.errors)
        line.row.entered_name = person.get_full_name() or person.get_username()
        line.row.entered_on = timezone.localdate()
        line.row.full_clean()
        line.row.save()
    return len(lines)


def _line(number: int, values: dict, person) -> Line:
    row, errors = AmountPeriod(entered_by=person), []
    for column, name in COLUMNS.items():
        typed = (values.get(column) or "").strip()
        try:
            given = _read(name, typed)
        except ValueError as error:
            errors.append(f"{column} : {error}")
        else:
            if given is not None:
                setattr(row, name, given)
    if not errors:
        errors = _refused(row)
    return Line(number, row, errors)


def _refused(row: AmountPeriod) -> list[str]:
    existing = AmountPeriod.objects.standing().series(row).filter(effective_from=row.effective_from).first()
    if existing:
        row.corrects = existing
    try:
        row.full_clean()
    except ValidationError as error:
        return [f"{_column(name)} : {' '.join(said)}" for name, said in error.message_dict.items()]
    return []


def _with_doubles(lines: list[Line]) -> list[Line]:
    seen: set[tuple] = set()
    for line in lines:
        key = (line.row.kind, line.row.territory, line.row.subject, line.row.effective_from)
        if key in seen:
            line.errors.append("a_partir_du : une autre ligne du fichier commence le même jour.")
        seen.add(key)
    return lines


def _column(name: str) -> str:
    return next((column for column, attribute in COLUMNS.items() if attribute == name), "ligne")


def _read(name: str, typed: str):
    """Return what a cell says, None when it is empty; raises ValueError with a French sentence."""
    if not typed:
        return None
    if name in SIZES:
        return figures.parse(typed)
    if name in _DATES:
        return dates.parse(typed)
    if name in _CHOICES:
        return _choice(_CHOICES[name], typed)
    return typed[1:] if typed[0] == "'" and spreadsheets.is_formula(typed[1:]) else typed


def _choice(choices, typed: str) -> str:
    for value, label in choices.choices:
        if typed.lower() in (value, label.lower()):
            return value
    raise ValueError(f"« {typed[:40]} » n’est pas dans la liste : {', '.join(choices.labels)}.")


def _written(row: AmountPeriod, name: str) -> str:
    value = getattr(row, name)
    if name.endswith("_mark") and getattr(row, name.removesuffix("_mark")) is None:
        return ""
    if name in _CHOICES:
        return _CHOICES[name](value).label
    if name in SIZES:
        return "" if value is None else f"{value:.2f}".replace(".", ",")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def _typed(row: AmountPeriod, name: str):
    """An amount stays a number and a day a day; anything else is written as words, made safe."""
    value = getattr(row, name)
    return value if name in SIZES or name in _DATES else spreadsheets.harmless(_written(row, name))
