"""Entries that hold more of the query, closer together and in rarer words, come first."""

from hypothesis import given
from hypothesis import strategies as st

from guidance.search.correction import nearest
from guidance.search.ranking import FAR, KEEP_ABOVE, Group, _coverage, _enough, _held, best, first_pass, nearness


def group(*stems, trust=1.0):
    return Group(tuple(((stem,), trust) for stem in stems), stems[0], stems[0])


def order(groups, weights, total=100, at_least=50):
    return [match.entry for match in best(first_pass(groups, weights, total, at_least), total)]


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


POSTINGS = st.dictionaries(st.integers(0, 60), st.sampled_from([0.5, 1.0, 1.7]), max_size=60)
PARTS = st.lists(st.tuples(POSTINGS, POSTINGS, st.sampled_from([1.0, 0.9, 0.7, 0.6])), min_size=1, max_size=5)


@given(parts=PARTS)
def test_common_words_that_cannot_bring_an_entry_in_are_skipped_without_any_loss(parts):
    weights, groups = {}, []
    for place, (word, synonym, trust) in enumerate(parts):
        weights |= {f"w{place}": word, f"s{place}": synonym}
        groups.append(Group((((f"w{place}",), 1.0), ((f"s{place}",), trust)), "", ""))
    held = [found for found in (_held(group, weights, 100) for group in groups) if found]
    every = set().union(*(found.trust for found in held))
    enough = _enough(_coverage(held, every))
    assert first_pass(groups, weights, 100, at_least=0).keys() == enough.keys()
    assert len(first_pass(groups, weights, 100, at_least=10)) == max(len(enough), min(10, len(every)))


def test_an_entry_is_kept_from_half_of_the_best_coverage_on():
    weights = {"a": {1: 1.0, 2: 1.0}, "b": {1: 1.0, 3: 1.0}, "c": {1: 1.0, 4: 1.0}, "d": {1: 1.0, 4: 1.0}}
    pair, single = [group("a"), group("b")], [group(each) for each in "abcd"]
    assert KEEP_ABOVE == 0.5
    assert first_pass(pair, weights, 100, at_least=1).keys() == {1, 2, 3}
    assert first_pass(single, weights, 100, at_least=1).keys() == {1, 4}


@given(
    scores=st.dictionaries(st.integers(0, 50), st.integers(0, 40).map(lambda n: n / 4e6), max_size=50),
    wanted=st.integers(1, 60),
)
def test_the_best_are_those_of_a_full_sort_of_rounded_scores(scores, wanted):
    everything = sorted((-round(score, 6), entry) for entry, score in scores.items())
    assert [(-match.score, match.entry) for match in best(scores, wanted)] == everything[:wanted]


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
