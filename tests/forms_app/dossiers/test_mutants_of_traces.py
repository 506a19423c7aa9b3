"""What an authority keeps of the dossiers that went is read by its own medical service: each check is taken away."""

import pytest

from forms_app import policy
from forms_app.models import Transfer
from forms_app.services.dossiers import transfers
from forms_app.views import custody as custody_views
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.mutants import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_and_undone")]
PATH = "/dossiers/transferes/"
HERE, THERE = (9991, 42), (9992, 43)
ROLE = Step(transfers, "traces", " if one.role in policy.REGISTRARS")
DOOR = Step(
    custody_views, "transferred", "if not any(row.role in policy.REGISTRARS for row in request.held):", "if False:"
)
PLACE = Step(transfers, "traces", "from_authority__in=authorities")
#: Checks taken away together, the person before whom they stand, what that person should see.
CHECKS = {
    "the authority of a trace": ((PLACE,), "medecin", {HERE}),
    "the role that reads a trace": ((ROLE, DOOR), "directeur", set()),
}


@pytest.fixture
def traces(people, rows):
    """A dossier that went from each authority to the other: the reference of a trace tells which."""
    here, there = rows["QA"].authority, rows["QE"].authority
    for (year, number), source, target, row in ((HERE, here, there, rows["QA"]), (THERE, there, here, rows["QE"])):
        Transfer.objects.create(
            dossier=row, from_authority=source, to_authority=target, year=year, number=number, day=row.registered_on,
            reason="residence", prefecture=row.prefecture, residence="35", situation="free", centre="", direction=b"",
            sent_by=people["medecin"], role="physician",
        )  # fmt: skip


def seen(user):
    body = marked.browser_of(user).get(PATH).content.decode()
    return {(year, number) for year, number in (HERE, THERE) if f"{year}-{number:05d}" in body}


@pytest.mark.parametrize("name", CHECKS)
def test_the_traces_show_a_check_that_was_taken_away(name, people, traces, monkeypatch):
    steps, actor, wanted = CHECKS[name]
    assert seen(people[actor]) == wanted
    for step in steps:
        step.take_away(monkeypatch)
    assert seen(people[actor]) > wanted


def test_an_auditor_an_administrator_and_a_superuser_read_no_trace(people, traces):
    assert [seen(people[name]) for name in ("redacteur", "administrateur", "directeur")] == [set()] * 3
    assert {"physician", "secretary"} == policy.REGISTRARS
