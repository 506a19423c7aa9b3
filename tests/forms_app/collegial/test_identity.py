"""The reading for persons: what tells who is refused, what a medical case says is not (A-31, W13)."""

import re
import time
from pathlib import Path

import pytest
import yaml

from forms_app import secrecy
from forms_app.secrecy import identity
from forms_app.services.fiches.unnamed import medical_words
from tests.forms_app.secrecy.people import people

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
SENTENCES = (
    "Patient {}, dialysé depuis 2019.",
    "Je revois {} sous insuline.",
    "{} vit en foyer.",
    "Le cas de {} est connu.",
)
MEDICAL = medical_words(secrecy.build(secrecy.delivered()))


def found(text):
    """The places of a text that tell who, as the words they hold."""
    read = identity.clean(text)
    return [read[place.start : place.end] for place in identity.identifying(read, MEDICAL)]


@pytest.mark.parametrize("text", CASES["innocent"], ids=range(len(CASES["innocent"])))
def test_a_case_in_which_nobody_is_named_passes(text):
    assert found(text) == []


@pytest.mark.parametrize("marked", CASES["planted"])
def test_a_person_that_shows_is_found_where_she_shows(marked):
    planted = identity.clean(re.search("<<(.*?)>>", marked)[1])
    held = found(marked.replace("<<", "").replace(">>", ""))
    assert any(planted.split()[0] in words or words in planted for words in held), held


def test_names_and_addresses_planted_in_a_sentence_are_found():
    """A short name in capitals is like an abbreviation: the measure leaves room for it, and for nothing more."""
    names, addresses = zip(*people(300), strict=True)
    missed = [name for name in names for sentence in SENTENCES if not found(sentence.format(name))]
    assert len(missed) <= 0.002 * len(names) * len(SENTENCES), missed
    assert [address for address in addresses if not found(f"Il vit {address} depuis 2019.")] == []


def test_a_family_name_alone_is_found_inside_a_sentence():
    lasts = [name.split()[-1] for name, _ in people(300)]
    missed = [last for last in lasts if len(last) > 3 and not found(f"Le cas de {last}, dialysé.")]
    assert len(missed) <= 0.01 * len(lasts), missed


@pytest.mark.parametrize(
    "disguised",
    [
        "Il s’agit de Dia\u200bllo.",
        "Il s’agit de \uff24iallo.",
        "Il s’agit de Dia\u00adllo.",
        "Vu M.\u00a0Tarnaud hier.",
    ],
)
def test_a_name_in_disguise_is_found(disguised):
    assert found(disguised)


def test_what_is_kept_holds_no_invisible_character():
    assert identity.clean("dia\u200bbè\u00adte\u00a0de type\r\n2\x07") == "diabète de type\n2"


def test_a_text_all_in_capitals_is_refused_as_a_whole():
    text = "LE PATIENT DIALLO EST DIALYSE DEPUIS DEUX ANS ET VIT SEUL EN FOYER"
    assert found(text) == [text]


def test_the_same_words_in_an_eponym_and_alone():
    assert found("Une maladie de Parkinson évoluée.") == []
    assert found("Le cas de Parkinson, évolué.") == ["Parkinson"]


@pytest.mark.parametrize(
    "hostile", ["a " * 2_000, "1 " * 2_000, "A-" * 2_000, "M. " * 1_300, "rue de la " * 400, "é" * 4_000]
)
def test_a_hostile_text_is_read_in_time(hostile):
    started = time.perf_counter()
    found(hostile)
    assert time.perf_counter() - started < 2
