"""A workbook holds its values and nothing that runs, in both formats, and the same values make the same bytes."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from guidance import spreadsheets, workbooks
from guidance.workbooks import Sheet

DAY = date(2026, 3, 1)
ROWS = (("Libellé", "Nombre", "Part"), ("Été", 12, Decimal("3.5")), ("=SOMME(A1)", None, "masqué"))
CELLS = st.one_of(st.text(max_size=20), st.integers(-(10**9), 10**9), st.none(), st.sampled_from(["=1+1", "@x", "-1"]))


def xlsx(rows, name="Feuille"):
    made = workbooks.as_xlsx([Sheet(name, rows)], title="Essai", made_on=DAY)
    return openpyxl.load_workbook(io.BytesIO(made))


def ods(rows, name="Feuille"):
    """Rows of the first sheet, each cell as (kind, value, words shown)."""
    made = workbooks.as_ods([Sheet(name, rows)], title="Essai", made_on=DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        root = etree.fromstring(file.read("content.xml"))
    names = workbooks._NS
    return [
        [
            (cell.get(f"{{{names['office']}}}value-type"), cell.get(f"{{{names['office']}}}value"),
             "".join(cell.itertext()))
            for cell in row
        ]
        for row in root.iter(f"{{{names['table']}}}table-row")
    ]  # fmt: skip


def test_numbers_stay_numbers_and_words_stay_words_in_excel():
    rows = [[cell.value for cell in row] for row in xlsx(ROWS).active.iter_rows()]
    assert rows == [["Libellé", "Nombre", "Part"], ["Été", 12, 3.5], ["'=SOMME(A1)", None, "masqué"]]


def test_numbers_stay_numbers_and_are_shown_with_a_comma_in_libreoffice():
    assert ods(ROWS)[1:] == [
        [("string", None, "Été"), ("float", "12", "12"), ("float", "3.5", "3,5")],
        [("string", None, "'=SOMME(A1)"), (None, None, ""), ("string", None, "masqué")],
    ]


def test_an_ods_begins_with_its_kind_uncompressed_and_names_its_parts():
    made = workbooks.as_ods([Sheet("A", ROWS)], title="Essai", made_on=DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        first, *others = file.infolist()
        manifest = file.read("META-INF/manifest.xml").decode()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert made[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    assert all(f'full-path="{part.filename}"' in manifest for part in others if part.filename[:4] != "META")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5).map(tuple))
def test_no_cell_of_any_workbook_is_a_formula(rows):
    for row in xlsx(rows).active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not (isinstance(cell.value, str) and spreadsheets.is_formula(cell.value))
    for row in ods(rows):
        for kind, _, shown in row:
            assert kind != "string" or not spreadsheets.is_formula(shown)


@pytest.mark.parametrize("make", [workbooks.as_xlsx, workbooks.as_ods])
def test_the_same_values_make_the_same_bytes_whatever_the_moment(make, time_machine):
    time_machine.move_to("2026-03-01 08:00")
    first = make([Sheet("A", ROWS)], title="Essai", made_on=DAY)
    time_machine.move_to("2027-07-09 21:12")
    assert make([Sheet("A", ROWS)], title="Essai", made_on=DAY) == first


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["A", "a"], ["A", "a 2"]),
        (["Suite [1] : a/b", "'x'"], ["Suite  1    a b", "x"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["", "\x00"], ["Feuille", "Feuille 2"]),
    ],
)
def test_sheets_bear_names_that_every_spreadsheet_takes_each_once(names, found):
    assert [name for name, _ in workbooks.named(Sheet(name, ROWS) for name in names)] == found


def test_a_workbook_without_a_sheet_is_refused():
    with pytest.raises(ValueError):
        workbooks.as_ods([], title="Essai", made_on=DAY)
