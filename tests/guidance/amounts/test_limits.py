"""Both sides of each limit, worked out by hand from the published tables, household by household, 2011 to 2026.

From the fifth person the limit is the printed fourth cell and as many times the printed supplement.
"""

from decimal import Decimal

import pytest

from guidance.amounts.coverage import Verdict, answers
from tests.guidance.amounts.series import series, situation

OVERSEAS = "outre-mer"
#: day, territory, (adults, children, alternating), limit in euros of the AME, then of CMU-C or CSS
LIMITS = [
    ("2011-07-01", "metropole", (1, 0, 0), "7771"),
    ("2011-11-10", "metropole", (1, 1, 0), "11657"),
    ("2011-12-31", "metropole", (2, 1, 0), "13988"),
    ("2012-06-30", "metropole", (2, 2, 0), "16320"),
    ("2012-06-30", "metropole", (2, 3, 0), "19428.48"),
    ("2012-01-01", "metropole", (2, 4, 0), "22536.96"),
    ("2012-01-01", "metropole", (2, 5, 0), "25645.44"),
    ("2012-01-01", "metropole", (2, 7, 0), "31862.40"),
    ("2012-07-01", "metropole", (1, 0, 0), "7934"),
    ("2012-09-24", "metropole", (2, 0, 0), "11902"),
    ("2013-06-30", "metropole", (2, 3, 0), "19835.76"),
    ("2013-07-01", "metropole", (1, 0, 0), "8593"),
    ("2014-06-30", "metropole", (3, 3, 0), "24919.36"),
    ("2014-07-01", "metropole", (1, 0, 0), "8645"),
    ("2015-07-01", "metropole", (1, 2, 0), "15560"),
    ("2016-03-31", "metropole", (2, 5, 0), "28526.43"),
    ("2016-04-01", "metropole", (1, 0, 0), "8653"),
    ("2016-11-14", "metropole", (1, 1, 0), "12980"),
    ("2016-11-14", "metropole", (2, 1, 0), "15576"),
    ("2016-12-31", "metropole", (2, 2, 0), "18172"),
    ("2017-03-31", "metropole", (2, 6, 0), "32017.04"),
    ("2016-06-01", "metropole", (1, 0, 1), "10816.50"),
    ("2016-06-01", "metropole", (2, 0, 1), "14278"),
    ("2016-06-01", "metropole", (1, 0, 2), "12114.50"),
    ("2016-06-01", "metropole", (2, 2, 1), "19902.63"),
    ("2017-04-01", "metropole", (1, 0, 0), "8723"),
    ("2018-03-31", "metropole", (2, 0, 0), "13085"),
    ("2018-04-01", "metropole", (1, 0, 0), "8810"),
    ("2019-03-31", "metropole", (2, 3, 0), "22025"),
    ("2019-04-01", "metropole", (1, 1, 0), "13426"),
    ("2019-10-31", "metropole", (1, 0, 0), "8951"),
    ("2019-11-01", "metropole", (1, 0, 0), "8951"),
    ("2020-04-01", "metropole", (2, 1, 0), "16257"),
    ("2021-04-01", "metropole", (1, 0, 0), "9041"),
    ("2022-06-30", "metropole", (1, 0, 0), "9203"),
    ("2022-07-01", "metropole", (1, 0, 0), "9571"),
    ("2023-04-01", "metropole", (2, 7, 0), "39844"),
    ("2024-04-01", "metropole", (2, 4, 0), "29480"),
    ("2025-04-01", "metropole", (1, 0, 0), "10339"),
    ("2026-03-31", "metropole", (2, 3, 0), "25846"),
    ("2014-07-01", OVERSEAS, (1, 0, 0), "9621"),
    ("2018-04-01", OVERSEAS, (1, 1, 0), "14708"),
    ("2019-03-31", OVERSEAS, (2, 3, 0), "24514"),
    ("2022-04-01", OVERSEAS, (1, 0, 0), "10243"),
    ("2024-04-01", OVERSEAS, (2, 2, 0), "23760"),
    ("2025-03-31", OVERSEAS, (2, 3, 0), "28286"),
    ("2025-04-01", OVERSEAS, (1, 0, 0), "11507"),
    ("2026-03-31", OVERSEAS, (2, 1, 0), "20713"),
]
#: distance from the limit in euros, and the verdict; within two euros the caisse alone can tell
SIDES = [
    ("-2.01", Verdict.OPEN),
    ("-2", Verdict.TO_CHECK),
    ("0", Verdict.TO_CHECK),
    ("2", Verdict.TO_CHECK),
    ("2.01", Verdict.CLOSED),
]
#: day, limit with a contribution (or of the ACS) for one person
CONTRIBUTIONS = [
    ("2018-04-01", "11894"),
    ("2019-10-31", "12084"),
    ("2020-04-01", "12193"),
    ("2021-04-01", "12205"),
    ("2022-04-01", "12424"),
    ("2022-07-01", "12921"),
    ("2023-04-01", "13120"),
    ("2024-04-01", "13724"),
    ("2026-03-31", "13957"),
]


@pytest.mark.parametrize(("distance", "verdict"), SIDES)
@pytest.mark.parametrize(("day", "territory", "persons", "limit"), LIMITS)
def test_the_ame_answers_on_both_sides_of_the_limit(day, territory, persons, limit, distance, verdict):
    asked = situation(day, Decimal(limit) + Decimal(distance), persons=persons)
    answer = answers(asked, series(territory))[0]
    assert (answer.scheme, answer.ceiling.amount, answer.verdict) == ("ame", Decimal(limit), verdict)


@pytest.mark.parametrize(("distance", "verdict"), SIDES)
@pytest.mark.parametrize(("day", "territory", "persons", "limit"), LIMITS)
def test_the_free_cover_of_the_day_answers_on_both_sides_of_the_limit(
    day, territory, persons, limit, distance, verdict
):
    asked = situation(day, Decimal(limit) + Decimal(distance), persons=persons, lawful=True)
    answer = answers(asked, series(territory))[0]
    scheme = "css" if day >= "2019-11-01" else "cmuc"
    assert (answer.scheme, answer.ceiling.amount, answer.verdict) == (scheme, Decimal(limit), verdict)


@pytest.mark.parametrize(("distance", "verdict"), SIDES)
@pytest.mark.parametrize(("day", "limit"), CONTRIBUTIONS)
def test_the_cover_with_a_contribution_answers_on_both_sides_of_its_limit(day, limit, distance, verdict):
    asked = situation(day, Decimal(limit) + Decimal(distance), lawful=True)
    answer = answers(asked, series())[1]
    scheme = "css-participation" if day >= "2019-11-01" else "acs"
    assert (answer.scheme, answer.ceiling.amount, answer.verdict) == (scheme, Decimal(limit), verdict)
