"""Each time limit, both sides of its last day, with the clause and the words shown beside it."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.enums import Matter
from forms_app.rules.deadlines import (
    COUNTING,
    RULES,
    WITHOUT_LIMIT,
    bilan_due,
    due,
    for_dossier,
    receipt_card,
    rule,
    standing,
)
from forms_app.rules.vocabulary import ReceiptCard, Standing, Start
from guidance.enums import Regime

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
ONE_DAY = timedelta(days=1)
every_rule = pytest.mark.parametrize("found", RULES, ids=lambda found: found.key)


@pytest.mark.parametrize(
    ("key", "started_on", "last"),
    [
        ("notice", date(2016, 5, 4), date(2016, 5, 4)),
        ("avis", date(2026, 8, 31), date(2026, 11, 30)),
        ("avis", date(2026, 11, 30), date(2027, 2, 28)),
        ("avis", date(2015, 11, 30), date(2016, 2, 29)),
        ("avis", date(2016, 2, 29), date(2016, 5, 29)),
        ("humanitarian", date(2016, 1, 31), date(2016, 2, 29)),
        ("humanitarian", date(2015, 1, 31), date(2015, 2, 28)),
        ("humanitarian", date(2016, 12, 31), date(2017, 1, 31)),
        ("humanitarian", date(2016, 1, 30), date(2016, 2, 29)),
        ("humanitarian", date(2016, 1, 29), date(2016, 2, 29)),
        ("humanitarian", date(2016, 1, 28), date(2016, 2, 28)),
        ("humanitarian", date(2016, 2, 29), date(2016, 3, 29)),
        ("avis", date(2026, 8, 30), date(2026, 11, 30)),
        ("avis", date(2026, 9, 1), date(2026, 12, 1)),
        ("avis", date(2026, 11, 28), date(2027, 2, 28)),
        ("avis", date(2015, 11, 29), date(2016, 2, 29)),
        ("avis", date(2026, 7, 25), date(2026, 10, 25)),  # the longer night
        ("avis", date(2025, 12, 29), date(2026, 3, 29)),  # the shorter night
        ("college-avis", date(2025, 11, 30), date(2026, 2, 28)),
        ("college-avis", date(2026, 3, 15), date(2026, 6, 15)),
        ("doctor-reply", date(2026, 2, 20), date(2026, 3, 7)),
        ("doctor-reply", date(2028, 2, 20), date(2028, 3, 6)),
    ],
)
def test_a_time_limit_ends_on_its_calendar_day(key, started_on, last):
    limit = due(key, started_on)
    assert limit.day == last
    assert standing(limit, last) == Standing.LAST_DAY
    assert standing(limit, last + ONE_DAY) == Standing.OVERDUE
    assert standing(limit, last - ONE_DAY) != Standing.OVERDUE


@pytest.mark.parametrize("year", [2015, 2016, 2025])
def test_the_bilan_is_due_on_1_march_of_the_next_year(year):
    limit = bilan_due(year)
    assert limit.day == date(year + 1, 3, 1)
    assert standing(limit, date(year + 1, 2, 28)) == Standing.SOON
    assert standing(limit, date(year + 1, 3, 1)) == Standing.LAST_DAY
    assert standing(limit, date(year + 1, 3, 2)) == Standing.OVERDUE
    assert not limit.clipped


@every_rule
def test_soon_begins_on_the_stated_number_of_days(found):
    limit = due(found.key, date(2016, 5, 4))
    first = limit.day - timedelta(days=found.soon)
    assert standing(limit, first - ONE_DAY) == Standing.UPCOMING
    assert standing(limit, first) == (Standing.SOON if found.soon else Standing.LAST_DAY)


def test_the_start_of_the_three_months_is_a_choice_and_reception_is_the_default():
    """T14."""
    assert due("avis", date(2016, 5, 4)).start == Start.REPORT_RECEIVED
    chosen = due("avis", date(2016, 4, 1), Start.RECEIPT_CARD)
    assert (chosen.day, chosen.start) == (date(2016, 7, 1), Start.RECEIPT_CARD)
    assert "date du récépissé, le 1er avril 2016" in chosen.wording


@pytest.mark.parametrize(("key", "start"), [("avis", Start.DOCTOR_ASKED), ("college-avis", Start.REPORT_RECEIVED)])
def test_an_event_a_rule_does_not_know_is_refused(key, start):
    with pytest.raises(ValueError, match=key):
        due(key, date(2016, 5, 4), start)


def test_a_due_date_says_its_rule_its_event_and_both_dates():
    limit = due("avis", date(2016, 5, 31))
    assert limit.wording == (
        "Avis du médecin : dans le délai de 3 mois (réception du rapport médical, le 31 mai 2016), "
        "soit au plus tard le 31 août 2016."
    )
    assert limit.rule.basis.clauses == ("instruction-2011#IV-2",)
    assert limit.rule.basis.inferred


@pytest.mark.parametrize(("day", "told"), [(30, False), (31, True)])
def test_the_shorter_month_is_explained_when_it_shortens(day, told):
    limit = due("avis", date(2026, 8, day))
    assert limit.day == date(2026, 11, 30)
    assert (COUNTING in limit.wording, limit.clipped) == (told, told)


def test_a_holiday_informs_and_never_extends():
    limit = due("college-avis", date(2026, 4, 1))
    assert limit.day == date(2026, 7, 1)
    christmas = due("college-avis", date(2026, 9, 25))
    assert (christmas.day, christmas.next_working_day) == (date(2026, 12, 25), date(2026, 12, 28))
    assert standing(christmas, date(2026, 12, 26)) == Standing.OVERDUE


@pytest.mark.parametrize(
    ("on", "notified", "avis_given", "found"),
    [
        (date(2016, 8, 4), True, False, ReceiptCard.NOTHING),
        (date(2016, 8, 5), True, False, ReceiptCard.TO_EXTEND),
        (date(2016, 8, 4), False, False, ReceiptCard.NOTICE_MISSING),
        (date(2016, 8, 5), False, False, ReceiptCard.EXTENSION_STUCK),
        (date(2016, 8, 5), False, True, ReceiptCard.NOTHING),
    ],
)
def test_the_receipt_card_is_to_extend_from_the_day_after_three_months(on, notified, avis_given, found):
    """A-13: fiche 1 is what makes the extension possible."""
    limit = due("avis", date(2016, 5, 4))
    assert receipt_card(limit, on=on, notified=notified, avis_given=avis_given) == found


@given(st.sampled_from(RULES), DAYS, DAYS)
def test_a_standing_only_worsens_with_time(found, started_on, on):
    limit = due(found.key, started_on)
    order = list(Standing)
    assert limit.day >= started_on
    assert order.index(standing(limit, on)) <= order.index(standing(limit, on + ONE_DAY))


@given(st.sampled_from(RULES), DAYS)
def test_a_later_event_never_gives_an_earlier_due_date(found, started_on):
    assert due(found.key, started_on).day <= due(found.key, started_on + ONE_DAY).day


@given(st.sampled_from([("avis", 3), ("college-avis", 3), ("humanitarian", 1)]), DAYS)
def test_months_lead_to_the_same_day_or_to_the_last_one(counted, started_on):
    key, months = counted
    year, month = divmod(started_on.year * 12 + started_on.month - 1 + months, 12)
    wanted = date(year, month + 1, min(started_on.day, monthrange(year, month + 1)[1]))
    limit = due(key, started_on)
    assert (limit.day, limit.clipped) == (wanted, wanted.day != started_on.day)


@given(st.sampled_from(RULES), DAYS)
def test_the_last_day_is_in_time_and_the_next_one_is_late_whatever_the_start(found, started_on):
    limit = due(found.key, started_on)
    assert standing(limit, limit.day) == Standing.LAST_DAY
    assert standing(limit, limit.day + ONE_DAY) == Standing.OVERDUE
    assert limit.next_working_day >= limit.day


def test_an_unknown_rule_is_a_key_error():
    with pytest.raises(KeyError):
        rule("tacit")


@pytest.mark.parametrize(
    ("regime", "matter", "keys"),
    [
        (Regime.ARS, Matter.RESIDENCE, ["notice", "avis", "humanitarian"]),
        (Regime.ARS, Matter.EXPULSION, ["notice", "humanitarian"]),
        (Regime.OFII, Matter.RESIDENCE, ["college-avis", "doctor-reply"]),
        (Regime.OFII, Matter.OBLIGATION_TO_LEAVE, []),
    ],
)
def test_a_dossier_has_the_limits_of_its_regime_and_of_its_matter(regime, matter, keys):
    assert [found.key for found in for_dossier(regime, matter)] == keys


def test_a_removal_avis_has_no_invented_limit():
    assert "removal" not in {found.key for found in RULES}
    assert "removal" in {key for key, _, _ in WITHOUT_LIMIT}
    assert {found.regime for found in RULES} == set(Regime)
