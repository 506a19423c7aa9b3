"""The file says the words of the letter, all of them, in order, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.documents import SPECIMEN, NotArchivalError, printed_words, render_letter
from forms_app.letters.content import Letter, Line, Piece

from . import facsimile, poppler
from .poppler import expected, said

LABEL = {"attachments": ("slip", "label"), "reply_address": "ARS Bretagne\nDr Hélène Marchand\n35000 Rennes"}


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "blank"])
@pytest.mark.parametrize("number", facsimile.NUMBERS)
def test_the_six_fiches_are_printed_line_for_line_on_one_page(number, filled):
    frozen = facsimile.frozen(number, filled)
    pdf = render_letter(frozen)
    assert said(frozen, pdf) == expected(frozen)
    assert len(poppler.pages(pdf)) == 1


@pytest.mark.parametrize("number", facsimile.NUMBERS)
def test_a_blank_fiche_holds_the_published_words_and_nothing_else(number):
    words = []
    for line in facsimile.model(number)["lines"]:
        if "boxes" in line:
            words += [line["boxes"]["legend"] or "", *(f"☐ {option}" for option in line["boxes"]["options"])]
        else:
            words += ["- " * line["items"]["count"]] if "items" in line else [line["text"]]
    published = facsimile._FIELD.sub(" ", " ".join(words))
    frozen = facsimile.frozen(number, filled=False)
    assert said(frozen, render_letter(frozen)) == poppler.spaced(published)


def test_a_ticked_box_and_an_empty_one_are_told_apart_in_the_text():
    frozen = facsimile.frozen("3")
    words = said(frozen, render_letter(frozen))
    assert "☒ nécessite une prise en charge médicale ;" in words
    assert "☐ ne nécessite pas une prise en charge médicale ;" in words


def test_a_specimen_says_so_in_words_at_its_head():
    frozen = facsimile.frozen("1", specimen=True)
    assert said(frozen, render_letter(frozen)).startswith(f"{SPECIMEN} Le 20 novembre 2026")
    assert SPECIMEN not in said(facsimile.frozen("1"), render_letter(facsimile.frozen("1")))


def test_each_page_of_a_long_specimen_says_it():
    reasons = tuple(Line("line", (Piece("answer", f"motif {n} " * 60, name="reasons"),)) for n in range(12))
    frozen = facsimile.frozen("1", specimen=True, lines=reasons)
    pages = poppler.pages(render_letter(frozen))
    assert len(pages) > 1
    assert all(SPECIMEN in page for page in pages)


def test_the_foot_of_every_page_carries_form_edition_model_hash_and_number():
    frozen = facsimile.frozen("2-bis", reference="2026-00012", **LABEL)
    pdf = render_letter(frozen)
    foot = "Fiche n° 2 bis, Instruction du 10 novembre 2011, annexe IV, édition du 10 novembre 2011"
    assert all(page.endswith(foot) for page in poppler.pages(pdf))
    raw = poppler.run("pdftotext", pdf, "-raw", "-", "-")
    versions = "Modèle annexe-IV-fiche-2-bis@2011-11-10-0a1b2c3d, mise en page 1"
    assert raw.count(f"{versions}. Empreinte {frozen.digest[:12]}") == 2
    assert poppler.feet(pdf) == [(frozen.digest[:12], "1", "2"), (frozen.digest[:12], "2", "2")]


def test_the_slip_and_the_label_follow_the_letter_and_carry_address_and_reference():
    frozen = facsimile.frozen("2", reference="2026-00012", **LABEL)
    pdf = render_letter(frozen)
    assert said(frozen, pdf) == expected(frozen)
    after = poppler.pages(pdf)[1]
    assert after.count("ARS Bretagne Dr Hélène Marchand 35000 Rennes") == 2
    assert after.count("2026-00012") == 2
    assert "SECRET MÉDICAL" in after
    assert "Kessari" not in after


def test_a_slip_without_an_address_leaves_dotted_lines():
    frozen = facsimile.frozen("2", filled=False, attachments=("slip", "label"))
    pdf = render_letter(frozen)
    assert said(frozen, pdf) == expected(frozen)
    assert poppler.pages(pdf)[1].startswith("Feuillet de retour")


def test_notes_are_the_portal_s_own_and_come_after_the_letter():
    note = "Restauration éditoriale : les dernières lignes suivent l’ordre de la fiche 2."
    frozen = facsimile.frozen("2-bis", notes=(note,))
    assert said(frozen, render_letter(frozen)).endswith(f"sentiments confraternels. {note}")


@pytest.mark.parametrize(
    "words", ["x" * 400, "W" * 90, "WWWWWWWWW-" * 9, "ab-" * 100, "https://exemple.invalid/" + "a" * 200]
)
def test_a_word_without_end_stays_on_the_page(words):
    line = Line("line", (Piece("text", "Nom : "), Piece("answer", words, name="demandeur")))
    pdf = render_letter(facsimile.frozen("1", lines=(line,)))
    assert words in "".join(poppler.pages(pdf)[0].split())
    boxes = poppler.run("pdftotext", pdf, "-bbox", "-", "-")
    rights = [float(part.split('"')[1]) for part in boxes.split("xMax=")[1:]]
    assert max(rights) <= 530


def test_a_sign_that_no_typeface_draws_stops_the_letter():
    line = Line("line", (Piece("answer", "Kessari \ue000", name="demandeur"),))
    with pytest.raises(NotArchivalError) as refused:
        render_letter(facsimile.frozen("1", lines=(line,)))
    assert "Kessari" not in str(refused.value)


@pytest.mark.parametrize("words", ["#let x = 1", '#read("/etc/passwd")', "*gras* _soul_", "= Titre", "$x$ @ref", "<b>"])
def test_an_answer_is_never_a_command(words):
    line = Line("line", (Piece("answer", words, name="demandeur"), Piece("text", " fin")))
    frozen = facsimile.frozen("1", lines=(line,))
    assert said(frozen, render_letter(frozen)) == f"{words} fin"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("abc éà-\n"), min_size=1).filter(str.strip), max_size=4))
def test_the_place_of_each_answer_in_the_words_is_known(answers):
    lines = tuple(Line("line", (Piece("text", "Nom : "), Piece("answer", words, name="person"))) for words in answers)
    letter = Letter("receipt", "ars", "1", "Fiche n° 1", lines, "prefecture")
    words = printed_words(facsimile.Frozen(letter, facsimile.DAY), "0" * 64)
    assert [words.text[span.start : span.end] for span in words.spans] == answers
    assert {span.field for span in words.spans} <= {"person"}
