"""What official words become on a page: nothing runs, blanks have names, notes do not run into each other."""

import pytest
from django.utils.safestring import mark_safe

from guidance.templatetags import official

_LONG = "mot " * 400


def _clause(label, words="mot", notes=()):
    return {
        "kind": "clause",
        "label": label,
        "html": mark_safe(words),  # noqa: S308 - words of the test
        "notes": [{"key": "1", "html": n} for n in notes],
    }


def _places(items):
    return {item["label"]: item.get("notes_place") for item in official.notes_placed(items)}


def test_a_blank_of_a_fiche_is_named_for_a_screen_reader():
    line = official.with_blanks("Le {date}", {"date": {"label": "date du courrier", "size": "short"}})
    assert '<span class="blank short">' in line and "à remplir : date du courrier" in line
    assert "{date}" not in line


def test_the_words_of_a_fiche_are_words_and_never_markup():
    line = official.with_blanks("<script>{x}</script>", {"x": {"label": '"><img onerror=1>'}})
    assert "<script>" not in line and "<img" not in line


def test_markup_that_nobody_marked_safe_is_sanitised_again():
    assert "<a" not in official.official('<p>mot <a href="javascript:x">lien</a></p>')
    assert official.official(mark_safe('<a class="cite" href="/x/">lien</a>')).startswith("<a")


def test_a_short_note_stands_in_the_margin_of_a_long_clause():
    assert _places([_clause("IV-1", _LONG, ["courte"]), _clause("IV-2", "mot", ["courte"])])["IV-1"] == "in-margin"


def test_a_note_that_would_run_into_the_next_one_goes_under_its_clause():
    assert _places([_clause("IV-1", "mot", [_LONG]), _clause("IV-2", "mot", ["courte"])])["IV-1"] == "below"


def test_a_long_note_may_use_the_room_of_the_clauses_without_notes_that_follow():
    items = [_clause("IV-1", "mot", ["mot " * 60]), *(_clause(f"IV-{n}", _LONG) for n in range(2, 5))]
    assert _places(items) == {"IV-1": "in-margin", "IV-2": None, "IV-3": None, "IV-4": None}


def test_a_table_never_stands_in_the_margin():
    assert _places([_clause("V-3", _LONG, ["<table></table>"])])["V-3"] == "below"


@pytest.mark.parametrize(
    ("cell", "figure"),
    [("7 771 €", True), ("4,1%", True), ("nc", True), ("2005", True), ("cancers", False), ("", False)],
)
def test_figures_are_told_from_words(cell, figure):
    assert official.is_figure(cell) is figure


@pytest.mark.parametrize(("marker", "mute"), [("-", True), ("•", True), ("11°", False), ("a)", False), ("", False)])
def test_a_dash_is_not_read_out_and_a_number_is(marker, mute):
    assert official.is_mute(marker) is mute
