"""A CSV made here is opened by Excel in French and runs nothing; one made there is read, or told to be no text."""

import csv
import io

import pytest

from guidance import spreadsheets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_excel_or_libreoffice_is_read(encoding):
    assert spreadsheets.decoded("préfecture;œuvre".encode(encoding)) == "préfecture;œuvre"


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x00", b"\xff\x81", "a".encode("utf-16")])
def test_what_is_no_text_is_told(raw):
    assert spreadsheets.decoded(raw) is None


@pytest.mark.parametrize(
    ("words", "sign"),
    [("a;b\n1,2,3", ";"), ("a,b\n1;2;3", ","), ("a;b\r1,2,3", ";"), ("a", ";"), ("", ";"), ("a,b;c", ";")],
)
def test_the_first_line_tells_the_separator(words, sign):
    assert spreadsheets.separator(words) == sign


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_would_run_is_told_to_be_words(first):
    assert spreadsheets.harmless(f"{first}1+1") == f"'{first}1+1"
    assert spreadsheets.harmless(f"1{first}1") == f"1{first}1"


def test_every_cell_of_a_file_is_read_back_and_none_runs():
    rows = [("objet", "mots"), ("=SOMME(A1)", 'dit ; « "oui" »\nsuite'), (3, "")]
    made = spreadsheets.as_csv(rows)
    assert made.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert found == [["objet", "mots"], ["'=SOMME(A1)", 'dit ; « "oui" »\nsuite'], ["3", ""]]
