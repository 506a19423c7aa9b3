"""CSV as Excel and LibreOffice write and read it in French: encodings, separator, and no cell taken for a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

_ENCODINGS = ("utf-8-sig", "cp1252")
#: Signs in which a first line ends.
_HEAD = 10_000
#: The wide forms too: Japanese versions of a spreadsheet take them for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def decoded(raw: bytes) -> str | None:
    """Return the words of a file, in UTF-8 or the Western encoding of Windows; None when it is no text."""
    for encoding in _ENCODINGS:
        try:
            words = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return words
    return None


def separator(words: str) -> str:
    """Return what stands between the cells of the first line: a semicolon, unless it holds more commas."""
    head = next(iter(words[:_HEAD].splitlines()), "")
    return ";" if head.count(";") >= head.count(",") else ","


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run a cell."""
    return cell.startswith(_FORMULA)


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for words, whatever it holds."""
    return f"'{cell}" if is_formula(cell) else cell


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, the head first: semicolons, the mark that spreadsheets look for, every cell harmless."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
    return "\ufeff" + out.getvalue()
