"""Filling a fiche: steps in any order, what is typed kept whatever it is, errors said in French."""

import pytest
from django.urls import reverse

from forms_app import fiches
from tests.forms_app.wizard.filling import AVIS, errors

pytestmark = pytest.mark.databases
WHOLE = AVIS | {
    "prise-en-charge": {"care": "needed"},
    "gravite": {"gravity": "can"},
    "traitement": {"treatment": "none"},
    "duree": {"duration": "months", "months": "12"},
    "signature": {"letter_date": "12/01/2017", "signatory_name": "Camille Aubrac", "signatory_quality": "médecin"},
}


def test_an_avis_is_filled_step_by_step_to_the_delivered_letter(begin, browser):
    filling = begin().fill(WHOLE)
    review = browser.get(filling.url("review"))
    assert "12 mois" in review.content.decode()
    made = browser.post(filling.url("review"), {"faire": "lettre"})
    assert made.headers["Location"] == filling.url("letter"), errors(made)
    shown = browser.get(filling.url("letter"))
    assert "Ayoub Essai" in shown.content.decode()
