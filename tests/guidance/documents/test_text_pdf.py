"""A whole edition as one PDF: its words, its version on each page, its structure (G11, D6)."""

import re

from guidance.documents import render_text_pdf
from guidance.documents.payload import _pieces

from . import pdf
from .conftest import FICHE


def test_the_words_of_a_section_come_in_order(text):
    said = pdf.words(render_text_pdf(text))
    order = [
        "Première partie",
        "Le secret médical",
        "est absolu, opposable à tous.",
        "Il est général.",
        "11° premier cas ;",
        "o sous un cas",
        "- second cas.",
        "Article L.313-11 : […]",
        "11° A l'étranger résidant",
        "Plafonds de ressources",
        "Plafond annuel",
        "7 771 €",
        "Trop profond d’un rang",
        "FICHE n° 1 bis",
        "Ce document est utilisé par le médecin chef.",
        "☐ nécessite des soins",
        "☐ ne nécessite pas de soins",
    ]
    start = said.index("Première partie", said.index("Publié ici le 20 novembre 2026 Première"))
    for phrase in order:
        start = said.index(phrase, start)


def test_the_title_page_says_identity_status_both_clocks_hash_and_sources(text):
    first = pdf.pages(render_text_pdf(text))[0]
    for phrase in [
        "Instruction du 10 novembre 2011",
        "NOR : ETSP1130172J",
        "Validée par le CNP le 4 novembre 2011",
        "À vérifier : aucune abrogation trouvée",
        "En vigueur. à compter du 10 novembre 2011",
        "Dernière publication le 20 novembre 2026, tel qu’affiché le 1er décembre 2026",
        text.stamp.digest,
        "Fichier transmis; Bulletin officiel",
    ]:
        assert phrase in first


def test_every_page_carries_the_text_the_edition_both_clocks_the_short_hash_and_its_number(text):
    said = pdf.pages(render_text_pdf(text))
    assert len(said) >= 3
    for number, page in enumerate(said, start=1):
        assert "Instruction DGS 2011/417, édition du 10 novembre 2011" in page
        assert "Publié ici le 20 novembre 2026, tel qu’affiché le 1er décembre 2026. Empreinte 1a2b3c4d5e6f" in page
        assert f"page {number} / {len(said)}" in page


def test_an_annex_starts_a_page(text):
    said = pdf.pages(render_text_pdf(text))
    assert said[-1].startswith("Annexe I")


def test_clauses_show_their_labels(text):
    said = pdf.words(render_text_pdf(text))
    assert re.search(r"IV-2 .*IV-3 ", said)


def test_a_footnote_is_a_real_one_at_the_foot_of_the_page_that_calls_it(text):
    made = render_text_pdf(text)
    called = [page for page in pdf.pages(made) if "Le secret médical" in page]
    assert len(called) == 2
    assert all(page.index("Le secret médical") < page.index("Article L. 1110-4 du code.") for page in called)
    assert [role for role, _ in pdf.tags(made)].count("Note") == 2


def test_a_footnote_keeps_the_printed_key_and_never_sticks_to_the_word(make_text):
    items = [
        {
            "kind": "clause",
            "label": "I",
            "blocks": [{"type": "paragraph", "html": '<p>mois<sup class="appel">4</sup></p>'}],
        }
    ]
    notes = ({"key": "4", "blocks": [{"type": "paragraph", "html": "<p>Quatrième note</p>"}]},)
    made = render_text_pdf(make_text(items, notes))
    assert re.search(r"4 ?Quatrième note", pdf.words(made))
    assert ("Lbl", "") in pdf.tags(made)


def test_a_call_without_its_note_is_printed_as_a_call(make_text):
    items = [
        {
            "kind": "clause",
            "label": "I",
            "blocks": [{"type": "paragraph", "html": '<p>mot<sup class="appel">9</sup> fin</p>'}],
        }
    ]
    assert re.search(r"mot ?9 fin", pdf.words(render_text_pdf(make_text(items, ()))))


def test_the_outline_holds_sections_headings_and_fiches_without_a_gap_of_level(text):
    assert pdf.outline(render_text_pdf(text)) == [
        (1, "Sommaire"),
        (1, "IV – Le secret"),
        (2, "Première partie"),
        (3, "Trop profond d’un rang"),
        (4, "FICHE n° 1 bis"),
        (1, "Annexe I"),
    ]


def test_the_document_says_its_title_its_language_and_that_it_is_tagged(text):
    made = pdf.reader(render_text_pdf(text))
    root = made.trailer["/Root"]
    assert made.metadata.title == "Instruction du 10 novembre 2011"
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/StructTreeRoot" in root


def test_the_document_claims_pdf_a_2a_and_pdf_ua_1(text):
    xmp = pdf.reader(render_text_pdf(text)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"<pdfaid:part>2<.*<pdfaid:conformance>A<", xmp, re.DOTALL)
    assert "<pdfuaid:part>1<" in xmp


def test_lists_tables_quotations_and_notes_have_their_roles(text):
    roles = {role for role, _ in pdf.tags(render_text_pdf(text))}
    assert {
        "H1",
        "H2",
        "H3",
        "H4",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "BlockQuote",
        "Table",
        "TH",
        "TD",
        "Caption",
        "Note",
    } <= roles


def test_a_blank_of_a_fiche_is_spoken_and_is_no_row_of_full_stops(text):
    made = render_text_pdf(text)
    spoken = [alternative for role, alternative in pdf.tags(made) if role == "Figure"]
    assert spoken == ["À remplir : date de la lettre"] + ["À remplir : éléments demandés"] * 3
    assert "....." not in pdf.words(made)


def test_a_notice_says_that_the_portal_speaks(text):
    said = pdf.words(render_text_pdf(text))
    assert "Note du portail : absent de la source (T4). L’annexe III n’est qu’un titre dans la source." in said


def test_a_fiche_that_fits_on_a_sheet_is_not_cut_and_a_longer_one_goes_on(make_text):
    def pages_of(lines):
        filler = [{"type": "paragraph", "html": "<p>avant</p>"}] * 25
        fiche = FICHE | {"usage": "", "lines": [{"text": "début"}, *[{"text": "ligne"}] * lines, {"text": "terme"}]}
        items = [
            {"kind": "clause", "label": "I", "blocks": filler},
            {"kind": "clause", "label": "F", "blocks": [fiche]},
        ]
        said = pdf.pages(render_text_pdf(make_text(items)))
        return [next(k for k, page in enumerate(said) if word in page.split()) for word in ("début", "terme")]

    start, end = pages_of(20)
    assert start == end
    start, end = pages_of(60)
    assert end > start


def test_a_long_blank_keeps_room_when_words_follow_it():
    fields = {"nom": {"label": "nom", "size": "long"}}
    assert [piece.get("size") for piece in _pieces("Madame {nom}, le", fields)] == [None, "medium", None]
    assert [piece.get("size") for piece in _pieces("Madame {nom}", fields)] == [None, "long"]
