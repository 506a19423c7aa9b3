"""What the law asks of the letters of the OFII regime: who is named, which delays, no word passed off as official."""

import pytest

from forms_app import fiches
from forms_app.enums import Authority
from forms_app.fiches import FICHES
from forms_app.letters import compose, model_key, plain_lines
from guidance.enums import Regime
from tests.forms_app.letters.models import all_models

OFII = [fiche for fiche in FICHES if fiche.regime == Regime.OFII]
BRANCHES = [(fiche, {fiche.branch_of: value}) for fiche in OFII for value in (fiche.branches or {"": ""})]
NAMED = {"rapporteur": "Zoé Introuvable", "physician_1": "A. Un", "physician_2": "B. Deux", "physician_3": "C. Trois"}


def made(fiche, answers):
    known = {name: value for name, value in answers.items() if name in {q.name for q in fiche.questions()}}
    model = all_models()[model_key(fiche, Authority.OFII, known)]
    return compose(fiche, known, model, authority=Authority.OFII, specimen=True)


@pytest.mark.parametrize(("fiche", "branch"), BRANCHES, ids=lambda value: getattr(value, "key", None))
def test_no_letter_names_the_reporting_physician_nor_says_that_one_does(fiche, branch):
    letter = made(fiche, NAMED | branch)
    assert "Introuvable" not in str(letter.as_json())
    assert "rapporteur" not in "\n".join(plain_lines(letter)).lower()


@pytest.mark.parametrize("key", ["college", "removal"])
def test_a_college_is_printed_by_the_names_of_its_three_members(key):
    fiche = fiches.get(key)
    lines = plain_lines(made(fiche, NAMED | {"formation": "college"}))
    assert lines[-3:] == ["A. Un", "B. Deux", "C. Trois"]


def test_the_treating_doctor_is_given_fifteen_days_and_the_applicant_is_told():
    words = "\n".join(plain_lines(made(fiches.get("inquiry"), {})))
    assert "dans un délai de quinze jours" in words
    assert "La personne concernée a été informée de cette demande" in words
    assert "le rapport sera établi avec les informations disponibles et le mentionnera" in words


@pytest.mark.parametrize("fiche", OFII, ids=lambda fiche: fiche.key)
def test_no_model_of_this_regime_passes_for_an_official_one(fiche):
    assert fiche.number(Authority.OFII) == ""
    assert not any(choice.official for question in fiche.questions() for choice in question.choices)
