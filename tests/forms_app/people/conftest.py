"""An authority, its préfecture, and functions that make members in force with or without an act."""

from datetime import date

import pytest
from django.utils import timezone

from forms_app.enums import ActKind, Authority, CaseRole
from forms_app.models import Authority as AuthorityRow
from forms_app.models import AuthorityName, EmpoweringAct, Membership, Prefecture
from forms_app.services.trace.journal import Origin

DAY = date(2026, 3, 10)


@pytest.fixture
def ars(db):
    row = AuthorityRow.objects.create(code="ars-essai", kind=Authority.ARS, on_call="Astreinte d’essai")
    AuthorityName.objects.create(authority=row, name="Agence d’essai")
    Prefecture.objects.create(code="990", name="Préfecture d’essai", authority=row)
    return row


@pytest.fixture
def police(db):
    return AuthorityRow.objects.create(code="pp-essai", kind=Authority.PP)


@pytest.fixture
def ofii(db):
    return AuthorityRow.objects.create(code="ofii-essai", kind=Authority.OFII)


@pytest.fixture
def one(accounts):
    """The first administrator, as an origin of acts."""
    return Origin(accounts["administrateur"])


@pytest.fixture
def other(accounts):
    """The second administrator."""
    return Origin(accounts["administratrice"])


@pytest.fixture
def member(accounts):
    """Function that returns a membership confirmed by two administrators."""

    def make(username, authority, role=CaseRole.PHYSICIAN, starts_on=date(2026, 1, 1), ends_on=None):
        return Membership.objects.create(
            user=accounts[username],
            authority=authority,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
            proposed_by=accounts["administrateur"],
            proposed_at=timezone.now(),
            confirmed_by=accounts["administratrice"],
            confirmed_at=timezone.now(),
        )

    return make


@pytest.fixture
def empower(accounts):
    """Function that records an act for a membership, without the service."""

    def make(membership, kind=ActKind.DESIGNATION, starts_on=date(2026, 1, 1), ends_on=None, scope=""):
        return EmpoweringAct.objects.create(
            membership=membership,
            kind=kind,
            scope=scope,
            reference="E-1",
            signatory="Essai",
            signed_on=starts_on,
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by=accounts["administrateur"],
        )

    return make
