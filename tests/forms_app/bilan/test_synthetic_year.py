"""5,000 made-up dossiers in 4 authorities: every number equals a count of the stories they were made of (A-39, S1)."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import median_high, median_low

import pytest

from forms_app.bilan import masking
from forms_app.bilan.shape import THRESHOLD, as_text
from forms_app.services.bilan import computing
from tests.conftest import make_account
from tests.forms_app.bilan import synthetic
from tests.forms_app.dossiers.conftest import make_authority, undone

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
YEAR = 2016
SIZES = {"ars-grande": 3000, "ars-moyenne": 1500, "ars-petite": 460, "ars-infime": 40}


@pytest.fixture(scope="module")
def stories():
    drawn = random.Random(20161231)  # noqa: S311 - a made-up year
    return {code: [synthetic.tell(drawn, YEAR) for _ in range(size)] for code, size in SIZES.items()}


@pytest.fixture(scope="module")
def kept(stories, django_db_setup, django_db_blocker):
    """The rows, written once for the module and undone after it."""
    with django_db_blocker.unblock(), undone():
        found, person = {}, make_account("medecin")
        for rank, (code, tellings) in enumerate(stories.items()):
            found[code] = make_authority(code, f"98{rank}")
            synthetic.write(found[code], person, tellings)
        yield found


@pytest.fixture
def written(kept, db):
    return kept


def in_year(day):
    return day is not None and day.year == YEAR


def months_later(day):
    """The same day three months later, or the last of that month: by hand, a calendar and no rule of the portal."""
    month, year = (day.month + 2) % 12 + 1, day.year + (day.month + 2) // 12
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def counts(stories):
    """What each table must hold, counted from the stories: (table, row, column) to a number."""
    found = Counter()
    for told in stories:
        if in_year(told.registered):
            found["requests", told.matter, told.nature or "unknown"] += 1
        if in_year(told.received):
            outcome = {"": "accepted", "details": "incomplete", "new-report": "refused"}[told.fate]
            found["reports", told.author or "unknown", outcome] += 1
        if in_year(told.given):
            said = told.rectified or told.answers
            found["avis", told.matter, sense(said)] += 1
            found["durations", duration(said), ""] += 1
            found["travel", said.get("travel", "not-said") if said else "unknown", ""] += 1
            start = told.card or told.received
            over = "over" if told.given > months_later(start) else "within"
            found["delays", "with-one" if told.fate == "details" else "without", over] += 1
            found["circumstances", told.origin, ""] += bool(told.origin)
            found["answers", told.outcome, ""] += bool(told.outcome)
            found["appeals", told.appeal, ""] += bool(told.appeal)
    return found


def sense(said):
    if not said:
        return "unknown"
    if said["care"] == "not-needed":
        return "no-care"
    if said.get("gravity") == "should-not":
        return "no-gravity"
    if said["treatment"] == "exists":
        return "treatment"
    return "met" if "gravity" in said else "incomplete"


def duration(said):
    if not said:
        return "unknown"
    months = int(said.get("months", 0))
    if not months:
        return "long-term" if said.get("duration") else "not-said"
    return "short" if months < 7 else "year" if months < 13 else "longer"


def test_every_number_and_every_total_is_that_of_the_stories(written, stories, monkeypatch):
    monkeypatch.setattr(masking, "hidden", lambda values, rows, columns: frozenset())
    for code, authority in written.items():
        truth = +counts(stories[code])
        made = computing.compute(authority, YEAR)
        for table in made.tables:
            if table.key in ("nationalities", "diagnoses"):
                continue
            wanted = Counter(
                {(row, column): number for (key, row, column), number in truth.items() if key == table.key}
            )
            columns = [head.key for head in table.columns] or [""]
            shown = Counter()
            for row, head in enumerate(table.rows):
                for column, key in enumerate(columns):
                    shown[head.key, key] += table.value(row, column)
            assert +shown == wanted, (code, table.key)
            assert table.total == sum(wanted.values())
            for row, head in enumerate(table.rows):
                assert table.row_totals[row] == sum(n for (key, _), n in wanted.items() if key == head.key)
            for column, key in enumerate(columns if table.columns else ()):
                assert table.column_totals[column] == sum(n for (_, other), n in wanted.items() if other == key)


def test_nationalities_are_those_of_the_stories_and_the_rare_ones_are_together(written, stories):
    made = computing.compute(written["ars-grande"], YEAR).table("nationalities")
    told = Counter((story.nationality or "non relevé") for story in stories["ars-grande"] if in_year(story.registered))
    told["Alpha"] += told.pop("alpha")
    shown = dict(zip((head.label for head in made.rows), made.row_totals, strict=True))
    named = {name: number for name, number in told.items() if number >= THRESHOLD}
    assert {name: shown[name] for name in named} == named
    assert shown["autres"] == sum(number for number in told.values() if number < THRESHOLD)
    assert made.total == sum(told.values())


def test_the_median_stands_between_the_two_middle_delays_of_the_stories(written, stories):
    delays = [
        (story.given - (story.card or story.received)).days for story in stories["ars-grande"] if in_year(story.given)
    ]
    made = computing.compute(written["ars-grande"], YEAR).table("delays")
    median, high = made.measures
    assert median_low(delays) <= median.values[-1] <= median_high(delays)
    within = sum(delay <= high.values[-1] for delay in delays) / len(delays)
    assert within >= 0.9 > sum(delay < high.values[-1] for delay in delays) / len(delays)


def test_no_hidden_number_of_any_authority_is_found_by_narrowing_every_sum(written):
    """Bounds are narrowed by every sum until nothing moves: what a patient reader does with a pencil."""
    hidden = 0
    for authority in written.values():
        for table in computing.compute(authority, YEAR).tables:
            if table.recorded and (table.total is None or table.total >= THRESHOLD):
                bounds = narrowed(table)
                assert all(high - low >= THRESHOLD for low, high in bounds.values()), (authority.code, table.key)
                hidden += len(bounds)
    assert hidden > 20, "small authorities have numbers to hide"


def narrowed(table):
    height, width = len(table.rows), len(table.columns)
    whole = len(table.masked) >= (height + 1) * (width + 1) - 1
    top = table.total if table.total is not None else 10_000
    bounds = {position: [0 if whole else 1, top] for position in table.masked}
    sums = [([(row, column) for column in range(width)], (row, width)) for row in range(height + 1) if width]
    sums += [([(row, column) for row in range(height)], (height, column)) for column in range(width + 1)]
    changed = True
    while changed:
        changed = False
        for parts, whole_at in sums:
            changed |= narrow(table, bounds, parts, whole_at)
    return bounds


def limits(table, bounds, position):
    return bounds.get(position) or [table.value(*position)] * 2


def narrow(table, bounds, parts, total):
    found = {position: limits(table, bounds, position) for position in (*parts, total)}
    low, high = (sum(found[part][side] for part in parts) for side in (0, 1))
    moved = tighten(bounds, total, low, high)
    for part in parts:
        least = found[total][0] - (high - found[part][1])
        most = found[total][1] - (low - found[part][0])
        moved |= tighten(bounds, part, least, most)
    return moved


def tighten(bounds, position, low, high):
    if position not in bounds:
        return False
    before = list(bounds[position])
    bounds[position] = [max(before[0], low), min(before[1], high)]
    return bounds[position] != before


def test_the_same_narrowing_finds_a_number_that_is_hidden_alone(written):
    table = computing.compute(written["ars-grande"], YEAR).table("travel")
    alone = replace(table, masked=frozenset({(0, 0)}))
    low, high = narrowed(alone)[0, 0]
    assert low == high == table.value(0, 0)


def test_a_draft_holds_no_hidden_number_and_no_word_of_a_dossier(written):
    text = as_text(computing.compute(written["ars-infime"], YEAR))
    assert "Rare" not in text
    assert "Essai" not in text


def test_the_number_of_queries_follows_batches_and_not_dossiers(written, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        computing.compute(written["ars-petite"], YEAR)
