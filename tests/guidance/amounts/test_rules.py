"""The rules beside the limits: stay, residence, minors, fee, what nobody confirmed, and how amounts are read."""

from datetime import date
from decimal import Decimal

import pytest

from guidance.amounts.coverage import Verdict, affiliation, answers, fee, reference_period
from guidance.amounts.figures import AmountError, euros, parse, to_the_euro
from guidance.amounts.household import Household, ceiling
from guidance.amounts.periods import last_days, period_on
from guidance.amounts.proposal import computed_from, next_revision
from guidance.enums import AmountKind
from tests.guidance.amounts.series import series, situation

POOR = 1_000


def asked(day, resources=POOR, territory="metropole", **more):
    return answers(situation(day, resources, **more), series(territory))


@pytest.mark.parametrize(
    ("three_months", "minor", "verdict"),
    [
        (True, False, Verdict.OPEN),
        (False, False, Verdict.CLOSED),
        (False, True, Verdict.OPEN),
        (True, True, Verdict.OPEN),
    ],
)
def test_three_months_of_residence_are_asked_of_adults_alone_for_the_ame(three_months, minor, verdict):
    assert [a.verdict for a in asked("2014-01-01", three_months=three_months, minor=minor)] == [verdict]


def test_a_stay_that_is_not_lawful_is_answered_about_the_ame_only():
    assert [answer.scheme for answer in asked("2016-01-01")] == ["ame"]


@pytest.mark.parametrize(
    ("day", "schemes"),
    [
        ("2011-07-01", ["cmuc", "acs"]),
        ("2019-10-31", ["cmuc", "acs"]),
        ("2019-11-01", ["css", "css-participation"]),
    ],
)
def test_a_lawful_stay_is_answered_about_the_covers_of_its_day(day, schemes):
    assert [answer.scheme for answer in asked(day, lawful=True)] == schemes


@pytest.mark.parametrize(("day", "verdict"), [("2015-12-31", Verdict.CLOSED), ("2016-01-01", Verdict.UNKNOWN)])
def test_a_recent_lawful_residence_is_closed_by_the_rule_of_2011_and_not_settled_here_since_2016(day, verdict):
    found = asked(day, lawful=True, three_months=False)
    assert {answer.verdict for answer in found} == {verdict}
    assert all(answer.reason for answer in found)


@pytest.mark.parametrize(
    ("day", "name"), [("2015-12-31", "CMU de base"), ("2016-01-01", "protection universelle maladie")]
)
def test_the_affiliation_by_residence_has_the_name_of_its_day(day, name):
    assert affiliation(date.fromisoformat(day)) == name


@pytest.mark.parametrize("lawful", [True, False])
@pytest.mark.parametrize("territory", ["metropole", "outre-mer"])
@pytest.mark.parametrize("day", ["2026-04-01", "2026-11-22"])
def test_nothing_is_answered_from_a_schedule_that_nobody_confirmed(day, territory, lawful):
    for answer in asked(day, territory=territory, lawful=lawful):
        assert (answer.verdict, answer.ceiling, answer.met) == (Verdict.UNKNOWN, None, None)
        assert "non confirmé" in answer.reason


def test_before_the_series_the_portal_says_that_it_does_not_know():
    answer = asked("2011-06-30")[0]
    assert (answer.verdict, answer.ceiling, answer.period) == (Verdict.UNKNOWN, None, None)


@pytest.mark.parametrize(("day", "known"), [("2018-03-31", False), ("2018-04-01", True)])
def test_the_ceiling_of_the_acs_is_unknown_before_the_first_one_that_was_read(day, known):
    answer = asked(day, 11_000, lawful=True)[1]
    assert (answer.ceiling is not None) is known
    assert (answer.verdict == Verdict.OPEN) is known


def test_at_the_very_ceiling_the_ame_is_met_and_the_free_cover_is_not():
    """« Ne dépassent pas » (CASF, L. 251-1), « inférieures » (CSS, L. 861-1)."""
    assert asked("2016-11-14", 8_653)[0].met is True
    free, paid = asked("2020-04-01", 9_032, lawful=True)
    assert (free.met, paid.met) == (False, True)
    assert {free.verdict, paid.verdict} == {Verdict.TO_CHECK}


def test_whoever_has_the_free_cover_needs_no_other():
    free, paid = asked("2025-01-01", 5_000, lawful=True)
    assert (free.verdict, paid.verdict) == (Verdict.OPEN, Verdict.CLOSED)


@pytest.mark.parametrize(
    ("day", "total"),
    [("2011-02-28", None), ("2011-03-01", 60), ("2012-07-03", 60), ("2012-07-04", None), ("2020-01-01", None)],
)
def test_adults_owe_thirty_euros_each_while_the_fee_existed(day, total):
    due = fee(situation(day, POOR, persons=(2, 3, 0)), series())
    assert (due.total if due else None) == total


def test_no_fee_is_owed_by_a_lawful_stay_or_by_a_household_of_minors():
    assert fee(situation("2012-01-01", POOR, lawful=True), series()) is None
    assert fee(situation("2012-01-01", POOR, persons=(0, 2, 0)), series()).total == 0


@pytest.mark.parametrize(
    ("day", "words"), [("2021-11-30", "précèdent"), ("2021-12-15", "vérifiez"), ("2022-01-01", "treizième")]
)
def test_the_months_that_count_changed_at_the_end_of_2021(day, words):
    assert words in reference_period(date.fromisoformat(day))


def test_five_persons_in_2011_are_told_the_printed_rule_and_the_exact_one():
    """T8: 16 320 + 3 108,48, and 7 771,20 × 2,5."""
    found = ceiling(period_on(series()[AmountKind.BASE], date(2011, 11, 10)), Household(2, 3))
    assert (found.amount, found.exact, found.computed) == (Decimal("19428.48"), Decimal("19428.00"), True)


@pytest.mark.parametrize(
    ("persons", "computed"), [((1, 0, 0), False), ((4, 0, 0), False), ((5, 0, 0), True), ((1, 0, 1), True)]
)
def test_a_ceiling_is_said_published_only_when_its_very_cell_was(persons, computed):
    found = ceiling(period_on(series()[AmountKind.BASE], date(2016, 11, 14)), Household(*persons))
    assert found.computed is computed
    assert bool(found.steps) is computed


@pytest.mark.parametrize("persons", [(0, 0, 0)])
def test_a_household_of_nobody_has_no_ceiling(persons):
    with pytest.raises(ValueError, match="at least one"):
        ceiling(series()[AmountKind.BASE][0], Household(*persons))


def test_a_child_in_alternating_residence_alone_counts_as_the_first_person():
    found = ceiling(period_on(series()[AmountKind.BASE], date(2016, 11, 14)), Household(0, 0, 1))
    assert found.amount == 8_653


def test_a_period_ends_the_day_before_the_next_one():
    days = [date(2022, 7, 1), date(2022, 4, 1), date(2023, 4, 1)]
    assert last_days(days) == {
        date(2022, 4, 1): date(2022, 6, 30),
        date(2022, 7, 1): date(2023, 3, 31),
        date(2023, 4, 1): None,
    }


def test_the_rule_gives_the_tables_that_were_printed_from_it():
    """Overseas in 2024, and with a contribution in 2022: figures that were published."""
    assert computed_from(Decimal(9203), "contribution", "metropole")["one"].value == 12_424
    assert computed_from(Decimal(10166), "base", "outre-mer")["one"].value == 11_315
    given = computed_from(Decimal(8951), "base", "metropole")
    assert [given[size].value for size in ("one", "three", "four", "extra")] == [8_951, 16_112, 18_797, 3_580]
    assert [given[size].computed for size in ("one", "two")] == [False, True]


@pytest.mark.parametrize(
    ("day", "expected"), [("2025-04-01", "2026-04-01"), ("2022-07-01", "2023-04-01"), ("2026-03-31", "2026-04-01")]
)
def test_the_next_revision_is_the_first_of_april_that_follows(day, expected):
    assert next_revision(date.fromisoformat(day)) == date.fromisoformat(expected)


@pytest.mark.parametrize(("value", "rounded"), [("13084.50", 13_085), ("13084.49", 13_084)])
def test_half_a_euro_counts_for_one(value, rounded):
    assert to_the_euro(Decimal(value)) == rounded


@pytest.mark.parametrize(
    ("typed", "value"),
    [("14 900", "14900"), ("14900", "14900"), ("3 108,48 €", "3108.48"), ("14\u202f900,5", "14900.5"), ("0", "0")],
)
def test_an_amount_is_read_as_french_readers_write_it(typed, value):
    assert parse(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "-5", "1e5", "dix", "10.339", "1,2,3", "12,345", "NaN", "99999999999", "١٢٣" * 9]
)
def test_what_is_no_amount_is_refused_with_the_way_to_write_it(typed):
    with pytest.raises(AmountError, match="Écrivez le montant"):
        parse(typed)


@pytest.mark.parametrize(
    ("value", "words"), [("15576", "15 576 €"), ("3108.48", "3 108,48 €"), ("3489.20", "3 489,20 €")]
)
def test_an_amount_is_written_with_a_comma_and_no_break_spaces(value, words):
    assert euros(Decimal(value)) == words.replace(" ", "\u00a0")
