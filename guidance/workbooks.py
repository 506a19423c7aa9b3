"""Workbooks of plain sheets, as XLSX and as ODS: one shape for both, no cell a formula, the same values the same bytes.

Numbers stay numbers, which a spreadsheet writes with the comma of its reader; everything else is words.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from lxml import etree

from guidance.spreadsheets import harmless

Cell = str | int | Decimal | None
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # in the name of a sheet
_NAME = 31  # signs that a spreadsheet takes in the name of a sheet
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML holds none of them
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDEST = 70


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its rows; the first `heads` of them are headings."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1


def words(cell: object) -> str:
    """Return the words of a cell: no formula for a spreadsheet, no sign that a file refuses."""
    return harmless(_CONTROLS.sub("", str(cell)))


def named(sheets: Iterable[Sheet]) -> list[tuple[str, Sheet]]:
    """Return sheets with a name that every spreadsheet takes, each once."""
    taken: set[str] = set()
    found = []
    for sheet in sheets:
        base = _FORBIDDEN.sub(" ", _CONTROLS.sub("", sheet.name)).strip(" '")[:_NAME].strip(" '") or "Feuille"
        name, rank = base, 1
        while name.casefold() in taken:
            rank += 1
            name = f"{base[: _NAME - len(str(rank)) - 1]} {rank}"
        taken.add(name.casefold())
        found.append((name, sheet))
    return found


# --- XLSX ------------------------------------------------------------------------------------------------------------


def as_xlsx(sheets: Iterable[Sheet], *, title: str, made_on: date) -> bytes:
    """Return the workbook as XLSX; ValueError when there is no sheet."""
    from openpyxl import Workbook  # two megabytes that only a download pays for

    book = Workbook()
    book.remove(book.active)
    for name, sheet in _some(sheets):
        _fill(book.create_sheet(name), sheet)
    book.properties.title, book.properties.creator, book.properties.language = words(title), "", "fr-FR"
    book.properties.created = datetime.combine(made_on, time())
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue(), made_on)


def _fill(page, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = page.cell(number, place, value if isinstance(value, (int, Decimal)) else words(value))
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number <= sheet.heads:
                cell.font = Font(bold=True)
    for place, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    if sheet.heads:
        page.freeze_panes = page.cell(sheet.heads + 1, 1)


def _settled(raw: bytes, made_on: date) -> bytes:
    """The same file without the moment it was written: what was frozen is downloaded byte for byte the same."""
    day = f"{made_on:%Y-%m-%d}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + day, content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- ODS -------------------------------------------------------------------------------------------------------------

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_VERSION = "1.3"


def as_ods(sheets: Iterable[Sheet], *, title: str, made_on: date) -> bytes:
    """Return the workbook as OpenDocument 1.3; ValueError when there is no sheet."""
    parts = {
        "content.xml": _content(_some(sheets)),
        "meta.xml": _meta(title, made_on),
        "META-INF/manifest.xml": _manifest(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(zipfile.ZipInfo("mimetype", _EPOCH), _KIND, zipfile.ZIP_STORED)  # first, and not compressed
        for name, root in parts.items():
            content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content(sheets: Sequence[tuple[str, Sheet]]) -> etree._Element:
    root = _node(None, "office:document-content", **{"office:version": _VERSION})
    styles = _node(root, "office:automatic-styles")
    _style(styles, "plain", "table-cell", "table-cell-properties", **{"fo:wrap-option": "wrap"})
    head = _style(styles, "head", "table-cell", "table-cell-properties", **{"fo:wrap-option": "wrap"})
    _node(head, "style:text-properties", **{"fo:font-weight": "bold"})
    for width in sorted({width for _, sheet in sheets for width in _widths(sheet)}):
        size = {"style:column-width": f"{width * 0.22:.2f}cm"}
        _style(styles, f"w{width}", "table-column", "table-column-properties", **size)
    book = _node(_node(root, "office:body"), "office:spreadsheet")
    for name, sheet in sheets:
        _table(book, name, sheet)
    return root


def _table(book: etree._Element, name: str, sheet: Sheet) -> None:
    table = _node(book, "table:table", **{"table:name": name})
    for width in _widths(sheet):
        _node(table, "table:table-column", **{"table:style-name": f"w{width}"})
    headings = _node(table, "table:table-header-rows") if 0 < sheet.heads < len(sheet.rows) else table
    for number, row in enumerate(sheet.rows):
        is_head = number < sheet.heads
        line = _node(headings if is_head else table, "table:table-row")
        for value in row:
            _cell(line, value, "head" if is_head else "plain")


def _cell(line: etree._Element, value: Cell, style: str) -> None:
    if value is None:
        _node(line, "table:table-cell")
        return
    number = isinstance(value, (int, Decimal))
    kind = {"office:value-type": "float", "office:value": str(value)} if number else {"office:value-type": "string"}
    cell = _node(line, "table:table-cell", **kind, **{"table:style-name": style})
    _node(cell, "text:p").text = str(value).replace(".", ",") if number else words(value)


def _meta(title: str, made_on: date) -> etree._Element:
    root = _node(None, "office:document-meta", **{"office:version": _VERSION})
    meta = _node(root, "office:meta")
    _node(meta, "dc:title").text = words(title)
    _node(meta, "meta:creation-date").text = f"{made_on:%Y-%m-%d}T00:00:00"
    _node(meta, "dc:language").text = "fr-FR"
    return root


def _manifest() -> etree._Element:
    root = _node(None, "manifest:manifest", **{"manifest:version": _VERSION})
    for place, kind in (("/", _KIND), ("content.xml", "text/xml"), ("meta.xml", "text/xml")):
        _node(root, "manifest:file-entry", **{"manifest:full-path": place, "manifest:media-type": kind})
    return root


def _style(styles: etree._Element, name: str, family: str, of: str, **values: str) -> etree._Element:
    style = _node(styles, "style:style", **{"style:name": name, "style:family": family})
    _node(style, f"style:{of}", **values)
    return style


def _node(parent: etree._Element | None, name: str, **values: str) -> etree._Element:
    marks = {_qualified(key): value for key, value in values.items()}
    if parent is None:
        return etree.Element(_qualified(name), marks, nsmap=_NS)
    return etree.SubElement(parent, _qualified(name), marks)


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


# --- both ------------------------------------------------------------------------------------------------------------


def _some(sheets: Iterable[Sheet]) -> list[tuple[str, Sheet]]:
    found = named(sheets)
    if not found:
        raise ValueError("a workbook has a sheet")
    return found


def _widths(sheet: Sheet) -> list[int]:
    """How wide each column is, in signs."""
    count = max((len(row) for row in sheet.rows), default=0)
    found = [10] * count
    for row in sheet.rows:
        for place, value in enumerate(row):
            found[place] = max(found[place], min(len(str(value or "")) + 2, _WIDEST))
    return found
