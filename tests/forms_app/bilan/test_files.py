"""The files of a bilan say what its page says: no masked number, « non relevé » never zero, nothing that runs (S4)."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.bilan import files
from forms_app.bilan.shape import Head
from forms_app.documents.bilan import payload, render_bilan
from guidance import spreadsheets
from tests.forms_app.bilan.made import CLAUSE, bilan
from tests.guidance.documents import pdf as read

DIGEST = "0123456789abcdef" * 4


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def sheets_of(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


def test_each_number_of_the_page_has_its_line_and_its_state():
    found = bilan()
    rows = rows_of(files.as_csv(found))
    told = {(row["tableau"], row["ligne"], row["colonne"], row["mesure"]): row for row in rows}
    for table in found.tables:
        for rank, head in enumerate((*table.rows, files.TOTAL)):
            for column, beside in enumerate((*table.columns, files.TOTAL)):
                row = told[table.key, head.label, beside.label, files.COUNT]
                assert (row["valeur"] or row["etat"]) == table.told(rank, column)
                assert bool(row["valeur"]) != bool(row["etat"])
    assert told["avis", "éloignement", "Total", "délai médian, en jours"]["etat"] == files.MASKED
    assert len(rows) == len(told)


def test_a_number_that_nobody_wrote_is_not_zero():
    rows = [row for row in rows_of(files.as_csv(bilan())) if row["tableau"] == "appeals"]
    assert {(row["valeur"], row["etat"]) for row in rows} == {("", "non relevé")}


def test_the_sheets_are_the_tables_with_numbers_as_numbers():
    found = sheets_of(files.as_xlsx(bilan(), lambda key: f"clause {key}"))
    assert list(found) == ["Bilan", "Sens des avis", "Nationalités", "Recours", "Dictionnaire"]
    head, first, second, total, clause, note = found["Sens des avis"]
    assert head[1:] == ["soins nécessaires", "soins non nécessaires", "Total", "délai médian, en jours"]
    assert first == ["carte de séjour", 120, 30, 150, 80]
    assert second == ["éloignement", "masqué", 12, "masqué", "masqué"]
    assert total == ["Total", "masqué", 42, 165, 75]
    assert clause[0] == f"Clause : clause {CLAUSE}" and note[0] == "Comptés à la validation."


def test_the_dictionary_says_every_column_of_the_csv():
    said = list(csv.reader(io.StringIO(files.dictionary_csv().removeprefix("\ufeff")), delimiter=";"))
    head = files.as_csv(bilan()).removeprefix("\ufeff").splitlines()[0].split(";")
    assert [row[0] for row in said[1:]] == head
    assert all(row[1] for row in said)


@pytest.mark.parametrize("make", [files.as_csv, files.as_xlsx, files.as_ods, render_bilan])
def test_a_frozen_bilan_makes_the_same_bytes_at_any_moment(make, time_machine):
    time_machine.move_to("2026-01-16 08:00")
    first = make(bilan())
    time_machine.move_to("2031-01-16 08:00")
    assert make(bilan()) == first


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝"]), st.text(max_size=12))
def test_no_label_of_a_frame_runs_in_a_spreadsheet(sign, words):
    found = bilan()
    label = sign + words
    table = replace(found.tables[1], rows=(Head("dz", label), Head("others", "autres")), note=label)
    hostile = replace(found, name=label, frame=label, remarks=(label,), tables=(table,))
    cells = [cell for row in rows_of(files.as_csv(hostile)) for cell in row.values()]
    for rows in sheets_of(files.as_xlsx(hostile)).values():
        cells += [cell for row in rows for cell in row if isinstance(cell, str)]
    assert not [cell for cell in cells if spreadsheets.is_formula(cell)]


def test_a_draft_says_that_it_is_one():
    draft = bilan(version=0)
    assert files.standing(draft) == "Brouillon du 15 janvier 2026, non figé"
    assert "non figé" in read.words(render_bilan(draft))
    assert files.standing(bilan()) == "Version 1, figée le 15 janvier 2026"


def test_the_document_holds_every_number_shown_and_its_digest():
    words = read.words(render_bilan(bilan(), DIGEST))
    for told in ("120", "150", "165", "masqué", "non relevé", "Une remarque.", DIGEST):
        assert told in words


def test_a_drawing_is_read_by_its_numbers_and_the_table_beside_it():
    roles = read.tags(render_bilan(bilan(), DIGEST))
    drawn = [alt for role, alt in roles if role == "Figure" and alt]
    assert drawn == ["Barres, Nationalités, en demandes : Algérie 41, autres 9."]
    assert [role for role, _ in roles].count("Table") >= 3
    assert [role for role, _ in roles].count("H1") == 3


def test_a_table_of_one_number_or_of_none_has_no_drawing():
    drawn = {table["title"]: table["chart"] for table in payload(bilan())["tables"]}
    assert drawn["Sens des avis"] is None and drawn["Recours"] is None
    assert [bar["share"] for bar in drawn["Nationalités"]["bars"]] == [1, 9 / 41]


def test_the_document_is_archival_and_accessible():
    made = render_bilan(bilan(), DIGEST)
    assert b"pdfaid:part>2<" in made and b"pdfuaid:part>1<" in made
    assert str(read.reader(made).metadata.title) == "Bilan 2025, ARS d’Essai"
