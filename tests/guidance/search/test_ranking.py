"""Entries that hold more of the query, closer together and in rarer words, come first."""

from guidance.search.correction import nearest
from guidance.search.ranking import FAR, Group, first_pass, nearness


def group(*stems, trust=1.0):
    return Group(tuple(((stem,), trust) for stem in stems), stems[0], stems[0])


def order(groups, weights, total=100, at_least=50):
    return [match.entry for match in first_pass(groups, weights, total, at_least)]


def test_an_entry_with_both_words_comes_before_one_with_the_rarer_alone():
    weights = {"plafond": {1: 1.0, 2: 1.0}, "seul": {1: 1.0, 3: 1.0, 4: 1.0}}
    assert order([group("plafond"), group("seul")], weights)[0] == 1


def test_the_word_itself_comes_before_its_synonym():
    sida = Group(((("sida",), 1.0), (("vih",), 0.7)), "sida", "sida")
    assert order([sida], {"sida": {2: 1.0}, "vih": {1: 1.0}}) == [2, 1]


def test_a_phrase_counts_only_where_all_its_words_stand():
    police = Group(((("pp",), 1.0), (("prefectur", "polic"), 0.7)), "PP", "pp")
    weights = {"pp": {}, "prefectur": {1: 1.0, 2: 1.0}, "polic": {2: 1.0, 3: 1.0}}
    assert order([police], weights) == [2]


def test_equal_entries_keep_the_order_of_their_ids_whatever_the_order_of_the_rows():
    forward = {"avis": {1: 0.5, 2: 0.5, 3: 0.5}}
    backward = {"avis": {3: 0.5, 2: 0.5, 1: 0.5}}
    assert order([group("avis")], forward) == order([group("avis")], backward) == [1, 2, 3]


def test_a_query_that_nothing_holds_gives_nothing():
    assert order([group("absent")], {"absent": {}}) == []
    assert order([], {}) == []


def test_entries_that_hold_too_little_are_kept_to_fill_the_first_page_only():
    weights = {"a": {1: 1.0}, "b": {1: 1.0}, "c": dict.fromkeys(range(1, 40), 1.0)}
    groups = [group("a"), group("b"), group("c")]
    assert len(order(groups, weights, at_least=10)) == 10
    assert order(groups, weights, at_least=1) == [1]


def test_words_side_by_side_are_nearer_than_words_apart_and_reversed():
    groups = [group("sous"), group("couvert")]
    assert nearness(groups, ["sous", "couvert"]) == 1.0
    assert nearness(groups, ["couvert", "sous"]) == 0.5
    assert nearness(groups, ["sous", *["x"] * (FAR - 1), "couvert"]) == round(1 / FAR, 6)
    assert nearness(groups, ["sous", *["x"] * FAR, "couvert"]) == 0.0


def test_one_change_is_forgiven_below_six_letters_and_two_from_there():
    vocabulary = {"avis": "avis", "recepisse": "recepiss"}
    assert nearest("aviz", vocabulary) == ["avis"]
    assert nearest("avezz", vocabulary) == []
    assert nearest("reccepise", vocabulary) == ["recepisse"]
    assert nearest("reccepixx", vocabulary) == []


def test_only_the_nearest_words_are_offered_in_alphabetical_order():
    assert nearest("cari", {"carte": "c", "cars": "c", "cara": "c", "bari": "b"}) == ["bari", "cara", "cars"]


def test_two_letters_and_figures_are_not_corrected():
    assert nearest("vh", {"vih": "vih"}) == []
    assert nearest("2c", {"2d": "2d"}) == []
