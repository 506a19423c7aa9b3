"""The grid of accessibility: the 106 criteria, nothing claimed without a test that runs, no rate without a person."""

import re

import pytest
from django.conf import settings

from portal import rgaa
from tests.test_security_table import defined_in, skipped

# How many criteria each of the thirteen themes has in the RGAA 4.1.
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
PROVED = rgaa.grid().of_status(rgaa.MET)


def test_the_hundred_and_six_criteria_are_there_once_in_order():
    expected = [f"{theme}.{rank}" for theme, last in enumerate(THEMES, start=1) for rank in range(1, last + 1)]
    assert len(expected) == 106
    assert [criterion.number for criterion in rgaa.grid().criteria] == expected


def test_each_criterion_has_a_proof_or_says_why_it_has_none():
    for criterion in rgaa.grid().criteria:
        assert criterion.status in (rgaa.MET, rgaa.ABSENT, rgaa.OPEN), criterion.number
        assert bool(criterion.proofs) is (criterion.status == rgaa.MET), criterion.number
        assert bool(criterion.why) is (criterion.status != rgaa.MET), criterion.number


@pytest.mark.parametrize("criterion", PROVED, ids=[each.number for each in PROVED])
def test_each_proof_of_accessibility_is_a_test_that_runs(criterion):
    for proof in criterion.proofs:
        name, place = proof.split()
        found = defined_in(settings.PROJECT_DIR / place).get(name)
        assert found is not None, proof
        assert not skipped(found)


def test_the_page_tells_the_day_the_counts_and_what_nobody_checked(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/accessibilite/").content.decode()
    counts = rgaa.grid().counts()
    assert sum(counts.values()) == 106
    for status, number in counts.items():
        assert f"<dt>{status.capitalize()}</dt><dd>{number} critères</dd>" in page
    told = re.findall(r'<span class="num">([\d.]+)</span>', page.partition('id="non-verifie"')[2].partition("<h2")[0])
    assert told == [criterion.number for criterion in rgaa.grid().of_status(rgaa.OPEN)]


def test_no_rate_is_announced_while_a_criterion_waits_for_a_person(client, db):
    page = client.get("/accessibilite/").content.decode()
    assert rgaa.grid().counts()[rgaa.OPEN]
    assert "conformité non évaluée" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]
