"""Every spelling of an article leads to one key (T6), and no number that is not an article does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.citations import (
    ArticleRow,
    display,
    find_citations,
    key_of,
    keys_of,
    predecessors,
    successors,
    typed_citations,
)

SPELLINGS = {
    "L.313-11 11°": "ceseda:L313-11:11",
    "L.313-11-11°": "ceseda:L313-11:11",
    "L. 313-11-11°": "ceseda:L313-11:11",
    "L.313-11- 11°": "ceseda:L313-11:11",
    "L. 313-11 (11°)": "ceseda:L313-11:11",
    "11° de l'article L. 313-11": "ceseda:L313-11:11",
    "11° de l’article L. 313-11": "ceseda:L313-11:11",
    "L.\u00a0313\u201111 11°": "ceseda:L313-11:11",
    "R .313-22": "ceseda:R313-22",
    "R.313-\n22": "ceseda:R313-22",
    "L.511-4-10°": "ceseda:L511-4:10",
    "L 1110-4": "csp:L1110-4",
    "R.4127-5": "csp:R4127-5",
    "L.2132-2-1": "csp:L2132-2-1",
    "L.425-9": "ceseda:L425-9",
    "R.425-11": "ceseda:R425-11",
}


def keys(text):
    return [citation.key for citation in find_citations(text)]


@pytest.mark.parametrize(("printed", "key"), SPELLINGS.items())
def test_an_article_is_found_under_any_of_its_spellings(printed, key):
    text = f"en application de l’article {printed}, le préfet"
    assert [(c.printed, c.key) for c in find_citations(text)] == [(printed, key)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles R.4127-47, 50 et 95 du code de la santé publique", ["47", "50", "95"]),
        ("articles R.4127-47, 50 et 95 du code \nde la santé publique", ["47", "50", "95"]),
    ],
)
def test_numbers_sharing_a_prefix_are_articles_of_the_same_code(text, expected):
    assert keys(text) == [f"csp:R4127-{number}" for number in expected]


def test_a_list_of_articles_gives_one_citation_each():
    text = "articles L. 313-11-11°, L.511-4-10°, L.521-3-5°et L.523-4 du code de l’entrée et du séjour des étrangers"
    assert keys(text) == ["ceseda:L313-11:11", "ceseda:L511-4:10", "ceseda:L521-3:5", "ceseda:L523-4"]
    assert keys("aux articles R. 313-22, R. 313-23 et R. 511-1 du CESEDA") == [
        "ceseda:R313-22",
        "ceseda:R313-23",
        "ceseda:R511-1",
    ]


def test_the_code_printed_after_a_list_holds_for_each_of_its_articles():
    text = "Par renvoi aux 1°, 2°, 4°, 6° de l’article L.321-1 et à l’article L.331-2 du code de la sécurité sociale."
    assert keys(text) == ["css:L321-1:1", "css:L321-1:2", "css:L321-1:4", "css:L321-1:6", "css:L331-2"]
    assert keys("articles L.251-1 et  L.251-2 du code de l’action sociale et des familles") == [
        "casf:L251-1",
        "casf:L251-2",
    ]


def test_the_code_printed_before_a_list_holds_for_its_articles():
    assert keys("Vu le code de la sécurité sociale, notamment ses articles L. 321-1 et L. 331-2 ;") == [
        "css:L321-1",
        "css:L331-2",
    ]


def test_the_code_of_one_sentence_does_not_reach_the_next_article():
    assert keys("l’article L.321-1. Voir le code de la sécurité sociale, qui diffère de l’article L.313-11") == [
        "ceseda:L321-1",
        "ceseda:L313-11",
    ]


def test_articles_without_letter_are_found_with_their_code_only():
    assert keys("par les articles 441-7 et 441-8 du code pénal") == ["penal:441-7", "penal:441-8"]
    assert keys("définies par  \nl’article 226-13 du code pénal.") == ["penal:226-13"]
    assert keys("l’article 2 et les articles 40 et 70 de cette loi n° 2011-672, fiches 1 et 2") == []


def test_medical_ethics_leads_to_the_article_that_codifies_it():
    assert keys("à l’article 76 du code de déontologie médicale") == ["csp:R4127-76"]
    note = (
        "Code de déontologie médicale, Art. 47 : « la continuité » - Art. 50 : « Le médecin » - Art. 95 : « Le fait »"
    )
    assert keys(note) == ["csp:R4127-47", "csp:R4127-50", "csp:R4127-95"]
    assert keys("Art. 47 : « la continuité »") == []


def test_an_article_of_a_code_we_do_not_hold_gives_no_link():
    assert keys("article L. 123-4 du code de l’éducation") == []


@pytest.mark.parametrize(
    "text",
    [
        "loi n° 2011-672",
        "DGS/MC1/RI2/2011/417",
        "01 49 33 23 91",
        "2005-2009",
        "NOR : ETSP1130172J",
        "7 771 €",
        "III-1",
    ],
)
def test_what_is_not_an_article_gives_no_citation(text):
    assert keys(text) == []
    assert keys_of(text) == ()


def test_a_bare_number_after_an_article_is_not_an_article_outside_a_list():
    assert keys("l’article R.4127-47, 50 euros") == ["csp:R4127-47"]
    assert keys("articles R.4127-47, 50 % des cas") == ["csp:R4127-47"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("l313-11", "ceseda:L313-11"),
        ("L313-11", "ceseda:L313-11"),
        ("l. 313-11 11°", "ceseda:L313-11:11"),
        ("L 313-11-11", "ceseda:L313-11:11"),
        ("l'article L.313-11", "ceseda:L313-11"),
        ("L.425-9", "ceseda:L425-9"),
        ("L425 9", "ceseda:L425-9"),
        ("R4127 95", "csp:R4127-95"),
        ("r 4127-95 csp", "csp:R4127-95"),
        ("L321-1 code de la securite sociale", "css:L321-1"),
        ("226-13 code penal", "penal:226-13"),
        ("article 76 du code de déontologie", "csp:R4127-76"),
        ("  L.523-4 ? ", "ceseda:L523-4"),
    ],
)
def test_what_a_person_types_leads_to_the_article(typed, key):
    assert key_of(typed) == key


def test_a_number_without_letter_may_mean_several_articles():
    assert {"ceseda:L313-11", "ceseda:R313-11", "penal:313-11"} <= set(keys_of("313-11"))


def test_words_around_an_article_make_it_no_longer_a_citation_alone():
    assert keys_of("L.313-11 secret") == ()
    assert [found[2][0] for found in typed_citations("secret L.313-11 mars")] == ["ceseda:L313-11"]


def test_the_printed_form_of_a_key_is_the_usual_one():
    assert display("ceseda:L313-11:11") == "L.\u00a0313-11\u00a0(11°) du CESEDA"
    assert display("penal:226-13") == "226-13 du code pénal"
    assert display("csp:R4127-95", with_code=False) == "R.\u00a04127-95"


@pytest.mark.parametrize(
    "key", ["ceseda:L313-11:11", "ceseda:R313-22", "csp:L2132-2-1", "penal:226-13", "css:L321-1:6"]
)
def test_the_printed_form_is_read_back_as_the_same_key(key):
    assert keys(f"l’article {display(key)}") == [key]


ROWS = [
    ArticleRow("ceseda:L313-11:11", ("ceseda:L425-9",), date(2021, 5, 1), "s", "verified"),
    ArticleRow("ceseda:R511-1", ("ceseda:R611-1", "ceseda:R611-2"), date(2021, 5, 1), "s", "verified"),
    ArticleRow("ceseda:R611-1", ("ceseda:R731-1",), date(2025, 7, 31), "s", "verified"),
]


def test_an_old_article_knows_what_replaced_it_and_the_new_one_what_it_replaced():
    assert successors("ceseda:L313-11:11", ROWS) == predecessors("ceseda:L425-9", ROWS) == [ROWS[0]]
    assert predecessors("ceseda:R611-2", ROWS) == [ROWS[1]]
    assert successors("ceseda:R611-1", ROWS) == [ROWS[2]]


def test_a_whole_article_finds_the_line_of_its_sub_paragraph_but_another_sub_paragraph_does_not():
    assert successors("ceseda:L313-11", ROWS) == [ROWS[0]]
    assert successors("ceseda:L313-11:7", ROWS) == []
    assert successors("ceseda:L313-1", ROWS) == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_each_citation_is_a_slice_of_it(text):
    end = 0
    for citation in find_citations(text):
        assert citation.start >= end
        assert text[citation.start : citation.end] == citation.printed != ""
        end = citation.end
    assert all(text[start:stop].strip() for start, stop, _ in typed_citations(text))


PIECES = [
    "L.",
    "R. ",
    "313-11",
    "4127-95",
    " 11°",
    "-11°",
    " (11°)",
    ", ",
    " et ",
    "50",
    "articles ",
    "11° de l’article ",
]
PIECES += [" du code pénal", " du CSP", "226-13", " du code de la santé publique", "Art. 47 :", "\u00a0", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_mixture_of_citation_pieces_is_read_without_overlap(text):
    end = 0
    for citation in find_citations(text):
        assert citation.start >= end
        assert text[citation.start : citation.end] == citation.printed
        end = citation.end
