"""A blank form can be taken for filling by hand, in the words published here."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from forms_app.documents import SPECIMEN
from forms_app.services.doctrine import clauses
from forms_app.services.fiches import blanks

from . import facsimile, poppler

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    clauses.clear()
    yield
    clauses.clear()


def test_a_model_of_ours_is_a_specimen_and_says_so():
    pdf, _ = blanks.render(blanks.find("college"), facsimile.DAY)
    assert poppler.pages(pdf)[0].startswith(SPECIMEN)


def test_each_branch_has_its_own_form():
    branches = ("humanitarian-complementary", "humanitarian-referral")
    one, other = (blanks.render(blanks.find(slug), facsimile.DAY)[0] for slug in branches)
    assert poppler.pages(one) != poppler.pages(other)


def test_a_form_that_no_edition_holds_is_not_invented():
    with pytest.raises(KeyError):
        blanks.render(blanks.find("annexe-iv-fiche-3"), date(2011, 11, 9))


def test_the_published_form_is_printed_with_its_edition():
    call_command("load_texts", stdout=StringIO())
    clauses.clear()
    pdf, name = blanks.render(blanks.find("annexe-iv-fiche-3-bis"), facsimile.DAY)
    assert name == "annexe-iv-fiche-3-bis-vierge.pdf"
    assert "né(e) le à demeurant à" in poppler.pages(pdf)[0]
    assert "édition du 10 novembre 2011" in poppler.spaced(poppler.run("pdftotext", pdf, "-raw", "-", "-"))
