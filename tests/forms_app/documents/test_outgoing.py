"""Nothing that betrays an illness leaves in a letter without having been announced and kept on purpose (C2)."""

import dataclasses

import pytest

from forms_app.documents import Frozen, render_letter
from forms_app.letters.content import Line, Piece
from forms_app.models import Letter
from forms_app.services.fiches import letters
from forms_app.services.fiches.outgoing import OutgoingRefusal, refuse_leaking_file, refuse_leaks

from . import facsimile

pytestmark = pytest.mark.django_db

OPEN = {"demandeur": "person", "lieu_naissance": "birth_place", "domicile": "address"}


def with_answer(letter, field, words):
    """The same letter with other words in one blank."""
    lines = []
    for line in letter.lines:
        pieces = [dataclasses.replace(p, words=words) if p.name == field else p for p in line.pieces]
        lines.append(dataclasses.replace(line, pieces=tuple(pieces)))
    return dataclasses.replace(letter, lines=tuple(lines))


@pytest.mark.parametrize("field", OPEN)
def test_a_word_that_betrays_stops_the_letter_whatever_blank_it_stands_in(draft, avis, field):
    with pytest.raises(OutgoingRefusal) as refused:
        letters.preview(draft, with_answer(avis, field, "Kessari chez COMEDE, dialyse"))
    assert {name for name, _ in refused.value.findings} == {OPEN[field]}
    assert "dialyse" not in f"{refused.value} {refused.value.findings}"
    assert not Letter.objects.exists()


def test_a_false_positive_that_was_kept_leaves_with_its_reason_and_without_the_word(draft, avis):
    letter = with_answer(avis, "domicile", "3 rue de la Dialyse, 35000 Rennes")
    with pytest.raises(OutgoingRefusal) as refused:
        letters.preview(draft, letter)
    (name, finding) = refused.value.findings[0]
    kept = [{"rule": finding.rule, "field": name, "reason": "place-name"}] * len(refused.value.findings)
    row = letters.preview(draft, letter, kept=kept)
    assert row.kept_words == kept
    assert "ialyse" not in str(row.kept_words)


def test_one_word_kept_lets_no_second_one_through(draft, avis):
    once = with_answer(avis, "domicile", "rue de la Dialyse")
    with pytest.raises(OutgoingRefusal) as refused:
        letters.preview(draft, once)
    kept = [{"rule": f.rule, "field": name, "reason": "place-name"} for name, f in refused.value.findings]
    twice = with_answer(avis, "domicile", "rue de la Dialyse, centre de dialyse")
    with pytest.raises(OutgoingRefusal):
        letters.preview(draft, twice, kept=kept)


def test_a_word_kept_in_one_answer_is_not_kept_in_another(draft, avis):
    letter = with_answer(avis, "domicile", "rue de la Dialyse")
    with pytest.raises(OutgoingRefusal) as refused:
        letters.preview(draft, letter)
    kept = [{"rule": f.rule, "field": "person", "reason": "place-name"} for _, f in refused.value.findings]
    with pytest.raises(OutgoingRefusal):
        letters.preview(draft, letter, kept=kept)


def test_a_reason_is_one_of_the_closed_list(draft, avis):
    with pytest.raises(ValueError, match="closed list"):
        letters.preview(draft, avis, kept=[{"rule": "r", "field": "person", "reason": "il suit une dialyse"}])


def test_a_letter_from_doctor_to_doctor_may_be_medical_but_not_its_label(draft, request_for_more):
    items = Line("items", items=("le compte rendu de dialyse",))
    medical = dataclasses.replace(request_for_more, lines=(*request_for_more.lines, items))
    assert letters.preview(draft, medical).pk
    label = dataclasses.replace(medical, reply_address="CHU, service de néphrologie\n35000 Rennes")
    with pytest.raises(OutgoingRefusal) as refused:
        letters.preview(draft, label)
    assert {name for name, _ in refused.value.findings} == {"reply_address"}


@pytest.mark.parametrize("number", ["1", "1-bis", "3", "3-bis"])
def test_the_official_words_and_ordinary_names_pass(draft, number):
    letter = with_answer(facsimile.letter(number), "demandeur", "Noémie Jérôme-Salomé")
    assert letters.preview(draft, with_answer(letter, "domicile", "4 rue de la Drôme\n11000 Carcassonne")).pk


def test_words_of_the_model_itself_are_read_too(draft, avis):
    leaking = Line("line", (Piece("text", "Suivi en dialyse."),))
    frozen = Frozen(dataclasses.replace(avis, lines=(*avis.lines, leaking)), facsimile.DAY)
    refuse_leaks(frozen)
    with pytest.raises(OutgoingRefusal) as refused:
        refuse_leaking_file(frozen, render_letter(frozen), "fiche-3.pdf")
    assert [name for name, _ in refused.value.findings] == [""]


def test_what_the_file_says_of_itself_and_its_name_are_read(draft, avis):
    frozen = Frozen(avis, facsimile.DAY)
    titled = Frozen(dataclasses.replace(avis, title="Avis dialyse"), facsimile.DAY)
    refuse_leaking_file(frozen, render_letter(frozen), "fiche-3.pdf")
    for pdf, name in ((render_letter(titled), "fiche-3.pdf"), (render_letter(frozen), "avis-dialyse.pdf")):
        with pytest.raises(OutgoingRefusal) as refused:
            refuse_leaking_file(frozen, pdf, name)
        assert {field for field, _ in refused.value.findings} == {"file"}


def test_versions_and_hashes_are_no_words(draft, avis):
    coded = dataclasses.replace(avis, model_version="vih-b20")
    assert letters.preview(draft, coded).pk
