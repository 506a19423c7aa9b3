"""The frame of a bilan is data: an editor renames, orders and groups, and everything is still counted once (A-39)."""

import ast
from collections import Counter
from pathlib import Path

import pytest
import yaml

from forms_app import bilan
from forms_app.bilan import frame, tables
from forms_app.bilan.shape import Bilan, as_text, digest, from_text
from forms_app.bilan.tally import Item, Tally, percentile
from forms_app.bilan.vocabulary import duration_of
from tests.forms_app.fiches.clauses import clauses
from tests.forms_app.rules.test_purity import exists, imported

FILES = sorted(Path(bilan.__file__).parent.glob("*.py"))


def data(kind="instruction"):
    return yaml.safe_load(frame.PATH.read_text("utf-8"))[kind]


def tallied(*items, kind="instruction"):
    found = Tally(frame.delivered(kind))
    for item in items:
        found.add(item)
    return {table.key: table for table in tables.tables(found)}


def requests(times, **values):
    return [Item("requests", values)] * times


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_bilan_is_counted_without_rows_requests_settings_or_clock(path):
    tree = ast.parse(path.read_text("utf-8"))
    names = set(imported(tree))
    assert not [name for name in names if name.startswith(("django", "guidance.models", "forms_app.models"))]
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not asked & {"now", "today", "utcnow", "localdate", "monotonic"} and "time" not in names


@pytest.mark.parametrize("kind", ["instruction", "ofii"])
def test_every_table_delivered_cites_a_clause_that_exists(kind):
    assert [table.clause for table in frame.delivered(kind).tables if not exists(table.clause)] == []


def test_the_four_legal_bases_of_the_clause_are_rows_of_the_first_table():
    words = clauses()["instruction-2011#VI-1"]
    assert all(article in words for article in ("L.313-11- 11°", "L.511-4 10°", "L.521-3 5°", "L.523-4"))
    lines = frame.delivered("instruction").tables[0].row_lines
    assert [line.key for line in lines] == ["residence", "obligation-to-leave", "expulsion", "house-arrest"]


def test_a_frame_is_read_again_from_its_own_data():
    found = frame.delivered("instruction")
    assert frame.read(frame.as_data(found)) == found


def test_lines_may_be_grouped_and_renamed():
    changed = data()
    lines = [
        {"label": "Séjour", "values": ["residence"]},
        {"label": "Éloignement", "values": ["expulsion", "house-arrest", "obligation-to-leave"]},
    ]
    changed["tables"][0]["rows"]["lines"] = lines
    counted = Tally(frame.read(changed))
    for basis in ("expulsion", "house-arrest", "obligation-to-leave"):
        counted.add(Item("requests", {"basis": basis, "nature": "first"}), 5)
    table = tables.tables(counted)[0]
    assert [head.label for head in table.rows] == ["Séjour", "Éloignement"]
    assert table.row_totals == (0, 15)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"label": "Séjour", "values": ["residence"]}], "n’est compté dans aucune ligne"),
        ([{"label": "Séjour", "values": ["residence", "residence"]}], "compté deux fois"),
        ([{"label": "Séjour", "values": []}], "ne compte rien"),
        ([{"label": "Séjour", "values": ["visa"]}], "n’est pas une valeur connue"),
        ([{"label": "Séjour", "values": ["unknown"]}], "s’ajoutent d’eux-mêmes"),
    ],
)
def test_lines_that_would_lose_or_double_a_request_are_refused_in_french(lines, said):
    changed = data()
    changed["tables"][0]["rows"]["lines"] = lines
    with pytest.raises(ValueError, match=said):
        frame.read(changed)


def test_two_tables_that_share_a_margin_are_refused():
    """Each would hide, and both together would tell."""
    changed = data()
    changed["tables"][1]["rows"] = {"of": "basis"}
    with pytest.raises(ValueError, match="fondement"):
        frame.read(changed)


def test_what_was_not_written_down_is_a_row_of_its_own_and_never_zero():
    found = tallied(*requests(6, basis="residence", nature="first"), *requests(7, basis="residence"))
    table = found["requests"]
    assert [head.label for head in table.columns] == ["première demande", "renouvellement", "non relevé"]
    assert table.cells[0] == (6, 0, 7)


def test_a_table_of_which_nothing_was_written_down_is_not_recorded():
    found = tallied(*[Item("avis", {"basis": "residence"})] * 9)
    assert not found["durations"].recorded
    assert found["durations"].told(0, 0) == "non relevé"
    assert found["avis"].is_list, "nine avis whose sense is unknown are no zeros"
    assert found["avis"].row_totals[0] == 9
    assert "non relevé" in found["avis"].note


def test_a_population_that_has_no_data_is_not_recorded():
    counted = Tally(frame.delivered("instruction"))
    found = {table.key: table for table in tables.tables(counted, unrecorded={"diagnoses"})}
    assert not found["diagnoses"].recorded
    assert found["requests"].recorded
    assert found["requests"].total == 0


def test_rare_nationalities_stand_together_and_are_not_named():
    items = [*requests(9, nationality="algérienne"), *requests(4, nationality="fidjienne")]
    items += [*requests(3, nationality="belge"), *requests(5, nationality="malienne")]
    table = tallied(*items)["nationalities"]
    assert [(head.label, value) for head, value in zip(table.rows, table.row_totals, strict=True)] == [
        ("algérienne", 9), ("malienne", 5), ("autres", 7),
    ]  # fmt: skip
    assert "fidjienne" not in as_text(bilan_of(table))


def test_one_rare_nationality_takes_company_rather_than_stand_alone():
    table = tallied(*requests(9, nationality="algérienne"), *requests(2, nationality="belge"))["nationalities"]
    assert [(head.label, value) for head, value in zip(table.rows, table.row_totals, strict=True)] == [("autres", 11)]


def bilan_of(*found):
    return Bilan("ars-essai", "ARS Essai", "ars", 2016, "2017-02-01", "Cadre", found, ("Une remarque.",), 1)


def test_a_bilan_is_read_again_from_its_frozen_form():
    found = bilan_of(
        *tallied(*requests(20, basis="residence", nature="first"), *requests(3, basis="expulsion")).values()
    )
    text = as_text(found)
    assert from_text(text) == found
    assert as_text(from_text(text)) == text
    assert len(digest(text)) == 64


def test_no_hidden_number_stands_in_the_frozen_form():
    """What is hidden on the screen is hidden in the bytes."""
    items = [*requests(41, basis="residence", nature="first"), *requests(3, basis="expulsion", nature="first")]
    table = tallied(*items, *requests(52, basis="residence", nature="renewal"))["requests"]
    assert table.masked
    assert all(table.value(*position) is None for position in table.masked)


@pytest.mark.parametrize(("months", "group"), [(1, "short"), (6, "short"), (7, "year"), (12, "year"), (13, "longer")])
def test_durations_are_grouped_on_both_sides_of_each_limit(months, group):
    assert duration_of(months) == group


def test_the_median_and_the_ninetieth_percentile_need_ten_avis():
    days = dict.fromkeys(range(10, 100, 10), 1)
    assert percentile(Counter(days), 50) is None
    assert percentile(Counter(days | {100: 1}), 50) == 50
    assert percentile(Counter(days | {100: 1}), 90) == 90
    assert percentile(Counter(days | {100: 1}), 91) == 100


def test_delays_stand_beside_the_avis_they_are_of():
    items = [Item("avis", {"basis": "residence", "inquiry": "without", "limit": "within"}, days) for days in range(30)]
    items += [Item("avis", {"basis": "residence", "inquiry": "with-one", "limit": "over"}, 120)] * 6
    table = tallied(*items)["delays"]
    median, high = table.measures
    assert median.values == (14, None, 17)
    assert high.values == (26, None, 120)
    assert table.column_totals == (30, 6)
