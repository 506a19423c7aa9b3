"""A printed letter is read again: its text, its metadata, its file name."""

import pytest

from forms_app import secrecy
from forms_app.enums import Outgoing
from forms_app.secrecy import Passage
from tests.forms_app.secrecy import material

METADATA = {"title": "Avis", "creator": "Portail", "id": "uuid:1b201f20-f200-4b20-8c50-e11900000000"}


def read(text, *passages, metadata=METADATA, file_name="fiche-3-2026-00042.pdf"):
    return secrecy.check_letter(text, metadata, file_name, material.lexicon(), passages)


def test_an_ordinary_letter_raises_nothing():
    assert read("Le dossier de Madame Essai Premier m'a été transmis pour avis.") == []


def test_a_word_of_the_page_is_found_whatever_field_it_came_from():
    assert [finding.place for finding in read("Le dossier de Madame Essai, dialysée, m'a été transmis.")] == ["text"]


@pytest.mark.parametrize(
    ("key", "value"), [("title", "Avis VIH"), ("keywords", "diabète"), ("author", "Dr X, cardiologue")]
)
def test_the_metadata_are_read(key, value):
    assert [finding.place for finding in read("Avis", metadata=METADATA | {key: value})] == ["metadata"]


@pytest.mark.parametrize("file_name", ["avis-VIH.pdf", "avisVIH.pdf", "fiche_dialyse_essai.pdf", "B20.pdf"])
def test_the_file_name_is_read(file_name):
    assert {finding.place for finding in read("Avis", file_name=file_name)} == {"file-name"}


def test_a_name_keeps_its_own_reading_on_the_page():
    page = "Le dossier de Madame Noémie\nNatalgie m'a été transmis."
    assert read(page)
    assert read(page, Passage("Noémie Natalgie", Outgoing.NAME)) == []


def test_a_name_does_not_clear_the_words_around_it():
    page = "Madame Natalgie, dialysée, est suivie."
    assert len(read(page, Passage("Natalgie", Outgoing.NAME))) == 1


def test_a_kept_word_stays_kept_on_the_page_and_another_one_does_not():
    answer = "3 rue du Cancer, foyer dialyse"
    kept = Passage(answer, Outgoing.ADDRESS, kept=((9, 15),))
    findings = read(f"demeurant à {answer}\npour avis", kept)
    assert len(findings) == 1
    assert findings[0].start > 30


def test_a_part_of_a_word_is_not_taken_for_an_answer():
    assert read("hémodialyse", Passage("dialyse", Outgoing.PROSE, kept=((0, 7),)))


def test_what_goes_from_doctor_to_doctor_is_not_read_on_the_page():
    items = Passage("sérologie VIH du mois", Outgoing.MEDICAL)
    assert read("Veuillez me transmettre : sérologie VIH\ndu mois.", items) == []
