"""No check of the policy can be taken away unseen: the marks planted in every field show each one that is missing."""

import pytest

from forms_app import policy
from forms_app.enums import CaseRole, Compartment
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.conftest import STAFF
from tests.forms_app.dossiers.mutants import MUTANTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_and_undone")]
ROLES = {role: username for username, role in STAFF.items()} | {CaseRole.AUDITOR: "redacteur"}
MARKED = {*marked.FIELDS, Compartment.LISTED}
ADDED = [(role, part) for role in ROLES for part in Compartment if part in MARKED and (role, part) not in policy.TABLE]
#: A role that is not listed a dossier does not reach its parts: its first cell is the line of a list.
ADDED = [(role, part) for role, part in ADDED if role != CaseRole.AUDITOR or part == Compartment.LISTED]
ENLARGED = [cell for cell, states in policy.TABLE.items() if states is not policy.EVERY and cell[1] in MARKED]


def wanted(mutant):
    """What the person should see, had nothing been taken away."""
    if mutant.first:
        return set()
    return marked.expected(mutant.actor, closed={part for _, part in mutant.closed})


def prepare(mutant, people, monkeypatch):
    if mutant.first:
        mutant.first(people)
    if mutant.before:
        mutant.before()
    table = {cell: states for cell, states in policy.TABLE.items() if cell not in mutant.closed}
    monkeypatch.setattr(policy, "TABLE", table)
    return type(people[mutant.actor]).objects.get(username=mutant.actor)


@pytest.mark.parametrize("name", MUTANTS)
def test_the_marks_show_a_check_that_was_taken_away(name, people, rows, monkeypatch):
    mutant = MUTANTS[name]
    user = prepare(mutant, people, monkeypatch)
    for step in mutant.steps:
        step.take_away(monkeypatch)
    assert marked.differs(user, rows, wanted(mutant))


@pytest.mark.parametrize(
    "name", [name for name, mutant in MUTANTS.items() if mutant.first or mutant.closed or mutant.before]
)
def test_with_every_check_in_its_place_the_same_person_sees_what_the_table_says(name, people, rows, monkeypatch):
    mutant = MUTANTS[name]
    assert marked.seen(prepare(mutant, people, monkeypatch), rows) == wanted(mutant)


@pytest.mark.parametrize(("role", "part"), ADDED)
def test_the_marks_show_a_cell_that_was_added(role, part, people, rows, monkeypatch):
    monkeypatch.setattr(policy, "TABLE", policy.TABLE | {(role, part): policy.EVERY})
    assert marked.differs(people[ROLES[role]], rows, marked.expected(ROLES[role]))


@pytest.mark.parametrize(("role", "part"), ENLARGED)
def test_the_marks_show_a_cell_opened_to_every_state(role, part, people, rows, monkeypatch):
    """The line of the list comes first; the other cells are seen once it is open."""
    opened = policy.TABLE | {(role, Compartment.LISTED): policy.EVERY}
    monkeypatch.setattr(policy, "TABLE", opened)
    before = marked.seen(people[ROLES[role]], rows) if part != Compartment.LISTED else marked.expected(ROLES[role])
    monkeypatch.setattr(policy, "TABLE", opened | {(role, part): policy.EVERY})
    assert marked.differs(people[ROLES[role]], rows, before)


def test_there_are_more_than_twenty_checks():
    assert len(MUTANTS) >= 20
