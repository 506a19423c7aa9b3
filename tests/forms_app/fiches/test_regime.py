"""A fiche of the other regime is refused for a request, on both sides of 1 January 2017."""

from datetime import date

import pytest

from forms_app import fiches
from forms_app.enums import Matter
from forms_app.fiches import FICHES
from forms_app.regime import refusal
from guidance.enums import Regime

LAST_ARS, FIRST_OFII = date(2016, 12, 31), date(2017, 1, 1)


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_a_fiche_serves_its_regime_only(fiche):
    own, other = (LAST_ARS, FIRST_OFII) if fiche.regime == Regime.ARS else (FIRST_OFII, LAST_ARS)
    assert refusal(fiche, {"registered_on": own}) is None
    refused = refusal(fiche, {"registered_on": other})
    assert refused.source == "arrêté du 27 décembre 2016, art. 13"
    assert "1er janvier 2017" in refused.message


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_the_fiches_named_instead_serve_that_request(fiche):
    other = FIRST_OFII if fiche.regime == Regime.ARS else LAST_ARS
    for key in refusal(fiche, {"registered_on": other}).instead:
        assert refusal(fiches.get(key), {"registered_on": other}) is None


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_nothing_is_refused_before_the_date_is_known(fiche):
    assert refusal(fiche, {}) is None


@pytest.mark.parametrize(
    ("answers", "instead"),
    [
        ({}, ("college", "removal")),
        ({"matter": Matter.RESIDENCE.value}, ("college",)),
        ({"matter": Matter.EXPULSION.value}, ("removal",)),
    ],
)
def test_the_avis_to_take_instead_follows_the_matter(answers, instead):
    assert refusal(fiches.get("avis"), {"registered_on": FIRST_OFII, **answers}).instead == instead


@pytest.mark.parametrize("key", ["note", "humanitarian"])
def test_the_humanitarian_avis_has_no_equivalent_since_2017(key):
    refused = refusal(fiches.get(key), {"registered_on": FIRST_OFII})
    assert refused.instead == ()
    assert "n’existe pas dans le régime de l’OFII" in refused.message


@pytest.mark.parametrize(("matter", "told"), [("expulsion", True), ("residence", False)])
def test_the_rule_of_removal_matters_is_said_to_be_confirmed(matter, told):
    refused = refusal(fiches.get("avis"), {"registered_on": FIRST_OFII, "matter": matter})
    assert ("à confirmer" in refused.message) == told
