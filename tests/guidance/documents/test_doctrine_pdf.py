"""« État de la doctrine au … » gives every text of a day, both clocks, and says what it can prove."""

import dataclasses
from datetime import date

import pytest

from guidance.documents import DoctrineDocument, render_doctrine_pdf

from . import pdf


@pytest.fixture
def doctrine(text):
    stamp = dataclasses.replace(
        text.stamp, text="Arrêté du 5 janvier 2017", edition="édition du 3 mai 2021", digest="f0" * 32
    )
    arrete = dataclasses.replace(text, title="Arrêté du 5 janvier 2017", stamp=stamp, status="En vigueur")
    return DoctrineDocument(date(2026, 12, 1), date(2026, 12, 2), date(2026, 11, 21), "ab" * 32, (text, arrete))


def test_the_first_page_says_the_day_the_status_and_hash_of_each_text_and_where_the_proof_starts(doctrine):
    first = pdf.pages(render_doctrine_pdf(doctrine))[0]
    for phrase in [
        "État de la doctrine au 1er décembre 2026",
        "Document établi le 2 décembre 2026.",
        "La preuve de ce qui était publié ici commence le 21 novembre 2026, jour de l’installation du portail.",
        "ab" * 32,
        "Instruction du 10 novembre 2011 Statut. À vérifier",
        doctrine.texts[0].stamp.digest,
        "Arrêté du 5 janvier 2017 Statut. En vigueur",
        "f0" * 32,
        "tel qu’affiché le 1er décembre 2026",
    ]:
        assert phrase in first


def test_each_text_is_whole_and_carries_its_own_stamp(doctrine):
    said = pdf.pages(render_doctrine_pdf(doctrine))
    second = next(k for k, page in enumerate(said) if page.startswith("Arrêté du 5 janvier 2017"))
    assert all("Instruction DGS 2011/417, édition du 10 novembre 2011" in page for page in said[1:second])
    assert all("Arrêté du 5 janvier 2017, édition du 3 mai 2021" in page for page in said[second:])
    assert all(f"page {k} / {len(said)}" in page for k, page in enumerate(said, start=1))
    assert " ".join(said).count("☐ nécessite des soins") == 2


def test_the_outline_puts_the_sections_under_their_text(doctrine):
    entries = pdf.outline(render_doctrine_pdf(doctrine))
    assert [entry for entry in entries if entry[0] <= 2] == [
        (1, "Sommaire"),
        (1, "Instruction du 10 novembre 2011"),
        (2, "IV – Le secret"),
        (2, "Annexe I"),
        (1, "Arrêté du 5 janvier 2017"),
        (2, "IV – Le secret"),
        (2, "Annexe I"),
    ]


def test_it_is_archival_accessible_and_always_the_same_bytes(doctrine):
    made = render_doctrine_pdf(doctrine)
    xmp = pdf.reader(made).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in xmp and "<pdfaid:conformance>A<" in xmp
    assert made == render_doctrine_pdf(doctrine)
