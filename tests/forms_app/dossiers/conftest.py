"""Two authorities with a medical service and a director each, dossiers opened in them, and the screens switched on."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from forms_app import crypto, fiches, policy
from forms_app.enums import ActKind, Authority, CaseRole
from forms_app.models import Authority as AuthorityRow
from forms_app.models import AuthorityName, EmpoweringAct, Letter, Membership, Opening, Prefecture
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.services.dossiers import dossier_acts, dossier_fiches, dossiers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.fiches import drafts, letters
from forms_app.services.trace.journal import Origin
from portal.accounts.demo import ACCOUNTS
from tests.conftest import make_account

REGISTERED = date(2016, 3, 10)
STAFF = {"medecin": CaseRole.PHYSICIAN, "secretariat": CaseRole.SECRETARY, "directeur": CaseRole.DIRECTOR}


def make_authority(code, department, kind=Authority.ARS):
    row = AuthorityRow.objects.create(code=code, kind=kind, demonstration=True)
    AuthorityName.objects.create(authority=row, name=f"Autorité {code}")
    Prefecture.objects.create(code=department, name=f"Préfecture {department}", authority=row)
    return row


def make_member(accounts, username, authority, role):
    return Membership.objects.create(
        user=accounts[username],
        authority=authority,
        role=role,
        starts_on=timezone.localdate() - timedelta(days=100),
        proposed_by=accounts["administrateur"],
        proposed_at=timezone.now(),
        confirmed_by=accounts["administratrice"],
        confirmed_at=timezone.now(),
    )


@contextmanager
def undone():
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def marked_world(django_db_setup, django_db_blocker):
    """The accounts and the marked dossiers of `marked`, made once for a module."""
    from tests.forms_app.dossiers import marked

    with django_db_blocker.unblock(), undone():
        accounts = {username: make_account(username) for username in ACCOUNTS}
        _opening(accounts)
        yield accounts, marked.plant_all(accounts)


@pytest.fixture
def open_and_undone(marked_world, db):
    """The marked dossiers are open; what a test changes is undone."""
    with override_settings(PORTAL_DOSSIERS=True, PORTAL_DEMO=True), undone():
        yield


@pytest.fixture
def people(marked_world):
    return marked_world[0]


@pytest.fixture
def rows(marked_world):
    return marked_world[1]


def _opening(accounts):
    today = timezone.localdate()
    Opening.objects.create(
        hosting_reference="essai", hosting_on=today, assessment_reference="essai", assessment_on=today,
        demonstration=True, proposed_by=accounts["administrateur"], confirmed_by=accounts["administratrice"],
        confirmed_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def here(accounts):
    """The authority where the three demonstration people work, each with the act that empowers."""
    authority = make_authority("ars-ici", "990")
    for username, role in STAFF.items():
        member = make_member(accounts, username, authority, role)
        kinds = {CaseRole.PHYSICIAN: ActKind.DESIGNATION, CaseRole.DIRECTOR: ActKind.HEAD}
        if role in kinds:
            EmpoweringAct.objects.create(
                membership=member, kind=kinds[role], reference="E-1", signed_on=member.starts_on, signatory="Essai",
                starts_on=member.starts_on, recorded_by=accounts["administrateur"],
            )  # fmt: skip
    return authority


OFFICE_STAFF = {
    "ofii-secretariat": CaseRole.SECRETARY, "ofii-rapporteur": CaseRole.PHYSICIAN, "ofii-medecin-1": CaseRole.PHYSICIAN,
    "ofii-medecin-2": CaseRole.PHYSICIAN, "ofii-medecin-3": CaseRole.PHYSICIAN, "ofii-medecin-4": CaseRole.PHYSICIAN,
    "ofii-directeur": CaseRole.DIRECTOR,
}  # fmt: skip


@pytest.fixture
def office(accounts):
    """The OFII: a secretary, five physicians all appointed to the college, a director."""
    authority = make_authority("ofii-ici", "994", Authority.OFII)
    for username, role in OFFICE_STAFF.items():
        member = make_member(accounts, username, authority, role)
        if role != CaseRole.SECRETARY:
            empower(accounts, member, ActKind.APPOINTMENT if role == CaseRole.PHYSICIAN else ActKind.HEAD)
    return authority


def empower(accounts, member, kind):
    return EmpoweringAct.objects.create(
        membership=member, kind=kind, reference="E-2", signed_on=member.starts_on, signatory="Essai",
        starts_on=member.starts_on, recorded_by=accounts["administrateur"],
    )  # fmt: skip


@pytest.fixture
def elsewhere(accounts):
    """Another authority, where somebody else works."""
    authority = make_authority("ars-ailleurs", "991")
    make_member(accounts, "valideur", authority, CaseRole.SECRETARY)
    return authority


@pytest.fixture
def dossier_in(accounts):
    """Function that opens a dossier in an authority, by its secretary."""

    def make(authority, family="Ben Ali", given="Amina", **changes):
        member = Membership.objects.get(authority=authority, role=CaseRole.SECRETARY)
        asked = dossiers.Request(
            prefecture_id=authority.prefectures.get().pk,
            **{"matter": "residence", "registered_on": REGISTERED, "residence": "35"} | changes,
        )
        person = dossiers.Person(family, given, "madame", "14/03/1981", "Ville", "Nation", "Pays", "1 rue de l’Essai")
        return dossiers.open_dossier(origin=Origin(member.user), membership=member, person=person, asked=asked)

    return make


@pytest.fixture
def act(accounts):
    """Function that does an act on a dossier under an account, today unless told otherwise."""

    def do(dossier, name, username="secretariat", authenticated_at=None, **given):
        given = {"day": timezone.localdate(), "mode": ReceptionMode.BY_DOCTOR} | given
        user = accounts[username]
        reader = policy.opened(user, dossier.pk, on=timezone.localdate())
        return dossier_acts.do(
            origin=Origin(user), reader=reader, name=name, given=Given(**given), authenticated_at=authenticated_at
        )

    return do


#: A request of the procedure since 2017, and three physicians of its office.
SINCE_2017 = {"registered_on": date(2026, 3, 2), "residence": "69"}
THREE = ("ofii-medecin-1", "ofii-medecin-2", "ofii-medecin-3")


@pytest.fixture
def ids(accounts):
    """Function from user names to the keys of accounts."""
    return lambda *usernames: tuple(accounts[name].pk for name in usernames)


@pytest.fixture
def step(act, ids):
    """Function that does an act of the office; physicians are told by user name."""

    def do(dossier, name, username="ofii-secretariat", physicians=(), **given):
        given = {"mode": None, "physicians": ids(*physicians)} | given
        return act(dossier, name, username, **given)

    return do


@pytest.fixture
def reported(office, dossier_in, step):
    """A dossier of the office whose report is in progress, by its reporting physician."""
    row = dossier_in(office, **SINCE_2017)
    step(row, "register-certificate", mode="by-doctor", sent_on=timezone.localdate())
    step(row, "begin-report", "ofii-rapporteur")
    return row


@pytest.fixture
def switched_on(settings, accounts):
    """The dossiers of a demonstration are open."""
    settings.PORTAL_DOSSIERS, settings.PORTAL_DEMO = True, True
    _opening(accounts)


@pytest.fixture
def deliver(accounts, monkeypatch):
    """Function that delivers the letter of a fiche begun from a dossier, its file a few bytes."""
    monkeypatch.setattr(dossier_fiches.beside, "snapshot", lambda fiche: {})
    monkeypatch.setattr(letters, "open_pdf", lambda row: crypto.unseal(row.pdf))

    def make(dossier, key, username, pdf=b"%PDF avis"):
        user = accounts[username]
        opened = dossier_fiches.begin(
            origin=Origin(user),
            reader=policy.opened(user, dossier.pk, on=timezone.localdate()),
            key=key,
            on=timezone.localdate(),
        )
        row = Letter.objects.create(
            run=opened.row.run, author=user, fiche=key, authority=dossier.authority.kind,
            recipient=fiches.get(key).recipient, state="delivered", content=crypto.seal(b"{}"), pdf=crypto.seal(pdf),
            content_sha256="", pdf_sha256="", template_version="1", delivered_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
        dossier_acts.letter_delivered(origin=Origin(user), letter=row)
        drafts.forget(user, opened.row.run)
        return row

    return make


@pytest.fixture
def examined(here, dossier_in, act, deliver):
    """A dossier whose report is examined, its fiche 3 delivered and not validated yet."""
    row = dossier_in(here)
    act(row, "register-report")
    act(row, "begin-review", "medecin")
    deliver(row, "avis", "medecin")
    return row
