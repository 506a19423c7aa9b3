"""What each role can see, over every page, is what the table says: a mark stands in every field, and is looked for."""

import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.enums import CaseRole, Compartment
from forms_app.models import Avis, Dossier
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.services import dossier_acts, dossier_files, dossiers
from forms_app.services.dossier_facts import Given
from forms_app.services.journal import Origin
from tests.forms_app.dossiers.conftest import STAFF

pytestmark = pytest.mark.django_db
#: The mark of each compartment; the one of an avis is in its file.
MARKS = {
    Compartment.IDENTITY: ("CANARINOM", "CANARINATION", "CANARIPAYS", "CANARIADRESSE"),
    Compartment.REPORT: ("CANARIAUTEUR",),
    Compartment.AVIS: ("CANARIAVIS",),
    Compartment.MEDICAL: ("CANARIMEDICAL",),
    Compartment.DIRECTOR: ("CANARIDIRECTION",),
}
BEFORE, HANDED = "report-received", "under-cover"
ALL_OF_THE_SERVICE = {Compartment.IDENTITY, Compartment.REPORT, Compartment.AVIS}
EXPECTED = {
    ("medecin", BEFORE): ALL_OF_THE_SERVICE | {Compartment.MEDICAL},
    ("medecin", HANDED): ALL_OF_THE_SERVICE | {Compartment.MEDICAL},
    ("secretariat", BEFORE): ALL_OF_THE_SERVICE,
    ("secretariat", HANDED): ALL_OF_THE_SERVICE,
    ("directeur", BEFORE): set(),
    ("directeur", HANDED): {Compartment.IDENTITY, Compartment.AVIS, Compartment.DIRECTOR},
}
OTHERS = ("redacteur", "valideur", "administrateur")


def plant(accounts, authority, state):
    """A dossier with a mark in every field, in a state."""
    member = policy.memberships(accounts["secretariat"], on=timezone.localdate())[0]
    asked = dossiers.Request(authority.prefectures.get().pk, "residence", timezone.datetime(2016, 3, 1).date(), "35")
    person = dossiers.Person(
        "CANARINOM", "Éa", "madame", "1981", "Ville", "CANARINATION", "CANARIPAYS", "CANARIADRESSE"
    )
    row = dossiers.open_dossier(origin=Origin(member.user), membership=member, person=person, asked=asked)
    given = Given(timezone.localdate(), ReceptionMode.BY_DOCTOR, author="CANARIAUTEUR")
    reader = policy.Reader(row, (member,))
    dossier_acts.do(origin=Origin(member.user), reader=reader, name="register-report", given=given)
    Dossier.objects.filter(pk=row.pk).update(avis_state=HANDED)
    for username, compartment in (("medecin", Compartment.MEDICAL), ("directeur", Compartment.DIRECTOR)):
        dossier_files.write(
            origin=Origin(accounts[username]),
            reader=policy.opened(accounts[username], row.pk, on=timezone.localdate()),
            compartment=compartment,
            content={"notes": MARKS[compartment][0], "checks": []},
        )
    pdf = b"%PDF CANARIAVIS"
    Avis.objects.create(
        dossier=row, letter=row.pk, pdf=crypto.seal_in(crypto.Family.AVIS, pdf),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(), validated_by=accounts["medecin"],
        role=CaseRole.PHYSICIAN, validated_at=timezone.now(),
    )  # fmt: skip
    Dossier.objects.filter(pk=row.pk).update(avis_state=state)
    return Dossier.objects.get(pk=row.pk)


@pytest.fixture
def planted(accounts, here, switched_on):
    return lambda state, authority=None: plant(accounts, authority or here, state)


def seen(user, row) -> set[str]:
    """Every mark, and the reference, over every page and search that a person asks for."""
    browser = Client()
    browser.force_login(user)
    avis = row.avis.get().pk
    told = [
        browser.get(path).content
        for path in (
            "/dossiers/", "/dossiers/a-faire/", "/dossiers/nouveau/", f"/dossiers/{row.pk}/",
            f"/dossiers/{row.pk}/medical/", f"/dossiers/{row.pk}/direction/", f"/dossiers/{row.pk}/avis/{avis}.pdf",
            f"/dossiers/{row.pk}/actes/begin-review/", f"/dossiers/{row.pk}/actes/transmit/",
        )
    ]  # fmt: skip
    found = browser.post("/dossiers/chercher/", {"asked": "Canarinom Éa"}).content.replace(b'value="Canarinom', b"")
    told += [found, browser.post("/dossiers/chercher/", {"asked": f"{row.year}-{row.number}"}).content]
    page = b" ".join(told).decode("utf-8", "replace")
    return {mark for marks in MARKS.values() for mark in marks if mark in page} | (
        {"listed"} if str(row.pk) in page else set()
    )


def expected(username, state) -> set[str]:
    open_ = EXPECTED.get((username, state), set())
    return {mark for part in open_ for mark in MARKS[part]} | ({"listed"} if open_ else set())


@pytest.mark.parametrize("state", [BEFORE, HANDED])
def test_the_marks_that_each_role_sees_are_those_of_the_table(state, planted, accounts):
    row = planted(state)
    told = {username: seen(accounts[username], row) for username in (*STAFF, *OTHERS)}
    assert told == {username: expected(username, state) for username in told}


def test_a_member_of_another_authority_sees_no_mark(planted, accounts, elsewhere):
    assert seen(accounts["valideur"], planted(HANDED)) == set()


@pytest.mark.parametrize("username", STAFF)
def test_a_superuser_s_box_takes_every_right_away(username, planted, accounts):
    row, user = planted(HANDED), accounts[username]
    user.is_superuser = user.is_staff = True
    user.save()
    assert seen(user, row) == set()


@pytest.mark.parametrize("username", STAFF)
def test_a_membership_that_ended_opens_nothing(username, planted, accounts):
    row = planted(HANDED)
    accounts[username].memberships.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    assert seen(accounts[username], row) == set()


@pytest.mark.parametrize("username", STAFF)
def test_while_dossiers_are_closed_every_address_is_absent(username, planted, accounts, settings):
    row = planted(HANDED)
    settings.PORTAL_DOSSIERS = False
    assert seen(accounts[username], row) == set()


def everything(user, *, on):
    return list(policy.Membership.objects.filter(role__in=["physician", "director"]))


#: Each check of the policy taken away: what replaces it, and who then sees too much, in which state.
MUTANTS = {
    "role_reads": (lambda role, compartment: True, "secretariat", HANDED),
    "state_opens": (lambda role, compartment, dossier: True, "directeur", BEFORE),
    "is_member": (lambda user: True, "superuser", HANDED),
    "same_authority": (lambda membership, dossier: True, "valideur", HANDED),
    "memberships": (everything, "administrateur", HANDED),
    "visible": (lambda held: Dossier.objects.all(), "directeur", BEFORE),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_the_marks_catch_each_check_taken_away(name, planted, accounts, elsewhere, monkeypatch):
    replaced, username, state = MUTANTS[name]
    row = planted(state)
    if username == "superuser":
        username = "medecin"
        accounts[username].is_superuser = True
        accounts[username].save()
        wanted = set()
    else:
        wanted = expected(username, state)
    if name in ("state_opens", "same_authority"):  # rows are held twice: in lists by the query, then one by one
        monkeypatch.setattr(policy, "visible", lambda held: Dossier.objects.all())
    if name == "role_reads":
        monkeypatch.setattr(policy, "state_opens", lambda role, compartment, dossier: True)
    monkeypatch.setattr(policy, name, replaced)
    assert seen(accounts[username], row) != wanted
