"""The pages around dossiers ask the database the same number of questions, however much they show."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_app.enums import CaseRole
from forms_app.models import CustodyMove, Dossier, Passage, PrefectureAddress, Transfer
from forms_app.rules.vocabulary import CustodyStep
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.conftest import make_member
from tests.forms_app.dossiers.test_notes import noted, paris  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.usefixtures("switched_on")]
FEW, MANY = 1, 6


@pytest.fixture
def asked(accounts):
    """Function that counts the questions of a page, asked once before: what a process keeps is kept."""

    def count(username, path):
        browser = marked.browser_of(accounts[username])
        assert browser.get(path).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            browser.get(path)
        return len(seen)

    return count


@pytest.fixture
def row(here, dossier_in, act):
    found = dossier_in(here)
    act(found, "register-report")
    return found


def papers(row, accounts, number):
    for rank in range(number):
        CustodyMove.objects.create(
            dossier=row, step=CustodyStep.PLACED, day=timezone.localdate(), place=f"Salle {rank}",
            written_by=accounts["secretariat"], role=CaseRole.SECRETARY,
        )  # fmt: skip


def passages(row, accounts, number):
    for _ in range(number):
        Passage.objects.create(
            dossier=row, rank=row.passages.count() + 1, table="ars", name="remind-doctor", source="awaiting-details",
            target="awaiting-details", day=timezone.localdate(), actor=accounts["secretariat"],
            role=CaseRole.SECRETARY, at=timezone.now(),
        )  # fmt: skip


def traces(row, accounts, number):
    for _ in range(number):
        Transfer.objects.create(
            dossier=row, from_authority=row.authority, to_authority=row.authority, year=2016, number=1,
            day=timezone.localdate(), reason="residence", prefecture=row.prefecture, residence="35", situation="free",
            centre="", direction=b"", sent_by=accounts["secretariat"], role=CaseRole.SECRETARY,
        )  # fmt: skip


def addresses(row, accounts, number):
    first = PrefectureAddress.objects.count()
    for rank in range(first, first + number):
        day = timezone.localdate() + timedelta(days=rank)
        PrefectureAddress.objects.create(
            prefecture=row.prefecture, lines="1 place", starts_on=day, ends_on=day, recorded_by=accounts["medecin"]
        )


@pytest.mark.parametrize(
    ("username", "path", "add"),
    [
        ("secretariat", "/dossiers/{0.pk}/pieces/", papers),
        ("medecin", "/dossiers/{0.pk}/", papers),
        ("medecin", "/dossiers/{0.pk}/", passages),
        ("medecin", "/dossiers/{0.pk}/acces/", passages),
        ("secretariat", "/dossiers/transferes/", traces),
        ("administrateur", "/administration/autorites/ars-ici/prefectures/990/", addresses),
    ],
)
def test_a_page_asks_as_much_for_many_rows_as_for_one(username, path, add, row, accounts, asked):
    add(row, accounts, FEW)
    before = asked(username, path.format(row))
    add(row, accounts, MANY)
    assert asked(username, path.format(row)) == before


def test_what_a_director_received_costs_the_same_however_much_it_is(
    here,
    paris,
    noted,
    dossier_in,
    act,
    accounts,
    asked,
):
    def receive(number):
        for rank in range(number):
            noted(paris, family=f"Nom {Dossier.objects.count()}{rank}", residence="75")
            one = dossier_in(paris, family=f"Autre {Dossier.objects.count()}", residence="75")
            Passage.objects.create(
                dossier=one, rank=1, table="humanitarian-pp", name="register-referral", source="nothing",
                target="referred", day=timezone.localdate(), actor=accounts["directeur"], role=CaseRole.DIRECTOR,
                at=timezone.now(),
            )  # fmt: skip

    receive(FEW)
    before = asked("directeur", "/dossiers/notes/")
    receive(MANY)
    assert asked("directeur", "/dossiers/notes/") == before


@pytest.mark.parametrize("path", ["/dossiers/", "/dossiers/a-faire/", "/dossiers/courriers/", "/journal/ars-ici/"])
def test_a_list_asks_as_much_for_many_dossiers_as_for_one(path, here, dossier_in, act, accounts, asked):
    def fill(number):
        for _ in range(number):
            act(dossier_in(here, family=f"Nom {Dossier.objects.count()}"), "register-report")

    username = "auditeur" if path.startswith("/journal") else "secretariat"
    fill(FEW)
    if username == "auditeur":
        make_member(accounts, "auditeur", here, CaseRole.AUDITOR)
    before = asked(username, path)
    fill(MANY)
    assert asked(username, path) == before
