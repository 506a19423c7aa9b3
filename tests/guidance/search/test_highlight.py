"""What is shown of a found clause is its own words, with those of the query marked."""

from hypothesis import given
from hypothesis import strategies as st

from guidance.search.analyser import tokens
from guidance.search.highlight import LENGTH, extract, marked

CLAUSE = (
    "AME : en application des articles L.251-1 et L.251-2 du code de l’action sociale et des familles, elle est "
    "ouverte à tout étranger en situation irrégulière et à ses ayants droits, dont les ressources ne dépassent pas le "
    "plafond de ressources, identique à celui fixé pour l’attribution de la CMU-complémentaire (7 771€ annuels soit "
    "647 € mensuels pour une personne seule) et à la condition d’une résidence ininterrompue en France."
)


def terms(words):
    return frozenset(term for token in tokens(words) for term in token.terms)


def hits(segments):
    return [words for words, hit in segments if hit]


def test_words_are_marked_under_any_of_their_forms():
    assert hits(marked("Les étrangers malades et l’étrangère", terms("étranger"))) == ["étrangers", "étrangère"]


def test_neighbouring_words_make_one_mark():
    assert hits(extract(CLAUSE, terms("plafond personne seule"))) == ["plafond", "personne seule"]


def test_a_phrase_is_marked_where_its_words_follow_one_another_only():
    phrase = tuple(token.stem for token in tokens("aide médicale"))
    segments = marked("l’aide médicale de l’État et l’assistance médicale", frozenset(), [phrase])
    assert hits(segments) == ["aide médicale"]


def test_an_article_is_marked_whole_under_another_spelling():
    assert hits(marked("au 11° de l'article L. 313-11 du CESEDA", terms("L.313-11 11°"))) == [
        "11° de l'article L. 313-11"
    ]


def test_an_extract_says_where_words_are_left_out_and_starts_on_a_word():
    segments = extract(CLAUSE, terms("personne seule"))
    text = "".join(words for words, _ in segments)
    assert text.startswith("… ")
    assert len(text) <= LENGTH + 4
    assert text.removeprefix("… ").removesuffix(" …").split()[0] in CLAUSE.split()


def test_a_short_text_is_shown_whole():
    assert extract("Un avis motivé.", terms("avis")) == [("Un ", False), ("avis", True), (" motivé.", False)]


def test_markup_in_a_text_stays_text():
    assert "".join(words for words, _ in extract("<script>avis</script>", terms("avis"))) == "<script>avis</script>"


@given(st.text(max_size=400), st.text(max_size=40))
def test_the_segments_put_together_are_the_text(text, query):
    assert "".join(words for words, _ in marked(text, terms(query))) == text
    extract(text, terms(query))
