"""Forty sets of answers make, word for word, the letters that were read and approved."""

from pathlib import Path

import pytest
import yaml

from forms_app import fiches
from forms_app.fiches import FICHES
from forms_app.letters import compose, model_key, plain_lines
from tests.forms_app.letters.models import all_models

ROWS = yaml.safe_load((Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8"))


def answers_of(row):
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row["answers"].items()}


def made(row):
    fiche, answers = fiches.get(row["fiche"]), answers_of(row)
    model = all_models()[model_key(fiche, row["authority"], answers)]
    return compose(fiche, answers, model, authority=row["authority"])


def test_there_are_forty_letters_of_every_fiche_and_authority():
    assert len(ROWS) == 40
    every = {(fiche.key, authority.value) for fiche in FICHES for authority in fiche.authorities}
    assert {(row["fiche"], row["authority"]) for row in ROWS} == every


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["letter"])
def test_the_answers_make_the_expected_letter(row):
    letter = made(row)
    assert plain_lines(letter) == row["expected"].split("\n")
    assert [note.replace("\u00a0", " ") for note in letter.notes] == row.get("notes", [])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["letter"])
def test_every_answer_of_an_expected_letter_is_a_question_of_its_fiche(row):
    fiche = fiches.get(row["fiche"])
    for name, value in answers_of(row).items():
        choices = {choice.value for choice in fiche.question(name).choices}
        assert not choices or value in choices
