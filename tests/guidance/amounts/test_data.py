"""The delivered series: what was read is said to be read, what is computed follows its rule, the unknown stays so."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
import yaml

from guidance.content.amounts import FILE, read_amounts
from guidance.content.decode import ContentError
from guidance.content.reader import ROOT, read_text

ROWS = read_amounts()
KNOWN = [row for row in ROWS if row.figures and row.kind in ("base", "contribution")]
#: One person in métropole, as published at each date.
PUBLISHED = {
    "2011-07-01": 7771, "2012-07-01": 7934, "2013-07-01": 8593, "2014-07-01": 8645, "2016-04-01": 8653,
    "2017-04-01": 8723, "2018-04-01": 8810, "2019-04-01": 8951, "2020-04-01": 9032, "2021-04-01": 9041,
    "2022-04-01": 9203, "2022-07-01": 9571, "2023-04-01": 9719, "2024-04-01": 10166, "2025-04-01": 10339,
}  # fmt: skip
SHARES = {"one": "1", "two": "1.5", "three": "1.8", "four": "2.1", "extra": "0.4"}


def base_of(day):
    row = next(row for row in ROWS if (row.kind, row.territory) == ("base", "metropole") and row.effective_from == day)
    return Decimal(row.exact_base or row.figures["one"].value)


def test_the_base_of_one_person_is_the_published_one_at_each_date():
    found = {row.effective_from.isoformat(): row.figures["one"] for row in KNOWN if row.id.startswith("base-metropole")}
    assert {day: int(figure.value) for day, figure in found.items()} == PUBLISHED
    assert {figure.mark for figure in found.values()} == {"published"}


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row.id)
def test_a_computed_figure_follows_the_rule_it_names(row):
    for size, figure in row.figures.items():
        factor = Decimal(SHARES[size])
        factor *= Decimal("1.113") if row.territory == "outre-mer" else 1
        factor *= Decimal("1.35") if row.kind == "contribution" else 1
        exact, value = base_of(row.effective_from) * factor, Decimal(figure.value)
        if figure.mark == "computed":
            assert value == exact.quantize(Decimal(1).scaleb(value.as_tuple().exponent), ROUND_HALF_UP), (row.id, size)
            assert "×" in figure.source
        else:
            assert abs(value - exact) < 2, (row.id, size)
            assert "×" not in figure.source


def test_every_table_is_whole():
    assert {tuple(row.figures) for row in KNOWN} == {tuple(SHARES)}


def test_what_nobody_confirmed_is_a_row_without_a_figure():
    unknown = {(row.kind, row.territory, row.effective_from) for row in ROWS if row.state == "unconfirmed"}
    april = date(2026, 4, 1)
    assert {
        (kind, place, april) for kind in ("base", "contribution") for place in ("metropole", "outre-mer")
    } <= unknown
    assert not [row.id for row in ROWS if row.state != "known" and row.figures]


def test_no_amount_of_2026_is_supposed_anywhere():
    words = (ROOT / FILE).read_text(encoding="utf-8")
    assert not [guess for guess in ("10421", "10 421", "10422", "10 422") if guess in words]


def test_every_row_says_where_it_was_read_and_stands_once_a_day():
    keys = [(row.kind, row.territory, row.subject, row.effective_from) for row in ROWS]
    assert len(set(keys)) == len(keys) == len({row.id for row in ROWS})
    assert all(row.source.strip() and row.reference.strip() for row in ROWS)


def test_a_clause_that_a_row_names_is_a_clause_of_the_text():
    labels = {}
    for text in ("instruction-2011", "arrete-2017"):
        sections = read_text(text).editions[0].sections
        labels[text] = {item.label for section in sections for item in section.body if hasattr(item, "label")}
    assert [row.id for row in ROWS if row.clause and row.clause.label not in labels[row.clause.text]] == []


def test_the_row_of_2011_is_the_table_that_annexe_v_prints(clause_words):
    row = next(row for row in ROWS if row.id == "base-metropole-2011-07-01")
    figures = [Decimal(row.figures[size].value) for size in SHARES]
    printed = [Decimal(cell.replace(" ", "").replace("€", "").replace(",", ".")) for cell in clause_words]
    assert figures == printed


@pytest.fixture
def clause_words():
    """Amounts of the table of annexe V, as the transcription prints them."""
    annexe = next(s for s in read_text("instruction-2011").editions[0].sections if s.slug == "annexe-v")
    table = next(block for note in annexe.notes for block in note.body if hasattr(block, "rows"))
    return [row[1].replace("\u00a0", " ") for row in table.rows]


SIX = """
- {id: x, kind: base, territory: metropole, effective_from: 2011-07-01, reference: r, source: s,
   figures: {six: {value: '1', mark: published, source: s}}}
"""


@pytest.mark.parametrize("words", ["- 3\n", "- {id: x}\n", "[\n", SIX])
def test_a_malformed_file_names_itself(tmp_path, words):
    (tmp_path / FILE).write_text(words, encoding="utf-8")
    with pytest.raises(ContentError, match="amounts"):
        read_amounts(tmp_path)


def test_figures_are_written_as_words_so_that_they_are_read_exactly():
    rows = yaml.safe_load((ROOT / FILE).read_text(encoding="utf-8"))
    values = [figure["value"] for row in rows for figure in (row.get("figures") or {}).values()]
    assert {type(value) for value in values} == {str}
