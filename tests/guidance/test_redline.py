"""The comparison of two versions shows every change of wording and invents none (G3)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.redline import Passage, Version, compare, compare_versions, words
from guidance.redline.pairing import align
from guidance.redline.words import compare_words, join, match_cost, tokens

WORDS = st.sampled_from(
    ["le", "secret", "médical", "professionnel", "du", "malade.", "[^1]", "[^2]", "\n", "\u00a0", "<b>", "l’avis"]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=60)


def passages(**texts):
    return [Passage(label.replace("_", "-"), text) for label, text in texts.items()]


def shown(pair):
    return [(segment.op, segment.text) for segment in pair.segments]


def statuses(redline):
    return {(pair.left_label, pair.right_label): pair.status for pair in redline.pairs}


@given(TEXTS, TEXTS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_kept_and_deleted_words_are_the_left_side_kept_and_added_words_the_right_side(left, right, strict):
    a, b = tokens(left), tokens(right)
    segments = compare_words(a, b, strict=strict)
    assert "".join(s.left for s in segments if s.op in ("equal", "delete")) == join(a)
    assert "".join(s.right for s in segments if s.op in ("equal", "insert")) == join(b)


@given(st.text(max_size=80))
def test_no_sign_of_a_text_is_lost_except_blanks(text):
    assert "".join(join(tokens(text)).split()) == "".join(text.split())


@given(TEXTS)
def test_a_text_compared_with_itself_has_no_change(text):
    redline = compare([Passage("I-1", text)], [Passage("I-1", text)])
    assert [pair.status for pair in redline.pairs] == ["same"]
    assert (redline.summary.insertions, redline.summary.deletions) == (0, 0)


def test_one_word_replaced_is_shown_as_one_deletion_and_one_addition():
    redline = compare(
        passages(I="La violation du secret médical est punie."),
        passages(I="La violation du secret professionnel est punie."),
    )
    assert shown(redline.pairs[0]) == [
        ("equal", "La violation du secret "),
        ("delete", "médical "),
        ("insert", "professionnel "),
        ("equal", "est punie."),
    ]
    assert (redline.summary.insertions, redline.summary.deletions, redline.summary.changed) == (1, 1, 1)


def test_blanks_and_the_cut_of_paragraphs_are_no_change_of_wording():
    redline = compare(passages(I="un  deux\u00a0trois\nquatre"), passages(I=" un deux trois quatre "))
    assert redline.pairs[0].status == "same"


def test_the_no_break_spaces_of_the_source_are_shown_as_they_are():
    assert join(tokens("le\u00a0: «\u202fsecret\u202f»")) == "le\u00a0: «\u202fsecret\u202f»"


def test_a_footnote_call_is_a_word_of_its_own_even_glued_to_the_word_before():
    redline = compare(passages(I="code de la santé[^1] publique"), passages(I="code de la santé publique"))
    assert shown(redline.pairs[0])[1] == ("delete", "[^1] ")
    assert redline.summary.deletions == 1 and redline.summary.insertions == 0


def test_another_apostrophe_is_a_change_inside_a_text_and_none_across_two_texts():
    old, new = passages(I="l’avis du médecin"), passages(I="l'avis du médecin")
    assert compare(old, new).pairs[0].status == "changed"
    across = compare(old, new, strict=False).pairs[0]
    assert across.status == "same"
    assert (across.segments[0].left, across.segments[0].right) == ("l’avis du médecin", "l'avis du médecin")


def test_hostile_markup_stays_words():
    redline = compare(passages(I="avis"), passages(I='avis <script>alert("x")</script> javascript:1'))
    assert shown(redline.pairs[0])[-1] == ("insert", '<script>alert("x")</script> javascript:1')


def test_passages_are_paired_by_label_then_by_former_label_then_by_correspondence_then_by_likeness():
    left = passages(A="un", B="deux", C="trois", D="le médecin rend un avis motivé", E="rien de commun ici")
    right = [
        Passage("A", "tout autre chose"),
        Passage("B-2", "encore autre chose", former_labels=("B",)),
        Passage("C-9", "rien à voir"),
        Passage("Z", "le médecin rend un avis écrit"),
        Passage("N", "paragraphe nouveau"),
    ]
    pairs = statuses(compare(left, right, [("C", "C-9")]))
    assert pairs == {
        ("A", "A"): "changed",
        ("B", "B-2"): "changed",
        ("C", "C-9"): "changed",
        ("D", "Z"): "changed",
        ("E", None): "removed",
        (None, "N"): "added",
    }


def test_a_label_wins_over_a_correspondence_and_no_passage_is_paired_twice():
    couples = align(passages(A="un", B="deux"), passages(A="trois", C="quatre"), [("A", "C"), ("B", "A"), ("B", "C")])
    assert couples == [(0, 0), (1, 1)]


def test_across_two_texts_equal_labels_mean_nothing_and_the_correspondence_decides():
    left = passages(I_1_1="Le secret médical est une composante.", I_1_2="Le secret couvre ce qui est parvenu.")
    right = passages(I_1_1="Le secret professionnel couvre ce qui est parvenu.", I_1_2="La violation est sanctionnée.")
    pairs = statuses(compare(left, right, [("I-1-2", "I-1-1")], by_label=False))
    assert pairs == {("I-1-1", None): "removed", ("I-1-2", "I-1-1"): "changed", (None, "I-1-2"): "added"}


@pytest.mark.parametrize(
    ("new", "status"),
    [("un deux cinq six", "changed"), ("un quatre cinq six", "added")],
    ids=["half alike", "less than half"],
)
def test_likeness_pairs_from_half_of_the_words_on(new, status):
    redline = compare(passages(A="un deux trois quatre".replace("quatre", "sept")), passages(Z=new))
    assert redline.pairs[-1].status == status


def test_likeness_pairs_nothing_when_a_reader_has_paired_all():
    same = "le médecin rend un avis"
    pairs = statuses(compare(passages(A=same), passages(B=same), by_label=False, by_likeness=False))
    assert pairs == {("A", None): "removed", (None, "B"): "added"}


def test_a_deleted_passage_stands_where_it_stood():
    redline = compare(passages(A="un", B="xx", C="trois"), passages(A="un", C="trois"))
    assert [(p.left_label, p.status) for p in redline.pairs] == [("A", "same"), ("B", "removed"), ("C", "same")]


def test_the_fewest_passages_are_said_to_have_moved():
    left = passages(A="un", B="deux", C="trois", D="quatre")
    right = [left[0], left[3], left[1], left[2]]
    redline = compare(left, right)
    assert {p.left_label for p in redline.pairs if p.status == "moved"} == {"D"}
    assert redline.summary.moves == 1 and not redline.pairs[1].reworded


def test_a_passage_that_moved_and_changed_shows_its_changed_words():
    left = passages(A="un", B="deux mots anciens", C="trois")
    moved = compare(left, [Passage("B", "deux mots nouveaux"), left[0], left[2]]).pairs[0]
    assert moved.status == "moved" and moved.reworded


def test_a_lone_word_between_two_long_replacements_is_replaced_with_them():
    segments = compare_words(tokens("a b c d de e f g h"), tokens("i j k l de m n o p"))
    assert [s.op for s in segments] == ["delete", "insert"]


def test_a_lone_word_between_two_short_replacements_is_kept():
    segments = compare_words(tokens("a de e"), tokens("i de m"))
    assert [s.op for s in segments] == ["delete", "insert", "equal", "delete", "insert"]


def long_text(count, every=12):
    return " ".join(f"mot{i}" + ("." if i % every == every - 1 else "") for i in range(count))


@pytest.mark.parametrize(("count", "by_sentence"), [(3_000, False), (3_001, True)])
def test_sentences_are_compared_first_above_three_thousand_words(count, by_sentence):
    text = long_text(count)
    pair = compare(passages(I=text), passages(I=text.replace("mot17 ", "motif "))).pairs[0]
    assert pair.by_sentence is by_sentence
    assert [s.text for s in pair.segments if s.op != "equal"] == ["mot17 ", "motif "]


def test_ten_thousand_words_are_never_compared_word_by_word_in_one_go(monkeypatch):
    seen = []
    monkeypatch.setattr(words, "SequenceMatcher", spy(seen, words.SequenceMatcher))
    text = long_text(10_000)
    pair = compare(passages(I=text), passages(I=text.replace("mot5", "autre"))).pairs[0]
    assert pair.by_sentence and pair.status == "changed"
    assert max(seen) <= words.COST_CAP
    assert len(seen) < 1_000


def test_ten_thousand_times_the_same_word_is_replaced_as_a_block_rather_than_searched(monkeypatch):
    seen = []
    monkeypatch.setattr(words, "SequenceMatcher", spy(seen, words.SequenceMatcher))
    segments = compare_words(
        tokens("début " + "a. b. " * 5_000 + "fin"), tokens("début " + "b. c. a. " * 4_000 + "fin")
    )
    assert [(s.op, len(s.text.split())) for s in segments] == [
        ("equal", 1),
        ("delete", 10_000),
        ("insert", 12_000),
        ("equal", 1),
    ]
    assert seen == []


def spy(seen, real):
    def matcher(junk, left, right, autojunk):
        seen.append(match_cost(left, right))
        return real(junk, left, right, autojunk=autojunk)

    return matcher


def test_a_comparison_is_kept_by_the_hashes_of_its_two_versions():
    compare_versions.cache_clear()
    old, new = passages(I="un deux"), passages(I="un trois")
    first = compare_versions(Version.of(old), Version.of(new))
    again = compare_versions(Version.of(passages(I="un deux")), Version.of(list(new)))
    assert again is first
    assert compare_versions(Version.of(new), Version.of(old)) is not first
    assert compare_versions.cache_parameters()["maxsize"] == 32


def test_the_hash_of_a_version_changes_with_its_words_its_labels_and_its_former_labels():
    base = Version.of([Passage("I", "un")])
    others = [Passage("I", "deux"), Passage("II", "un"), Passage("I", "un", ("0",))]
    assert len({base, *(Version.of([p]) for p in others)}) == 4
