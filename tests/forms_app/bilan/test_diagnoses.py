"""A diagnosis is counted at the validation and can be joined to nobody (S5): an attacker has every row, and guesses."""

import random
from base64 import urlsafe_b64decode
from bisect import bisect
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from forms_app.models import DiagnosisCount, DiagnosisWaiting, JournalEvent
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import diagnoses

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
VALIDATIONS = 10_000


def waiting(authority):
    return DiagnosisWaiting.objects.get(authority=authority)


def numbers(authority):
    """The sealed counters, opened by a test that holds the keys."""
    return {
        group: number
        for group, number in zip(diagnoses.groups(), diagnoses._numbers(waiting(authority)), strict=True)
        if number
    }


def year_is_over(authority, monkeypatch):
    monkeypatch.setattr(type(authority), "today", property(lambda self: date(timezone.localdate().year + 1, 1, 1)))


def test_the_groups_are_the_21_of_the_printed_table_in_its_order():
    named = list(diagnoses.named())
    assert len(named) == 21
    assert (named[0], named[16], named[19], named[20]) == ("cancers", "psychiatrie", "vih", "autres")


def test_the_group_chosen_with_the_validation_is_counted_and_the_avis_is_given(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now(), group="diabete")
    assert numbers(examined.authority) == {"diabete": 1}
    assert examined.avis.exists()


def test_a_physician_who_names_no_group_is_counted_as_such(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now())
    assert numbers(examined.authority) == {"declined": 1}


def test_a_validation_that_is_refused_counts_nothing(examined, act):
    """Changing one's mind before the validation changes nothing: nothing is written before it."""
    with pytest.raises(Refused):
        act(examined, "validate-avis", "medecin", authenticated_at=None, group="vih")
    assert not DiagnosisWaiting.objects.exists()


def test_a_group_that_is_not_of_the_list_gives_no_avis(examined, act):
    with pytest.raises(KeyError):
        act(examined, "validate-avis", "medecin", authenticated_at=timezone.now(), group="grippe")


def test_a_rectification_is_not_counted_again(examined, act, deliver):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now(), group="vih")
    deliver(examined, "avis", "medecin")
    act(examined, "rectify-avis", "medecin", authenticated_at=timezone.now(), reason="clerical", mode=None, group="vih")
    assert numbers(examined.authority) == {"vih": 1}


def test_neither_the_journal_nor_the_passage_says_the_group(examined, act):
    act(examined, "validate-avis", "medecin", authenticated_at=timezone.now(), group="tuberculose")
    assert "tuberculose" not in str(list(JournalEvent.objects.values()) + list(examined.passages.values()))


def test_the_sealed_row_has_one_size_no_key_and_no_time_but_its_year(here):
    sizes, tokens = set(), []
    for group in ("", "vih", "diabete", "vih"):
        diagnoses.count(here, group)
        tokens.append(bytes(waiting(here).payload))
        sizes.add(len(tokens[-1]))
    assert len(sizes) == 1
    first_day = datetime(timezone.localdate().year, 1, 1, tzinfo=UTC).timestamp()
    assert {int.from_bytes(urlsafe_b64decode(token)[1:9], "big") for token in tokens} == {first_day}
    assert {field.name for field in DiagnosisWaiting._meta.fields} == {"id", "authority", "year", "payload"}
    assert {field.name for field in DiagnosisCount._meta.fields} == {"id", "authority", "year", "group", "number"}


def test_counters_are_opened_the_first_day_of_the_next_year_and_not_the_last_of_this_one(here, monkeypatch):
    for group in ("vih", "vih", "diabete", "", "cancers"):
        diagnoses.count(here, group)
    assert diagnoses.open_over() == 0
    assert not DiagnosisCount.objects.exists()
    year_is_over(here, monkeypatch)
    assert diagnoses.open_over() == 1
    found = diagnoses.counted(here, timezone.localdate().year)
    assert list(found) == list(diagnoses.groups())
    assert {group: number for group, number in found.items() if number} == {
        "cancers": 1, "diabete": 1, "vih": 2, "declined": 1,
    }  # fmt: skip
    assert not DiagnosisWaiting.objects.exists()


def test_fewer_than_five_validations_of_a_year_stay_sealed(here, monkeypatch):
    for group in ("vih", "vih", "diabete", ""):
        diagnoses.count(here, group)
    year_is_over(here, monkeypatch)
    assert diagnoses.open_over() == 0
    assert not DiagnosisCount.objects.exists()


def test_two_openings_add_up_and_lose_nothing(here, monkeypatch):
    """A copy of the database put back may hold counters of a year that is already open."""
    year = timezone.localdate().year
    for _ in range(2):
        for _ in range(6):
            diagnoses.count(here, "vih")
        with monkeypatch.context() as later:
            year_is_over(here, later)
            assert diagnoses.open_over() == 1
    assert diagnoses.counted(here, year)["vih"] == 12


def drawn_groups(drawn):
    """Groups as unevenly met as in the printed table."""
    named = list(diagnoses.named())
    weights = [1 + 20 * (place % 5 == 1) + 8 * (place % 3 == 0) for place in range(len(named))]
    return drawn.choices(named, weights, k=VALIDATIONS)


def test_an_attacker_with_every_row_after_each_validation_guesses_no_better_than_chance(here, monkeypatch):
    """A copy of what the database holds is taken after each of 10,000 validations, without the keys.

    Chance is what anybody does who knows the counts of the year, which a bilan publishes: to say the commonest group.
    The attacker also looks at each change of each byte, at orders, at keys and at the rows opened after the year.
    """
    drawn = random.Random(20170101)  # noqa: S311 - made-up validations
    truth, seen = drawn_groups(drawn), []
    before = {}
    for group in truth:
        diagnoses.count(here, group)
        rows = list(DiagnosisWaiting.objects.values_list("pk", "authority", "year", "payload"))
        seen.append(urlsafe_b64decode(rows[0][3]))
        assert len(rows) == 1
        assert not DiagnosisCount.objects.exists(), "no counter moves while the year goes on"
        assert rows[0][:3] == before.setdefault("row", rows[0][:3]), "the row says nothing new but its sealed bytes"
    year_is_over(here, monkeypatch)
    diagnoses.open_over()
    opened = diagnoses.counted(here, timezone.localdate().year)
    assert Counter(truth) == Counter({group: number for group, number in opened.items() if number})
    chance = max(opened.values()) / VALIDATIONS
    for guess in (by_bytes(seen, truth), by_order_of_rows(opened), by_neighbour(seen, truth)):
        tried = [(said, group) for said, group in zip(guess, truth, strict=True) if said]
        right = sum(said == group for said, group in tried) / len(tried)
        assert right <= chance + 0.02, "better than saying the commonest group"


def by_bytes(seen, truth):
    """Learn on the first half which byte after the year goes with which group, and guess the others by it."""
    half, known = VALIDATIONS // 2, {}
    for token, group in zip(seen[:half], truth, strict=False):
        known.setdefault(token[9], Counter())[group] += 1
    rest = [known.get(token[9], Counter()).most_common(1) for token in seen[half:]]
    return [""] * half + [found[0][0] if found else "" for found in rest]


def by_order_of_rows(opened):
    """Say that the order of the rows is that of the validations."""
    return [group for group, number in opened.items() for _ in range(number)]


def by_neighbour(seen, truth):
    """Know every other group, and say of each validation that of the known one whose bytes are the nearest."""
    known = sorted(zip(seen[::2], truth[::2], strict=True))
    tokens = [token for token, _ in known]
    near = [min(bisect(tokens, token), len(known) - 1) for token in seen]
    return [known[place][1] if rank % 2 else "" for rank, place in enumerate(near)]


def test_the_same_attacker_wins_where_a_counter_moves_at_each_validation():
    """The attack is one: with counters in clear, two copies around a validation give its group every time."""
    drawn = random.Random(7)  # noqa: S311 - made-up validations
    truth, counters, copies = drawn_groups(drawn)[:500], Counter(), [Counter()]
    for group in truth:
        counters[group] += 1
        copies.append(counters.copy())
    guess = [next(iter(after - before)) for before, after in zip(copies, copies[1:], strict=False)]
    assert guess == truth
