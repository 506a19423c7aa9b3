"""The printed series as numbers: every cell as printed, gaps as gaps, damaged years told from the data (B-22, T9)."""

from decimal import Decimal

import pytest

from guidance import series
from guidance.content.reader import read_later_figures, read_text
from guidance.rendering import series_charts

YEARS = (2005, 2006, 2007, 2008, 2009, 2011, 2013, 2014, 2015)
SUMS = ("100.1", "100.0", "99.9", "100.3", "99.8", "100.0", "94.1", "92.1", "99.6")


@pytest.fixture(scope="module")
def printed():
    """The table as the data file of the text holds it: header and rows."""
    edition = read_text("arrete-2017").editions[-1]
    section = next(one for one in edition.sections if one.slug == "annexe-iii")
    clause = next(item for item in section.body if getattr(item, "label", "") == "annexe-III-tableau")
    table = clause.body[0]
    return list(table.header), [list(row) for row in table.rows]


@pytest.fixture
def official(printed):
    return series.read(*printed)


def table(*rows, years=("2005", "2006")):
    return series.read(["DIAGNOSTIC", *years], rows)


def test_the_189_cells_are_those_of_the_text(official, printed):
    assert [[cell.printed for cell in row.cells] for row in official.rows] == [row[1:] for row in printed[1]]
    assert sum(len(row.cells) for row in official.rows) == 189


def test_each_year_adds_up_to_what_is_printed(official):
    assert official.years == YEARS
    assert [str(official.total(year)) for year in YEARS] == list(SUMS)


def test_years_without_data_are_named_and_damaged_ones_too(official):
    assert official.lacking == (2010, 2012)
    assert official.damaged == (2013, 2014)


def test_one_other_decimal_is_enough_for_a_year_to_be_sound():
    damaged, sound = ["a", "5,1%", "3,2%"], ["b", "7,1%", "3,3%"]
    assert table(damaged, sound).damaged == (2005,)
    assert table(damaged, ["b", "7,2%", "3,3%"]).damaged == ()
    assert table(damaged).damaged == ()  # one value alone proves nothing


@pytest.mark.parametrize(
    ("printed", "value"), [("3,7%", "3.7"), ("5%", "5.0"), ("5,0%", "5.0"), ("12,6 %", "12.6"), ("nc", None)]
)
def test_a_cell_is_read_and_kept_as_printed(printed, value):
    cell = table(["a", printed, "1,0%"]).rows[0].cells[0]
    assert (cell.printed, cell.value) == (printed, value and Decimal(value))


@pytest.mark.parametrize("printed", ["", "3.7%", "3,7", "n.c.", "3,75%", "-1,0%"])
def test_a_cell_of_another_form_is_refused_not_guessed(printed):
    with pytest.raises(ValueError, match="no share"):
        table(["a", printed, "1,0%"])


@pytest.mark.parametrize("years", [("2006", "2005"), ("2005", "2005"), ("2005", "an"), ()])
def test_headings_that_are_no_years_in_order_are_refused(years):
    with pytest.raises(ValueError, match="out of order|invalid literal"):
        series.read(["DIAGNOSTIC", *years], [])


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2 years"):
        table(["a", "1,0%"])


def test_a_curve_stops_at_a_missing_year_and_at_a_value_that_is_not_given(official):
    curves = {curve["name"]: curve for curve in series_charts.curves(official)}
    assert [line.count("L") + 1 for line in curves["cancers"]["lines"]] == [5, 3]
    assert [line.count("L") + 1 for line in curves["maladies neurologiques"]["lines"]] == [3, 3]
    assert len(curves["cancers"]["dots"]) == 9 and len(curves["maladies neurologiques"]["dots"]) == 7
    assert [dot["hollow"] for dot in curves["cancers"]["dots"]] == [False] * 6 + [True, True, False]


def test_every_point_lies_inside_its_drawing_and_the_greatest_is_the_highest(official):
    dots = [dot for curve in series_charts.curves(official) for dot in curve["dots"]]
    assert all(0 < float(dot["x"]) < series_charts.WIDTH for dot in dots)
    assert all(0 < float(dot["y"]) < series_charts.HEIGHT for dot in dots)
    others = next(curve for curve in series_charts.curves(official) if curve["name"] == "autres maladies")
    assert min(float(dot["y"]) for dot in dots) == float(others["dots"][0]["y"])  # 24,8 % in 2005


def test_a_drawing_says_its_first_and_last_values(official):
    first = series_charts.curves(official)[0]
    assert first["said"] == "maladies psychiatriques : 12,6\u00a0% en 2005, 22,7\u00a0% en 2015."


def test_two_years_are_compared_by_frequency_and_nothing_is_subtracted_from_what_is_not_given(official):
    rows = series_charts.compared(official, 2015, 2005)
    assert [row["name"] for row in rows][:2] == ["maladies psychiatriques", "infection par le VIH"]
    assert rows[0]["change"] == "+\u00a010,1"
    assert next(row for row in rows if row["name"] == "autres maladies")["change"] == "−\u00a015,7"
    neurology = next(row for row in rows if row["name"] == "maladies neurologiques")
    assert (neurology["then_said"], neurology["change"], neurology["mark"]) == ("nc", "", None)


def test_a_later_figure_has_a_source_and_one_that_nobody_read_has_no_words():
    found = {figure.period: figure for figure in read_later_figures()}
    assert all(figure.source for figure in found.values())
    assert found["2017"].said.startswith("44 309 demandes")
    assert found["2022 à 2025"].said is None
