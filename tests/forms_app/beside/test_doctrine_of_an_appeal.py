"""The clauses given with an appeal are the official words, in the edition of the day, with their address (A-28)."""

from datetime import date

import pytest

from forms_app.services.dossiers import appeals
from guidance.enums import Regime

pytestmark = pytest.mark.django_db


def test_a_clause_comes_with_its_words_its_edition_and_its_address():
    told = appeals.clause_of(Regime.ARS, "instruction-2011#IV-16", date(2016, 5, 2))
    assert "conservera l'ensemble des documents" in " ".join(told["words"]).replace("’", "'")
    assert "2011" in told["source"] and told["address"].startswith("http") and told["address"].endswith("#IV-16")
    assert not any("[^" in words for words in told["words"])


@pytest.mark.parametrize("key", ["instruction-2011#IV-99", "arrete-2017#art-2-5", "article:ceseda/R425-11"])
def test_what_is_no_clause_of_the_text_of_the_regime_gives_no_words(key):
    assert appeals.clause_of(Regime.ARS, key, date(2016, 5, 2)) is None
