"""What the words of a mail may be: slots of a closed list, plain text, nothing that betrays."""

import pytest

from forms_app.messages import MAX_BODY, MAX_SUBJECT, MESSAGES, bare, faults, filled
from forms_app.models import LexiconEntry
from forms_app.services.mail import messages

DAY, INVITATION = MESSAGES["courriel-du-jour"], MESSAGES["invitation"]
BODY = "{depassees}, {aujourdhui}, {liste}"


@pytest.mark.parametrize("message", MESSAGES.values(), ids=lambda message: message.key)
def test_the_words_of_the_code_pass_the_check_that_those_of_the_desk_pass(message, db):
    assert messages.objections(message, message.subject, message.body) == {}
    assert len(message.subject) <= MAX_SUBJECT and len(message.body) <= MAX_BODY


@pytest.mark.parametrize("message", MESSAGES.values(), ids=lambda message: message.key)
def test_every_slot_is_filled_and_the_fixed_end_follows(message):
    sent = filled(message, message.subject, message.body, message.samples())
    assert "{" not in sent.subject + sent.body
    assert sent.body.endswith(f"{message.closing.rpartition(chr(10))[2]}\n")


@pytest.mark.parametrize("slot", DAY.slots, ids=lambda slot: slot.name)
def test_a_required_slot_is_asked_for_and_another_is_not(slot):
    without = DAY.body.replace(slot.written, "")
    told = faults(DAY, DAY.subject, without).get("body", [])
    assert any(slot.written in each for each in told) is slot.required


def test_a_slot_that_the_message_has_not_is_refused_beside_its_field():
    told = faults(DAY, "{patient}", BODY)
    assert list(told) == ["subject"] and "« {patient} » n’existe pas ici." in told["subject"][0]
    assert list(faults(DAY, "Objet", f"{BODY} {{nom}}")) == ["body"]
    assert faults(DAY, "Objet", BODY) == {}


def test_a_number_or_an_address_has_no_place_in_a_subject():
    assert "{liste}" in faults(DAY, "Voir {liste}", BODY)["subject"][0]
    assert faults(DAY, "{portail} : le point", BODY) == {}


@pytest.mark.parametrize(
    "words",
    [
        "<b>",
        "a > b",
        "{",
        "}",
        "{{depassees}",
        "https://ailleurs.exemple",
        "www.ailleurs.exemple",
        "a@b.exemple",
        "a\u200bb",
    ],
)
def test_markup_addresses_stray_braces_and_invisible_signs_are_refused(words):
    assert faults(DAY, "Objet", f"{BODY} {words}")["body"]


def test_a_subject_is_one_line():
    assert faults(DAY, "Un\nDeux", BODY)["subject"]
    assert not faults(DAY, "Un deux", BODY)


def test_a_value_stays_on_its_line_and_its_braces_are_no_slot():
    values = {**INVITATION.samples(), "compte": "a\r\nBcc: b {lien}"}
    sent = filled(INVITATION, "{portail}", "{compte}", values)
    assert sent.body.startswith("a Bcc: b {lien}\n")


def test_a_slot_does_not_glue_what_stands_on_its_sides():
    assert bare("dialyse{portail}") == "dialyse "


@pytest.mark.parametrize("words", ["dialyse", "VIH", "D I A L Y S E", "chimio{portail}"])
def test_an_illness_or_a_treatment_is_refused_beside_its_field(words, db):
    assert list(messages.objections(DAY, words, BODY)) == ["subject"]
    assert list(messages.objections(DAY, "Objet", f"{BODY}\n{words}")) == ["body"]


@pytest.mark.parametrize("words", ["Madame Zorblaxo", "12/03/1980", "dossier 7503012345"])
def test_what_names_a_person_is_refused(words, db):
    assert messages.objections(DAY, "Objet", f"{BODY}\nIl s’agit de {words}.")["body"]


def test_a_word_that_physicians_added_is_refused_as_soon_as_it_is_there(db):
    assert messages.objections(DAY, "Le quoxil du jour", BODY) == {}
    LexiconEntry.objects.create(word="quoxil", family="drug", level="blocking")
    assert messages.objections(DAY, "Le quoxil du jour", BODY)["subject"]
