"""Files of the series: French decimals, no formula, and a CSV that becomes drafts only when every line holds."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from guidance.enums import AmountStage
from guidance.models import AmountPeriod
from guidance.services import amount_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
IMPORT = "/admin/baremes/importer/"
HEAD = "objet;territoire;a_partir_du;p1;p2;p3;p4;p_plus;p2_origine;reference;source"
LINE = "base;métropole;01/04/2030;11 000;16 500,50;19800;23100;4400;calculé;Arrêté d’essai;Journal d’essai"


def rows_of(content):
    return list(csv.DictReader(StringIO(content.lstrip("\ufeff")), delimiter=";"))


def drafts():
    return AmountPeriod.objects.filter(stage=AmountStage.DRAFT)


@pytest.fixture
def editor(people):
    client = Client()
    client.force_login(people["editor"])
    return client


def test_the_csv_holds_every_standing_row_with_decimal_commas(client, draft):
    draft()
    answer = client.get("/plafonds/serie.csv")
    rows = rows_of(answer.content.decode())
    assert len(rows) == AmountPeriod.objects.standing().count()
    first = next(row for row in rows if row["a_partir_du"] == "01/07/2011" and row["p1"] == "7771,00")
    assert (first["p_plus"], first["p1_origine"]) == ("3108,48", "publié")
    unknown = [row for row in rows if row["etat"] == "barème non confirmé"]
    assert unknown and not any(row["p1"] or row["p1_origine"] for row in unknown)


def test_the_excel_file_holds_numbers_and_days(client):
    answer = client.get("/plafonds/serie.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    head = [cell.value for cell in sheet[1]]
    cells = [dict(zip(head, (cell.value for cell in line), strict=True)) for line in sheet.iter_rows(min_row=2)]
    first = next(row for row in cells if row["p1"] == 7771)
    assert (first["p_plus"], first["a_partir_du"].year) == (3108.48, 2011)


@pytest.mark.parametrize("words", ["=1+1", "+33", "-x", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(draft, people, words):
    draft(reference=f"{words}x", source="s").validate(people["validator"])
    kept = AmountPeriod.objects.get(effective_from="2027-04-01").reference
    assert f"'{kept}" in [row["reference"] for row in rows_of(amount_files.as_csv())]
    sheet = load_workbook(BytesIO(amount_files.as_xlsx())).active
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


def test_an_export_is_read_back_as_it_was_written(people):
    lines, problem = amount_files.read_csv(amount_files.as_csv(), people["editor"])
    assert (problem, [line.errors for line in lines if line.errors]) == ("", [])
    assert len(lines) == AmountPeriod.objects.standing().count()
    assert all(line.row.corrects_id for line in lines)


def test_a_preview_keeps_nothing_and_the_import_makes_drafts(editor, people):
    content = f"{HEAD}\n{LINE}\n"
    page = editor.post(IMPORT, {"contenu": content}).content.decode()
    assert "Saisir ces lignes" in page and "16\u00a0500,50" in page
    assert not drafts().exists()
    editor.post(IMPORT, {"contenu": content, "importer": "1"})
    row = drafts().get()
    assert (row.entered_by, str(row.two), row.two_mark) == (people["editor"], "16500.50", "computed")


def test_a_file_is_read_whichever_way_it_was_saved(editor):
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        upload = SimpleUploadedFile("b.csv", f"{HEAD}\r\n{LINE}\r\n".encode(encoding), "text/csv")
        assert "Arrêté d’essai" in editor.post(IMPORT, {"fichier": upload}).content.decode(), encoding


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINE.replace("11 000", "onze"), "p1"),
        (LINE.replace("01/04/2030", "31/02/2030"), "a_partir_du"),
        (LINE.replace("base;", "lune;"), "objet"),
        (LINE.replace("16 500,50", ""), "p2"),
        (f"{LINE}\n{LINE}", "même jour"),
    ],
)
def test_one_refused_line_keeps_the_whole_file_out_and_says_why(editor, line, said):
    good = LINE.replace("2030", "2031")
    page = editor.post(IMPORT, {"contenu": f"{HEAD}\n{good}\n{line}\n", "importer": "1"}).content.decode()
    assert said in page and "Rien n’est enregistré" in page and "Journal d’essai" in page
    assert not drafts().exists()


@pytest.mark.parametrize(
    "content",
    ["x", "a,b\n1,2", "\x00;x", HEAD, "objet;a_partir_du\n" + "base;1\n" * 300, '"', "objet;a_partir_du\n1;2;3;4", " "],
)
def test_what_is_no_series_is_refused_in_french(editor, content):
    answer = editor.post(IMPORT, {"contenu": content, "importer": "1"})
    assert answer.status_code == 200
    assert not drafts().exists()


def test_a_physician_imports_nothing(signed_in):
    assert signed_in("medecin").post(IMPORT, {"contenu": f"{HEAD}\n{LINE}", "importer": "1"}).status_code == 403
