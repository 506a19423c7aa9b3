"""What a reader looks at first: figures beside those of before, what is unknown, bars of what is shown (A-39)."""

from dataclasses import replace

from forms_app.bilan import review
from forms_app.bilan.shape import Head
from tests.forms_app.bilan.made import bilan
from tests.forms_app.bilan.test_spread import crossed, delays, requests


def told(found):
    return {one.label: (one.told, one.before) for one in found}


def test_a_figure_stands_beside_that_of_the_year_before():
    now, then = bilan(year=2015, tables=(requests(70, 30),)), bilan(year=2014, tables=(requests(60, 30),))
    assert told(review.headlines(now, then))["Demandes et oppositions"] == ("100", "90 en 2014")
    assert told(review.headlines(now))["Demandes et oppositions"] == ("100", "")


def test_a_figure_that_either_year_hides_is_compared_with_nothing():
    shown, hidden = requests(70, 30), requests(None, None)
    hides = review.headlines(bilan(tables=(hidden,)), bilan(tables=(shown,)))
    assert told(hides)["Demandes et oppositions"] == ("masqué", "") and not hides[0].known
    after = review.headlines(bilan(tables=(shown,)), bilan(tables=(hidden,)))
    assert told(after)["Demandes et oppositions"] == ("100", "") and after[0].known


def test_the_unit_of_a_figure_is_said():
    assert told(review.headlines(bilan(tables=(delays(75, 25, 62, 101),))))["Délai médian"][0] == "62\u00a0jours"


def test_what_is_unknown_is_named_with_its_number_and_a_zero_is_not_a_gap():
    gap = crossed("basis", "sense", "avis", ("met", "unknown"), (60, 20))
    none = crossed("basis", "sense", "avis", ("met", "unknown"), (60, 0))
    assert [one.words for one in review.gaps(bilan(tables=(gap,)))] == ["sens de l’avis : non relevé pour 20 avis"]
    assert review.gaps(bilan(tables=(none,))) == ()


def test_a_small_unknown_number_is_a_gap_whose_number_is_not_said():
    table = crossed("basis", "sense", "avis", ("met", "unknown"), (60, None))
    table = replace(table, masked=frozenset({(len(table.rows), 1)}))
    [gap] = review.gaps(bilan(tables=(table,)))
    assert gap.words == "sens de l’avis : non relevé pour un petit effectif"


def test_a_table_of_which_nothing_is_known_is_a_gap():
    [gap] = review.gaps(bilan(tables=(requests(70, 30, recorded=False),)))
    assert gap.words == "non relevé : rien n’est connu ici"


def test_a_bar_is_drawn_for_what_a_list_shows_and_for_nothing_that_it_hides():
    listed = bilan().tables[1]
    hidden = replace(
        listed, rows=(*listed.rows, Head("x", "x")), cells=((), (), ()), row_totals=(41, None, 9),
        masked=frozenset({(1, 0)}),
    )  # fmt: skip
    assert review.bars(hidden) == (100.0, None, 22.0, None)
    assert set(review.bars(bilan().tables[0])) == {None}, "a crossed table has no bar"
