"""The words that physicians add to the outgoing check, with who did what and when."""

import pytest
from django.core.exceptions import ValidationError

from forms_app.models import LexiconEntry
from forms_app.services.doctrine import vocabulary

PAGE = "/fiches/lexique/"
WORD = {"word": "zorblax*", "family": "drug", "level": "blocking"}


@pytest.mark.parametrize(
    ("role", "status"),
    [("medecin", 200), ("secretariat", 404), ("directeur", 404), ("redacteur", 404), ("administrateur", 404)],
)
def test_the_words_are_the_physicians(signed_in, role, status):
    client = signed_in(role)
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, WORD).status_code == (302 if status == 200 else 404)
    assert LexiconEntry.objects.exists() == (status == 200)


def test_a_word_is_added_put_aside_and_taken_up_again_under_a_name(signed_in):
    client = signed_in("medecin")
    client.post(PAGE, WORD)
    entry = LexiconEntry.objects.get()
    assert (entry.word, entry.added_by.username, entry.active) == ("zorblax*", "medecin", True)
    client.post(f"{PAGE}{entry.pk}/")
    client.post(f"{PAGE}{entry.pk}/")
    entry.refresh_from_db()
    assert not entry.active
    client.post(f"{PAGE}{entry.pk}/", {"utiliser": "1"})
    acts = [(act["word"], act["act"], act["by"]) for act in vocabulary.history()]
    assert acts == [("zorblax*", act, "Camille Aubrac") for act in ("repris", "mis de côté", "ajouté")]
    page = client.get(PAGE).content.decode()
    assert "Camille Aubrac, «&nbsp;zorblax*&nbsp;» repris" in page
    assert "<td>médicament</td>" in page


@pytest.mark.parametrize(
    "posted", [{}, {"word": "*"}, {"word": "a*"}, {"word": "ab", "family": "autre"}, {"word": "x" * 121}]
)
def test_what_is_no_word_is_refused_and_said(signed_in, posted):
    response = signed_in("medecin").post(PAGE, {"level": "blocking", "family": "drug", **posted})
    assert response.status_code == 422
    assert not LexiconEntry.objects.exists()


def test_a_word_stands_once_in_the_list(signed_in, accounts):
    client = signed_in("medecin")
    client.post(PAGE, WORD)
    response = client.post(PAGE, WORD)
    assert response.status_code == 422
    assert LexiconEntry.objects.count() == 1
    with pytest.raises(ValidationError):
        vocabulary.add(LexiconEntry(**WORD), accounts["medecin"])


def test_a_word_that_is_not_there_is_not_found(signed_in):
    assert signed_in("medecin").post(f"{PAGE}999/").status_code == 404


def test_the_list_costs_the_same_for_one_word_and_for_many(signed_in, accounts, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("medecin")
    client.post(PAGE, WORD)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for rank in range(20):
        vocabulary.add(LexiconEntry(word=f"zorb{rank}", family="drug"), accounts["medecin"])
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
