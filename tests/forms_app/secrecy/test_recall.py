"""What betrays is announced: lists written before the lexicon, disguises, words planted in every open field."""

import random
from collections import Counter

import pytest

from forms_app import secrecy
from forms_app.enums import Outgoing
from tests.forms_app.secrecy import material
from tests.forms_app.secrecy.people import address, name

FLOOR = {
    "notes": 1.0,
    "leaks": 0.98,
    "held_out": 0.98,
    "hard": 0.95,
    "second_look": 0.98,
    "second_look_held_out": 0.87,  # measured 0.89: the honest figure, read and never tuned upon
}


@pytest.mark.parametrize("source", FLOOR)
def test_nearly_every_fragment_of_the_independent_lists_is_announced(source, record_property):
    fragments = material.leaks(source)
    missed = Counter(family for reading, family, text in fragments if not material.found(text, reading))
    recall = 1 - missed.total() / len(fragments)
    record_property("recall", f"{source}: {recall:.4f} of {len(fragments)}")
    assert recall >= FLOOR[source], f"recall {recall:.4f}, missed by family {dict(missed)}"


def test_the_lists_are_large_enough_to_mean_something():
    sizes = {source: len(material.leaks(source)) for source in FLOOR}
    assert sizes["notes"] == 30
    assert sizes["leaks"] >= 200
    assert sizes["held_out"] >= 100
    assert sizes["second_look"] + sizes["second_look_held_out"] >= 150


@pytest.mark.parametrize(
    "disguise",
    [
        "V.I.H.",
        "v i h",
        "ＶＩＨ",
        "s1da",
        "dia-bète",
        "dia-\nbète",
        "can\u00adcer",
        "di\u200balyse",
        "si\x00da",
        "v\u0456h",
        "ΗΙV",
        "de\u0301pression",
        "C A N C E R",
        "𝐡é𝐩𝐚𝐭𝐢𝐭𝐞",
        "can cer",
        "drépanocytoses",
        "œdème",
        "ﬁbrose",
        "avis_VIH_essai.pdf",
    ],
)
def test_a_disguised_word_is_announced(disguise):
    assert material.found(f"Le dossier : {disguise} en cours.")


@pytest.mark.parametrize(
    "word", ["hémodyalise", "parkisson", "alcolisme", "skizophrène", "syphillis", "linfôme", "trizomique"]
)
def test_a_word_spelled_as_it_sounds_is_announced(word):
    assert material.found(f"Le courrier parle de {word} sans autre détail.")


@pytest.mark.parametrize("beside", ["HDJ", "UCSA", "psy", "hospitalisée", "greffée"])
def test_what_is_nobody_s_name_is_announced_beside_one(beside):
    assert material.found(f"KOUYATÉ Mariam ({beside})", Outgoing.NAME)


def _plant(chance: random.Random, reading: Outgoing, word: str) -> str:
    """Put a word among those of a field of that reading, in a case of its own."""
    field = {Outgoing.NAME: name, Outgoing.ADDRESS: address}.get(
        reading, lambda _: "Il réside en France depuis dix ans"
    )
    words = field(chance).split(" ")
    words.insert(
        chance.randint(0, len(words)), chance.choice([word, word.upper(), word.lower(), f"({word})", f"{word},"])
    )
    return " ".join(words)


def test_a_thousand_planted_words_of_every_family_are_all_announced():
    chance = random.Random(313)  # noqa: S311 (tests)
    words = [word for family in material.listed("planted").values() for word in family]
    readings = list(material.READINGS.values())
    planted = [(words[turn % len(words)], readings[turn // len(words) % 3]) for turn in range(1000)]
    fields = [(_plant(chance, reading, word), reading, word) for word, reading in planted]
    assert [(word, reading) for text, reading, word in fields if not material.found(text, reading)] == []


def test_a_word_is_told_with_its_place_in_the_text_as_typed():
    assert material.found("Suivi pour can\u00adcer, à Évry.") == ["can\u00adcer"]
    assert material.found("Œdème et V.I.H. connus") == ["Œdème", "V.I.H"]


def test_a_word_of_medical_writing_between_doctors_or_of_a_closed_answer_is_not_looked_for():
    assert secrecy.check("Sérologie VIH", Outgoing.MEDICAL, material.lexicon()) == []
    assert secrecy.check("Sérologie VIH", Outgoing.CLOSED, material.lexicon()) == []


@pytest.mark.parametrize(
    ("harmless", "betrays"),
    [
        ("Voir l’article R313.2 du code.", "Dossier F20.0 transmis au service."),
        ("Sa fille est au lycée Jean-Perrin.", "Son suivi se fait à Jean-Perrin."),
        ("Il loge rue Necker.", "Il est convoqué à Necker."),
        ("Elsa est scolarisée.", "Elle est connue de l’ELSA."),
    ],
)
def test_a_carer_or_a_code_is_told_from_a_street_a_school_or_an_article(harmless, betrays):
    assert material.found(harmless) == []
    assert material.found(betrays)


def test_another_alphabet_is_announced_since_it_cannot_be_read():
    findings = secrecy.check("Имя больного", Outgoing.NAME, material.lexicon())
    assert {finding.family for finding in findings} == {"writing"}


def test_a_text_with_too_many_places_is_told_to_its_end():
    findings = secrecy.check("vih " * 800, Outgoing.PROSE, material.lexicon())
    assert findings[-1].rule == "indirect.many"
    assert findings[-1].end == 3200
