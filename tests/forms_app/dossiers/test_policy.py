"""What each person sees of dossiers, over lists, searches, pages and files, is what the table says (C1)."""

import pytest
from django.utils import timezone

from forms_app import policy
from forms_app.enums import CaseRole
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.conftest import STAFF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_and_undone")]


@pytest.mark.parametrize("actor", marked.ACTORS)
def test_the_marks_that_each_person_sees_are_those_of_the_table(actor, people, rows):
    assert marked.seen(people[actor], rows) == marked.expected(actor)


@pytest.mark.parametrize(("role", "part"), sorted(policy.TABLE))
def test_a_cell_taken_out_of_the_table_closes_its_compartment_everywhere(role, part, people, rows, monkeypatch):
    monkeypatch.setattr(policy, "TABLE", {key: states for key, states in policy.TABLE.items() if key != (role, part)})
    actor = next(username for username, staff in STAFF.items() if staff == role)
    assert marked.seen(people[actor], rows) == marked.expected(actor, closed={part})


def test_the_table_of_the_policy_is_the_one_written_here():
    """A line added to the policy is a line reviewed here."""
    opened = {(role, part) for role, part in policy.TABLE}
    assert {part for role, part in opened if role == CaseRole.PHYSICIAN} == marked.OPEN["medecin"]["QA"]
    assert {part for role, part in opened if role == CaseRole.SECRETARY} == marked.OPEN["secretariat"]["QA"]
    assert {part for role, part in opened if role == CaseRole.DIRECTOR} == marked.OPEN["directeur"]["QB"]
    assert {role for role, _ in opened} == {CaseRole.PHYSICIAN, CaseRole.SECRETARY, CaseRole.DIRECTOR}


@pytest.mark.parametrize("actor", STAFF)
def test_a_superuser_s_box_takes_every_right_away(actor, people, rows):
    user = type(people[actor]).objects.get(username=actor)
    user.is_superuser = user.is_staff = True
    user.save()
    assert marked.seen(user, rows) == set()


@pytest.mark.parametrize("actor", STAFF)
def test_a_membership_that_ended_opens_nothing(actor, people, rows):
    people[actor].memberships.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    assert marked.seen(people[actor], rows) == set()


@pytest.mark.parametrize("actor", STAFF)
def test_while_dossiers_are_closed_every_address_is_absent(actor, people, rows, settings):
    settings.PORTAL_DOSSIERS = False
    assert marked.seen(people[actor], rows) == set()
