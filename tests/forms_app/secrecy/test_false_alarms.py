"""What betrays nothing passes in silence: official wording, reasons without a health word, names and addresses."""

from pathlib import Path

import pytest
import yaml

from forms_app.enums import Outgoing
from forms_app.letters import models as letters
from tests.forms_app.secrecy import material
from tests.forms_app.secrecy.people import people

ANNEXE_IV = Path("guidance/content/instruction-2011/2011-11-10/110-annexe-iv.yaml")


def test_the_official_wording_of_the_fiches_raises_nothing():
    words = material.strings(yaml.safe_load(ANNEXE_IV.read_text(encoding="utf-8")))
    assert any("exceptionnelle gravité" in text for text in words)
    assert [text for text in words if material.found(text)] == []
    assert material.found("\n".join(words)) == []


def test_the_words_of_our_own_letters_raise_nothing():
    models = letters.delivered()
    assert models
    assert [
        (key, text) for key, model in models.items() for text in material.strings(model) if material.found(text)
    ] == []


def test_the_reasons_of_a_director_without_a_health_word_raise_nothing():
    reasons = material.listed("legitimate")["reasons"]
    assert len(reasons) >= 200
    assert [(text, material.found(text)) for text in reasons if material.found(text)] == []


@pytest.mark.parametrize(("reading", "column"), [(Outgoing.NAME, 0), (Outgoing.ADDRESS, 1)])
def test_at_most_one_name_or_address_in_a_hundred_raises_something(reading, column, record_property):
    alarms = sum(bool(material.found(person[column], reading)) for person in people(2000))
    record_property("false alarms", f"{reading}: {alarms} of 2000")
    assert alarms <= 20


def test_few_of_the_innocent_lines_made_to_deceive_raise_something(record_property):
    lines = material.leaks("innocent")
    alarms = sum(bool(material.found(text, reading)) for reading, _, text in lines)
    record_property("false alarms", f"{alarms} of {len(lines)}")
    assert len(lines) >= 150
    assert alarms <= 12


@pytest.mark.parametrize("place", ["Jérôme", "Noémie", "Drôme", "Salomé", "Rome", "Carcassonne", "Puy-de-Dôme"])
def test_endings_are_not_read_in_names_and_addresses(place):
    assert material.found(place, Outgoing.NAME) == material.found(place, Outgoing.ADDRESS) == []


@pytest.mark.parametrize(
    ("harmless", "betrays"),
    [
        ("12 rue de l’Hôpital, 26000 Valence", "Hôpital de Valence, 26000 Valence"),
        ("57490 L’Hôpital", "57490 Valmont, hôpital"),
        ("chez M. Actis", "ACT Les Tilleuls"),
        ("bât. B20, 3 rue Haute", "B20.1, 3 rue Haute"),
        ("Samu social, 2 rue Basse", "Samu, 2 rue Basse"),
        ("3 rue des Hôpitaux, 14000 Caen", "Hôpitaux de Caen, 14000 Caen"),
        ("5 rue du Centre-Médical, 74120 Megève", "Centre médical, 74120 Megève"),
        ("12 rue Cardinal, 14000 Caen", "étage cardio, 14000 Caen"),
    ],
)
def test_an_address_is_read_with_its_own_list(harmless, betrays):
    assert material.found(harmless, Outgoing.ADDRESS) == []
    assert material.found(betrays, Outgoing.ADDRESS)


@pytest.mark.parametrize(
    ("harmless", "betrays"),
    [
        ("Le recours est au greffe du tribunal.", "Le recours attend, la greffe aussi."),
        ("L’étranger malade a déposé sa demande.", "Il est gravement malade."),
        ("dans l’enceinte du tribunal", "elle est enceinte"),
        ("un trouble à l’ordre public", "un trouble anxieux"),
        ("Il a perdu de vue ses proches.", "Il a perdu la vue."),
        ("Voir la fiche B20.", "Voir B20."),
        ("une exceptionnelle gravité", "une maladie d’une exceptionnelle gravité"),
    ],
)
def test_an_allowed_expression_clears_itself_and_nothing_more(harmless, betrays):
    assert material.found(harmless) == []
    assert material.found(betrays)
