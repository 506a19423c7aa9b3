"""French words are brought together under one stem, and every token says where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.search.analyser import TERM_SIZE, fold, label_term, stem, tokens


def stems(text):
    return [token.stem for token in tokens(text)]


@pytest.mark.parametrize(
    "family",
    [
        ["étranger", "étrangers", "étrangère", "ETRANGERES"],
        ["médical", "médicaux", "médicale", "médicales"],
        ["gravité", "grave", "graves"],
        ["conservation", "conserver", "conservera"],
        ["récépissé", "recepisse", "récépissés"],
        ["indépendance", "indépendant"],
        ["opposition", "opposer"],
        ["incarcérées", "incarcération"],
        ["prolongation", "prolonger", "prolongé"],
        ["trois", "3"],
    ],
)
def test_the_forms_of_a_word_share_a_stem(family):
    assert len({stem(fold(word)) for word in family}) == 1


@pytest.mark.parametrize("pair", [("personne", "personnel"), ("pays", "payer"), ("mois", "moi")])
def test_short_words_keep_enough_letters_to_stay_apart(pair):
    one, other = pair
    assert stem(one) != stem(other)


def test_elisions_and_small_words_are_left_out_whatever_the_apostrophe():
    assert stems("l'avis de l’ARS qu'il rend") == stems("avis ARS rend")


def test_the_letter_of_a_hepatitis_is_a_word_but_an_elided_letter_is_not():
    assert stems("hépatite B")[-1] == "b"
    assert stems("b’avis") == ["b", "avis"]
    assert "d" not in stems("d’avis")


def test_thousands_and_dotted_acronyms_are_one_word():
    assert stems("7 771 €") == stems("7771") == stems("7\u202f771 €") == ["7771"]
    assert stems("C.R.A.") == stems("CRA") == ["cra"]
    assert stems("S/c. de Monsieur")[0] == "s/c"


def test_a_telephone_number_and_an_ordinal_are_read_as_they_stand():
    assert stems("01 49 33 23 91") == ["01", "49", "33", "23", "91"]
    assert stems("1er mars") == ["1", *stems("mars")]


def test_a_citation_is_one_token_with_the_whole_article_beside_it():
    found = [each for each in tokens("au titre de l’article L. 313-11 (11°) du CESEDA") if each.stem.startswith("cit:")]
    assert [each.terms for each in found] == [("cit:ceseda:L313-11:11", "cit:ceseda:L313-11")]


def test_a_label_is_one_term_whatever_its_case_and_spaces():
    assert label_term("annexe V 3") == label_term("Annexe-V-3") == "lab:annexe-v-3"


@given(st.text(max_size=300))
def test_any_text_is_cut_into_slices_of_itself_in_order(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.terms and all(0 < len(term) <= TERM_SIZE for term in token.terms)
        end = token.end


@given(st.text(alphabet="abcdeéèstmnrlx", min_size=1, max_size=20))
def test_a_stem_is_its_own_stem_or_shorter_and_never_empty(word):
    assert 0 < len(stem(fold(word))) <= len(fold(word))
