"""Every fiche of the register has a letter that can be printed, blank, with its own authorities."""

import pytest

from forms_app import documents, fiches
from forms_app.letters import compose, model_key
from forms_app.letters.models import delivered

from . import facsimile, poppler

PAIRS = [(fiche.key, authority) for fiche in fiches.FICHES for authority in fiche.authorities]


def model_of(fiche, authority):
    key = model_key(fiche, authority, {})
    return facsimile.model(key.removeprefix("annexe-IV-fiche-")) if key.startswith("annexe-") else delivered()[key]


@pytest.mark.parametrize(("key", "authority"), PAIRS)
def test_its_blank_letter_is_an_archival_file_of_the_composed_words(key, authority):
    fiche = fiches.get(key)
    specimen = key not in ("receipt", "complements", "avis")
    letter = compose(fiche, {}, model_of(fiche, authority), authority=authority, specimen=specimen)
    pdf = documents.render_blank(letter, facsimile.DAY)
    frozen = documents.Frozen(letter, facsimile.DAY)
    printed = poppler.said(frozen, pdf)
    assert printed == poppler.expected(frozen)
    assert (documents.SPECIMEN in printed) == specimen


@pytest.mark.parametrize(("key", "authority"), PAIRS)
def test_its_file_has_a_name_of_its_own(key, authority):
    assert documents.file_name(key, authority) != documents.file_name("unknown", authority)
