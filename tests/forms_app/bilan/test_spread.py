"""The figures of an authority: each from what a bilan shows, a spread from four authorities, none of them named."""

import pytest

from forms_app.bilan import spread
from forms_app.bilan.shape import Head, Measure, Table
from forms_app.bilan.spread import Reading
from tests.forms_app.bilan.made import CLAUSE, bilan


def crossed(rows_of, columns_of, unit, columns, totals, **changes):
    """A table of one row, so that its totals are its cells."""
    heads = tuple(Head(key, key) for key in columns)
    shown = [value for value in totals if value is not None]
    whole = sum(shown) if len(shown) == len(totals) else None
    values = {"total": whole, "rows_of": rows_of, "columns_of": columns_of} | changes
    cells, rows = (tuple(totals),), (Head("one", "une"),)
    return Table("t", "T", CLAUSE, unit, rows, heads, cells, (values["total"],), tuple(totals), **values)


def requests(first, renewal, **changes):
    return crossed("basis", "nature", "demandes", ("first", "renewal"), (first, renewal), **changes)


def delays(within, over, median, p90=None):
    measures = (Measure("median", "médian", (median, median)), Measure("p90", "p90", (p90, p90)))
    return crossed("inquiry", "limit", "avis", ("within", "over"), (within, over), measures=measures)


def read(*tables):
    found = spread.spreads(bilan(tables=tables), [])
    return {row.indicator.key: row.mine for row in found}


def test_each_figure_is_read_from_the_totals_of_its_table():
    avis = crossed("basis", "sense", "avis", ("met", "no-care", "unknown"), (60, 20, 20))
    reports = crossed("author", "outcome", "rapports", ("accepted", "incomplete", "refused"), (80, 15, 5))
    found = read(requests(70, 30), avis, delays(75, 25, 62, 101), reports)
    assert {key: reading.value for key, reading in found.items()} == {
        "requests": 100, "renewals": 30, "avis": 100, "met": 75, "median": 62, "p90": 101, "over": 25, "reports": 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ((), "pas au cadre"),
        ((requests(70, None),), "masqué"),
        ((requests(5, 4),), "trop peu pour une part"),
        ((requests(70, 30, recorded=False),), "non relevé"),
        ((crossed("basis", "nature", "demandes", ("first+renewal",), (100,)),), "pas au cadre"),
    ],
)
def test_a_share_that_a_bilan_does_not_give_says_why(tables, why):
    assert read(*tables)["renewals"] == Reading(None, why)


def test_a_share_is_given_from_ten_on():
    assert read(requests(5, 5))["renewals"].value == 50


def test_a_delay_over_too_few_avis_is_not_a_figure():
    assert read(delays(5, 4, None))["median"] == Reading(None, "trop peu d’avis")
    assert read(delays(5, 5, None))["median"] == Reading(None, "masqué"), "enough avis: it would tell a hidden number"


def of_sizes(*sizes):
    return [bilan(authority=f"a{rank}", tables=(requests(size, 0),)) for rank, size in enumerate(sizes)]


@pytest.mark.parametrize(("sizes", "shown"), [((50, 20, 90), False), ((50, 20, 90, 30), True)])
def test_a_spread_is_shown_from_four_authorities(sizes, shown):
    everyone = of_sizes(*sizes)
    [row] = [row for row in spread.spreads(everyone[0], everyone) if row.indicator.key == "requests"]
    assert row.is_shown is shown and row.mine.value == 50
    assert (row.least, row.middle, row.greatest) == ((20, 40, 90) if shown else (None, None, None))
    assert (row.drawing is not None) is shown


def test_an_authority_that_masks_a_figure_does_not_count_for_it():
    everyone = of_sizes(50, 20, 90) + [bilan(authority="b", tables=(requests(None, None),))]
    [row] = [row for row in spread.spreads(everyone[0], everyone) if row.indicator.key == "requests"]
    assert (row.count, row.is_shown) == (3, False)


def test_a_drawing_starts_at_nothing_and_holds_every_point():
    everyone = of_sizes(50, 20, 90, 30)
    [row] = [row for row in spread.spreads(everyone[0], everyone) if row.indicator.key == "requests"]
    assert row.drawing == {"least": 22.2, "middle": 44.4, "greatest": 100.0, "mine": 55.6}


def test_figures_follow_over_the_years_whatever_a_year_lacks():
    years = [bilan(tables=(requests(10, 10),)), bilan(tables=()), bilan(tables=(requests(30, 10),))]
    rows = {indicator.key: readings for indicator, readings in spread.over_years(years)}
    assert rows["renewals"] == (Reading(50), Reading(None, "pas au cadre"), Reading(25))


def test_no_figure_is_of_a_physician():
    labels = " ".join(indicator.label for indicator in spread.INDICATORS).casefold()
    assert "médecin" not in labels
