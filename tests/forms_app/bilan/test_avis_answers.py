"""What is counted of an avis is read from its letter as composed, and sealed with the avis (S1)."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from forms_app import crypto, documents, fiches
from forms_app.crypto import Family
from forms_app.letters import compose, model_key
from forms_app.models import AvisAnswers, Letter
from forms_app.services.dossiers import avis_answers
from tests.forms_app.letters.models import all_models

ALL = {"care": "needed", "gravity": "can", "treatment": "exists", "duration": "months", "months": 8, "travel": "can"}
FICHES = [
    ("avis", "ars", {}),
    ("avis", "pp", {}),
    ("college", "ofii", {}),
    ("removal", "ofii", {"formation": "college"}),
    ("removal", "ofii", {"formation": "physician"}),
]


def letter(key, authority, answers):
    fiche = fiches.get(key)
    return compose(fiche, answers, all_models()[model_key(fiche, authority, answers)], authority=authority)


@pytest.mark.parametrize(("key", "authority", "more"), FICHES)
def test_the_boxes_of_every_avis_are_read_as_they_were_ticked(key, authority, more):
    composed = letter(key, authority, ALL | more)
    assert avis_answers.answers(composed) == {name: str(value) for name, value in ALL.items()}
    thawed = documents.thaw(documents.Frozen(composed, timezone.localdate()).as_bytes()).letter
    assert avis_answers.answers(thawed) == avis_answers.answers(composed)


@pytest.mark.parametrize(("key", "authority", "more"), FICHES)
def test_a_box_left_empty_answers_nothing(key, authority, more):
    assert avis_answers.answers(letter(key, authority, more)) == {}


def test_a_printed_letter_made_before_boxes_named_their_question_is_read_in_the_order_of_print():
    composed = letter("avis", "ars", ALL | {"treatment": "none", "gravity": "should-not", "travel": ""})
    older = replace(composed, lines=tuple(replace(line, question="", chosen="") for line in composed.lines))
    found = avis_answers.answers(older)
    assert (found["care"], found["gravity"], found["treatment"]) == ("needed", "should-not", "none")


@pytest.mark.parametrize(
    ("found", "sense"),
    [
        ({"care": "needed", "gravity": "can", "treatment": "none"}, "met"),
        ({"care": "needed", "gravity": "can", "treatment": "exists"}, "treatment"),
        ({"care": "needed", "gravity": "should-not", "treatment": "none"}, "no-gravity"),
        ({"care": "not-needed", "gravity": "should-not", "treatment": "exists"}, "no-care"),
        ({"care": "needed", "gravity": "can"}, "incomplete"),
        ({}, "incomplete"),
    ],
)
def test_the_sense_is_the_first_statement_that_stands_in_the_way(found, sense):
    assert avis_answers.sense_of(found) == sense


@pytest.mark.parametrize(
    ("found", "group"),
    [({"duration": "long-term"}, "long-term"), ({"duration": "months", "months": "12"}, "year"), ({}, "not-said")],
)
def test_durations_are_those_of_the_letter(found, group):
    assert avis_answers.duration_group(found) == group


@pytest.mark.django_db
@pytest.mark.databases
def test_a_validation_keeps_the_answers_sealed_under_the_keys_of_the_avis(examined, act):
    frozen = documents.Frozen(letter("avis", "ars", ALL), timezone.localdate())
    Letter.objects.filter(fiche="avis").update(content=crypto.seal(frozen.as_bytes()), content_sha256=frozen.digest)
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    row = AvisAnswers.objects.get(avis__dossier=examined)
    assert b"needed" not in bytes(row.payload)
    assert avis_answers.opened(row.payload)["months"] == "8"
    with pytest.raises(crypto.Unreadable):
        crypto.unseal_in(Family.REPORT, row.payload)
    assert json.loads(crypto.unseal_in(Family.AVIS, row.payload))["travel"] == "can"


@pytest.mark.django_db
def test_a_letter_that_cannot_be_read_gives_an_avis_all_the_same_and_nothing_to_count(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    assert examined.avis.exists()
    assert not AvisAnswers.objects.exists()
