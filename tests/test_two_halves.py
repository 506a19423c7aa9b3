"""Who has no account in the case half meets none of it, and who has one there meets none of the desk: every address."""

import pytest

from tests.access import ROLES
from tests.access_matrix import MATRIX

#: What is about cases: fiches, dossiers, teams, people, physicians among themselves.
CASES = ("fiches/", "dossiers/", "equipes/", "administration/", "envois/", "lettres/", "courriers/")
#: What of that is only paper: the printed forms, which anybody may read.
PAPER = ("fiches/vierges/",)
OF_THE_DESK, OF_CASES = ("redacteur", "valideur"), ("medecin", "secretariat", "directeur")
NOTHING = {"403", "404", "405", "login"}


def said(pattern, role):
    return {line.split()[ROLES.index(role)] for line in MATRIX[pattern]}


@pytest.mark.parametrize("role", OF_THE_DESK)
def test_an_editor_meets_nothing_of_the_cases(role):
    patterns = [pattern for pattern in MATRIX if pattern.startswith(CASES) and not pattern.startswith(PAPER)]
    assert len(patterns) > 40
    assert {pattern: said(pattern, role) for pattern in patterns if said(pattern, role) - NOTHING} == {}


@pytest.mark.parametrize("role", OF_CASES)
def test_whoever_works_on_cases_meets_nothing_of_the_desk(role):
    patterns = [pattern for pattern in MATRIX if pattern.startswith(("admin/", "^admin/"))]
    open_to_all = {"302"}  # the way back to the sign-in of the portal
    found = {p: said(p, role) for p in patterns if said(p, role) - NOTHING - open_to_all}
    assert len(patterns) > 200
    assert found == {}
