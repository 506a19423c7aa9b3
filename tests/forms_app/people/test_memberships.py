"""A role takes two administrators who are not the person, gives rights on its days alone, and is never removed."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app.enums import CaseRole, JournalAct
from forms_app.models import JournalEvent, Membership
from forms_app.services.team import people
from forms_app.services.trace.journal import Origin
from tests.forms_app.people.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
FIRST = date(2026, 1, 1)


def drafted(user, authority, **days):
    return Membership(user=user, authority=authority, role=CaseRole.PHYSICIAN, **{"starts_on": FIRST, **days})


@pytest.fixture
def proposed(accounts, ars, one):
    return people.propose(drafted(accounts["medecin"], ars), one)


def rights(user, on=DAY):
    return people.memberships_of(user, on=on).count()


def test_a_proposal_gives_no_right_before_a_second_administrator_confirms(accounts, proposed, other):
    assert rights(accounts["medecin"]) == 0
    people.confirm(proposed, other)
    assert rights(accounts["medecin"]) == 1


def test_who_proposed_does_not_confirm(proposed, one):
    with pytest.raises(ValidationError, match="un autre administrateur"):
        people.confirm(proposed, one)


def test_an_administrator_does_not_confirm_his_own_role(accounts, ars, one, other):
    row = people.propose(drafted(accounts["administratrice"], ars), one)
    with pytest.raises(ValidationError, match="sa propre"):
        people.confirm(row, other)


def test_an_administrator_does_not_propose_himself(accounts, ars, one):
    with pytest.raises(ValidationError, match="sa propre"):
        people.propose(drafted(accounts["administrateur"], ars), one)


@pytest.mark.parametrize("username", ["medecin", "directeur", "valideur", "redacteur"])
def test_nobody_but_an_administrator_proposes_confirms_or_ends(username, accounts, ars, proposed, member):
    origin = Origin(accounts[username])
    standing = member("secretariat", ars, CaseRole.SECRETARY)
    for act in (
        lambda: people.propose(drafted(accounts["secretariat"], ars), origin),
        lambda: people.confirm(proposed, origin),
        lambda: people.put_aside(proposed, origin),
        lambda: people.end(standing, DAY, origin),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_box_of_a_superuser_is_no_administrator(ars, accounts):
    technical = get_user_model().objects.create_superuser("technique")
    with pytest.raises(PermissionDenied):
        people.propose(drafted(accounts["medecin"], ars), Origin(technical))


@pytest.mark.parametrize("confirmer", ["administrateur", "medecin"])
def test_the_database_refuses_a_confirmation_by_the_proposer_or_the_person(confirmer, proposed, accounts):
    with pytest.raises(IntegrityError), transaction.atomic():
        changed = {"confirmed_by": accounts[confirmer], "confirmed_at": timezone.now()}
        Membership.objects.filter(pk=proposed.pk).update(**changed)


def test_a_group_of_accounts_gives_no_right(accounts):
    assert [rights(user) for user in accounts.values()] == [0] * len(accounts)


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 0)],
)
def test_rights_hold_from_the_first_day_to_the_last_both_included(day, count, accounts, ars, member):
    member("medecin", ars, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    assert rights(accounts["medecin"], day) == count


def test_an_account_that_is_closed_has_no_right_at_once(accounts, ars, member):
    member("medecin", ars)
    accounts["medecin"].is_active = False
    accounts["medecin"].save()
    assert rights(accounts["medecin"]) == 0


def test_a_proposal_put_aside_gives_nothing_and_stays(accounts, proposed, other):
    people.put_aside(proposed, other)
    with pytest.raises(ValidationError, match="n’attend plus"):
        people.confirm(proposed, other)
    assert Membership.objects.get().state_on(DAY) == "écartée"


def test_a_person_is_not_proposed_twice_on_the_same_days(accounts, ars, proposed, one):
    with pytest.raises(ValidationError, match="déjà ce rôle"):
        people.propose(drafted(accounts["medecin"], ars, starts_on=DAY), one)


def test_a_term_that_follows_another_may_be_proposed(accounts, ars, member, one):
    member("medecin", ars, ends_on=DAY)
    people.propose(drafted(accounts["medecin"], ars, starts_on=DAY + timedelta(days=1)), one)


def test_an_end_stops_the_rights_the_day_after(accounts, ars, member, one):
    today = timezone.localdate()
    row = member("medecin", ars)
    people.end(row, today, one)
    assert [rights(accounts["medecin"], today + timedelta(days=n)) for n in (0, 1)] == [1, 0]


def test_an_end_dated_yesterday_stops_the_rights_at_once_and_no_earlier_one_is_accepted(accounts, ars, member, one):
    today = timezone.localdate()
    row = member("medecin", ars)
    with pytest.raises(ValidationError, match="ne peut pas venir avant"):
        people.end(row, today - timedelta(days=2), one)
    people.end(row, today - timedelta(days=1), one)
    assert rights(accounts["medecin"], today) == 0


def test_an_end_is_never_pushed_back_by_one_person(ars, member, one):
    row = member("medecin", ars, ends_on=timezone.localdate() + timedelta(days=5))
    with pytest.raises(ValidationError, match="déjà"):
        people.end(row, timezone.localdate() + timedelta(days=6), one)


@pytest.mark.parametrize("removal", [lambda row: row.delete(), lambda row: Membership.objects.all().delete()])
def test_a_membership_is_never_removed(removal, proposed):
    with pytest.raises(TypeError):
        removal(proposed)


def test_each_act_stands_in_the_journal(proposed, one, other):
    people.confirm(proposed, other)
    people.end(proposed, timezone.localdate(), one)
    rows = JournalEvent.objects.about(proposed).values_list("act", "actor__username")
    assert list(rows) == [
        (JournalAct.MEMBERSHIP_PROPOSED, "administrateur"),
        (JournalAct.MEMBERSHIP_CONFIRMED, "administratrice"),
        (JournalAct.MEMBERSHIP_ENDED, "administrateur"),
    ]
