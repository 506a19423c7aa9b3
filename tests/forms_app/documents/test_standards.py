"""The file is archival and accessible, says nothing of a person, and is always the same bytes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.conf import settings

from forms_app.documents import described, file_name, render_blank, render_label, render_letter, render_slip
from tests.guidance.documents.pdf import tags

from . import facsimile, poppler

ATTACHED = {"attachments": ("slip", "label"), "reply_address": "ARS Bretagne\nDr Hélène Marchand\n35000 Rennes"}
AGAIN = """
from hashlib import sha256
from tests.forms_app.documents import facsimile
from forms_app.documents import render_letter
print(sha256(render_letter(facsimile.frozen("3-bis", specimen=True))).hexdigest())
"""


@pytest.fixture(scope="module", params=["1", "2", "3-bis"])
def pdf(request):
    more = {"reference": "2026-00012", **ATTACHED} if request.param == "2" else {}
    return render_letter(facsimile.frozen(request.param, specimen=request.param == "3-bis", **more))


def test_its_flags_are_read_back_by_tools_that_did_not_write_it(pdf):
    assert (poppler.told(pdf, "//pdfaid:part"), poppler.told(pdf, "//pdfaid:conformance")) == ("2", "A")
    assert poppler.told(pdf, "//pdfuaid:part") == "1"
    assert poppler.told(pdf, "//dc:language//*[local-name()='li']") == "fr-FR"
    about = poppler.information(pdf)
    assert (about["Tagged"], about["Encrypted"], about["JavaScript"], about["Form"]) == ("yes", "no", "no", "none")
    assert "A4" in about["Page size"]


def test_every_typeface_is_in_the_file(pdf):
    faces = poppler.fonts(pdf)
    assert faces and set(faces.values()) == {"yes"}
    assert any(name.startswith("Literata") for name in faces)


def test_the_boxes_are_items_of_lists_and_the_blanks_have_a_spoken_name():
    roles = tags(render_letter(facsimile.frozen("3", filled=False)))
    assert [role for role, _ in roles].count("LI") == 10
    assert ("Figure", "À remplir : Nom et prénom du demandeur") in roles


def test_the_watermark_is_no_part_of_what_is_read_aloud():
    plain, specimen = (tags(render_letter(facsimile.frozen("1", specimen=on))) for on in (False, True))
    assert [role for role, _ in specimen].count("Figure") == [role for role, _ in plain].count("Figure")


def test_the_file_says_which_form_it_is_and_never_whose(pdf):
    assert poppler.information(pdf)["Title"].startswith("Fiche n° ")
    told = " ".join([*described(pdf), str(poppler.information(pdf)), poppler.run("pdfinfo", pdf, "-meta", "-")])
    for word in ("Kessari", "Tlemcen", "Tanneurs", "Marchand", "Rennes"):
        assert word not in told
    assert described(pdf)[0] == poppler.information(pdf)["Title"]


@pytest.mark.parametrize(
    ("fiche", "authority", "name"),
    [
        ("receipt", "ars", "fiche-1.pdf"),
        ("complements", "pp", "fiche-2-bis.pdf"),
        ("avis", "pp", "fiche-3-bis.pdf"),
        ("college", "ofii", "avis-du-college.pdf"),
        ("unknown", "ofii", "lettre.pdf"),
    ],
)
def test_the_name_of_the_file_is_that_of_the_form(fiche, authority, name):
    assert file_name(fiche, authority) == name


def test_the_date_of_the_file_is_the_day_of_the_letter(pdf):
    assert poppler.told(pdf, "//*[local-name()='CreateDate']") == "2026-11-20T00:00:00Z"


def test_the_same_letter_is_the_same_bytes_in_another_process_and_in_any_thread():
    frozen = facsimile.frozen("3-bis", specimen=True)
    here = sha256(render_letter(frozen)).hexdigest()
    command = [sys.executable, "-c", AGAIN]
    there = subprocess.run(
        command, cwd=settings.PROJECT_DIR, env={"TZ": "Asia/Tokyo"}, check=True, capture_output=True, text=True
    )
    assert there.stdout.strip() == here
    with ThreadPoolExecutor(4) as pool:
        assert {sha256(pdf).hexdigest() for pdf in pool.map(render_letter, [frozen] * 8)} == {here}


def test_another_word_another_mark_or_another_reference_is_another_file():
    base = render_letter(facsimile.frozen("3"))
    assert render_letter(facsimile.frozen("3", mark="a0" * 16)) != base
    assert render_letter(facsimile.frozen("3", filled=False)) != base


def test_a_slip_and_a_label_are_printed_alone_too():
    frozen = facsimile.frozen("2", reference="2026-00012", **ATTACHED)
    slip, label = poppler.pages(render_slip(frozen)), poppler.pages(render_label(frozen))
    assert len(slip) == len(label) == 1
    assert slip[0].startswith("Feuillet de retour") and "SECRET MÉDICAL" not in slip[0]
    assert label[0].startswith("SECRET MÉDICAL ARS Bretagne") and "Feuillet" not in label[0]
    with pytest.raises(ValueError, match="no slip"):
        render_slip(facsimile.frozen("1"))


def test_a_blank_form_is_printed_without_answers_only():
    assert len(poppler.pages(render_blank(facsimile.letter("3", filled=False), facsimile.DAY))) == 1
    with pytest.raises(ValueError, match="no answer"):
        render_blank(facsimile.letter("3"), facsimile.DAY)
