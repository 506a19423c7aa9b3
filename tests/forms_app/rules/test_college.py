"""The composition of a college: three different appointed physicians, the rapporteur out, one physician when held."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms_app.enums import Matter
from forms_app.rules.college import Member, all_validated, composition_problems, expected, is_named, missing_validations
from forms_app.rules.vocabulary import Formation, Situation

DAY = date(2026, 5, 4)
ANNE, BORIS, CHLOE, DORA = (
    Member(name, f"{name.title()} Essai{name[0]}", since=date(2025, 1, 1), until=date(2026, 12, 31))
    for name in ("anne", "boris", "chloe", "dora")
)


def slugs(*members, **more):
    base = {
        "formation": Formation.COLLEGE,
        "matter": Matter.RESIDENCE,
        "situation": Situation.FREE,
        "on": DAY,
        "rapporteur": DORA,
    }
    return [problem.slug for problem in composition_problems(members, **(base | more))]


def test_three_appointed_physicians_and_another_rapporteur_are_sound():
    assert slugs(ANNE, BORIS, CHLOE) == []


@pytest.mark.parametrize("members", [(), (ANNE,), (ANNE, BORIS), (ANNE, BORIS, CHLOE, Member("e", "E", DAY))])
def test_a_college_counts_three(members):
    assert slugs(*members) == ["size"]


def test_the_rapporteur_never_sits_by_account_or_by_name():
    assert slugs(ANNE, BORIS, DORA) == ["rapporteur"]
    assert slugs(ANNE, BORIS, replace(DORA, key="other", name="ESSAID Dora")) == ["rapporteur"]
    assert slugs(ANNE, BORIS, replace(DORA, name="Dora Autrenom")) == ["rapporteur"]


def test_a_residence_avis_names_its_rapporteur_and_a_removal_has_none():
    assert slugs(ANNE, BORIS, CHLOE, rapporteur=None) == ["no-rapporteur"]
    assert slugs(ANNE, BORIS, CHLOE, rapporteur=None, matter=Matter.EXPULSION) == []


def test_a_physician_sits_once():
    assert slugs(ANNE, BORIS, replace(ANNE, key="second-account")) == ["twice"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (DAY, DAY, []),
        (DAY + timedelta(days=1), None, ["appointment"]),
        (None, None, ["appointment"]),
        (DAY - timedelta(days=9), DAY - timedelta(days=1), ["appointment"]),
        (DAY - timedelta(days=9), None, []),
    ],
)
def test_a_member_is_appointed_on_the_day_of_the_avis(since, until, found):
    assert slugs(ANNE, BORIS, replace(CHLOE, since=since, until=until)) == found


@pytest.mark.parametrize(
    ("matter", "situation", "alone"),
    [
        (Matter.RESIDENCE, Situation.FREE, False),
        (Matter.RESIDENCE, Situation.CRA, False),
        (Matter.OBLIGATION_TO_LEAVE, Situation.FREE, False),
        (Matter.EXPULSION, Situation.FREE, False),
        (Matter.EXPULSION, Situation.UCSA, True),
        (Matter.OBLIGATION_TO_LEAVE, Situation.CRA, True),
        (Matter.OBLIGATION_TO_LEAVE, Situation.ASSIGNED, True),
        (Matter.HOUSE_ARREST, Situation.FREE, True),
    ],
)
def test_one_physician_decides_only_on_the_removal_of_a_person_assigned_held_or_detained(matter, situation, alone):
    assert (Formation.PHYSICIAN in expected(matter, situation).formations) == alone
    assert Formation.COLLEGE in expected(matter, situation).formations
    found = slugs(ANNE, formation=Formation.PHYSICIAN, matter=matter, situation=situation)
    assert ("formation" in found) != alone


def test_one_physician_is_one():
    held = {"formation": Formation.PHYSICIAN, "matter": Matter.EXPULSION, "situation": Situation.CRA}
    assert slugs(ANNE, rapporteur=None, **held) == []
    assert slugs(ANNE, BORIS, rapporteur=None, **held) == ["size"]


def test_every_member_validates_before_the_avis():
    two = (replace(ANNE, validated=True), replace(BORIS, validated=True))
    assert missing_validations((*two, CHLOE)) == (CHLOE,)
    assert not all_validated((*two, CHLOE), Formation.COLLEGE)
    assert all_validated((*two, replace(CHLOE, validated=True)), Formation.COLLEGE)
    assert not all_validated(two, Formation.COLLEGE), "two validations do not make a college"
    assert all_validated(two[:1], Formation.PHYSICIAN)
    assert not all_validated((), Formation.PHYSICIAN)


def test_a_letter_names_the_members_in_any_order_and_nobody_else():
    three = (ANNE, BORIS, CHLOE)
    assert is_named(("Docteur ESSAIC Chloe", "Anne Essaia", "Boris Essaib"), three)
    assert not is_named(("Anne Essaia", "Boris Essaib"), three)
    assert not is_named(("Anne Essaia", "Boris Essaib", "Dora Essaid"), three)
    assert not is_named(("Anne Essaia", "Boris Essaib", "Chloe Essaic", "Dora Essaid"), three)
