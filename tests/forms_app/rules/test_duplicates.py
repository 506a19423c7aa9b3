"""One person typed in several ways is recognised, and two persons of one name are told apart by their birth."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.rules.duplicates import Identity, glued, index_forms, likeness
from forms_app.rules.vocabulary import Likeness

BIRTH = date(1981, 9, 3)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéèçœ", min_size=2, max_size=12)


def found(one, other):
    return bool(index_forms(one) & index_forms(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ben Ali", "Mohamed"), ("BENALI", "Mohamed")),
        (("BEN-ALI", "Mohamed"), ("Ben Ali", "mohamed")),
        (("Ben Ali", "Mohamed"), ("Mohamed", "Ben Ali")),
        (("Ben Ali", "Mohamed"), ("Mohamed BENALI", "")),
        (("Ben Ali", "Mohamed"), ("", "BEN ALI Mohamed")),
        (("N’Diaye", "Aïssatou"), ("NDIAYE", "Aissatou")),
        (("M'Bala", "Rose"), ("MBALA", "Rose")),
        (("de la Tour", "Élise"), ("DELATOUR", "ELISE")),
        (("Dupont", "Jean-Pierre"), ("Dupont", "Jean Pierre")),
        (("Dupont", "Jean-Pierre"), ("Dupont", "Jeanpierre")),
        (("M. Dupont", "Jean"), ("Dupont", "Jean")),
        (("Mme Cœur", "Ana"), ("COEUR", "Ana")),
        (("X se disant Ben Ali", "Mohamed"), ("Benali", "Mohamed")),
        (("X se disant Mohamed BEN ALI", ""), ("Benali", "Mohamed")),
        (("Ben Ali alias Trabelsi", "Mohamed"), ("Trabelsi", "Mohamed")),
        (("Diallo née Bah", "Mariama"), ("BAH", "Mariama")),
        (("Diallo épouse Bah", "Mariama"), ("DIALLO", "Mariama")),
        (("Suharto", ""), ("", "SUHARTO")),
        (("Иванов", "Иван"), ("ИВАНОВ", "иван")),
    ],
)
def test_one_person_is_found_under_another_spelling(one, other):
    assert found(Identity(*one), Identity(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ben Ali", "Mohamed"), ("Ben Ali", "Ahmed")),
        (("Ben Ali", "Mohamed"), ("Ben Ali", "")),
        (("Иванов", "Иван"), ("Петров", "Иван")),
        (("", ""), ("", "")),
        (("X", ""), ("-", "’")),
    ],
)
def test_two_names_are_not_brought_together_and_nobody_is_not_somebody(one, other):
    assert not found(Identity(*one), Identity(*other))


def test_nobody_has_no_form_and_a_linking_word_alone_is_a_name():
    assert index_forms(Identity("", "  ")) == frozenset()
    assert index_forms(Identity("Dit", "")) == {"dit"}
    assert glued("  Éléonore d’Or-Blanc ") == "eleonoredorblanc"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (BIRTH, BIRTH, Likeness.SAME),
        (BIRTH, date(1981, 9, 4), Likeness.HOMONYM),
        (BIRTH, date(1981, 3, 9), Likeness.LIKELY),  # day and month swapped
        (BIRTH, 1981, Likeness.LIKELY),
        (1981, BIRTH, Likeness.LIKELY),
        (1981, 1981, Likeness.LIKELY),
        (BIRTH, 1980, Likeness.HOMONYM),
        (1981, 1982, Likeness.HOMONYM),
        (BIRTH, None, Likeness.LIKELY),
        (None, None, Likeness.LIKELY),
    ],
)
def test_the_birth_tells_one_person_from_a_namesake(one, other, verdict):
    assert likeness(Identity("Ben Ali", "Mohamed", one), Identity("BENALI", "Mohamed", other)) == verdict


def test_another_name_is_another_person_whatever_the_birth():
    assert likeness(Identity("Diallo", "Awa", BIRTH), Identity("Barry", "Awa", BIRTH)) == Likeness.DIFFERENT


@given(LETTERS, LETTERS)
def test_capitals_accents_hyphens_and_order_never_hide_a_person(family, given_name):
    plain = Identity(family, given_name, BIRTH)
    for other in (
        Identity(family.upper(), given_name),
        Identity(given_name, family),
        Identity(f" {family}- ", given_name),
    ):
        assert found(plain, other) == bool(index_forms(plain))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read_and_likeness_does_not_depend_on_the_order(a, b, c, d):
    one, other = Identity(a, b, 1981), Identity(c, d, BIRTH)
    assert likeness(one, other) == likeness(other, one)
