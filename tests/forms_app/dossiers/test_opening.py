"""A dossier is numbered in its authority, keeps nobody's name in clear, and is found under any spelling of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from forms_app import crypto, policy
from forms_app.crypto import Family
from forms_app.enums import CaseRole, JournalAct
from forms_app.models import Dossier, JournalEvent, Membership
from forms_app.rules.vocabulary import Likeness
from forms_app.services.dossiers import dossiers
from forms_app.services.trace.journal import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def held(user):
    return policy.memberships(user, on=timezone.localdate())


def test_each_authority_numbers_its_own_dossiers(here, elsewhere, dossier_in):
    numbers = [dossier_in(here).number, dossier_in(here).number, dossier_in(elsewhere).number]
    assert numbers == [1, 2, 1]


def test_the_reference_names_nobody_and_the_opening_is_journaled(here, dossier_in):
    row = dossier_in(here)
    assert (row.reference, row.initials) == (f"{timezone.localdate().year}-00001", "A. B.")
    assert JournalEvent.objects.about(row).get().act == JournalAct.DOSSIER_OPENED


def test_no_column_of_the_database_holds_the_name_in_clear(here, dossier_in):
    dossier_in(here, family="Zorblaxovitch")
    told = []
    for table in ("forms_app_dossier", "forms_app_dossiername", "forms_app_journalevent"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own tables
            told += [bytes(c) if isinstance(c, bytes | memoryview) else c for row in cursor.fetchall() for c in row]
    assert len(told) > 20
    assert "orblax" not in str(told).lower()


def test_what_is_sealed_in_one_compartment_does_not_open_in_another():
    token = crypto.seal_in(Family.PERSON, b"secret")
    assert crypto.unseal_in(Family.PERSON, token) == b"secret"
    with pytest.raises(crypto.Unreadable):
        crypto.unseal_in(Family.MEDICAL, token)


@pytest.mark.parametrize("typed", ["Ben Ali Amina", "BENALI amina", "Amina Ben-Ali", "ben ali  AMINA"])
def test_a_person_is_found_under_any_spelling_of_the_name(typed, here, dossier_in, accounts):
    row = dossier_in(here)
    assert list(dossiers.named(typed, among=policy.visible(held(accounts["medecin"])))) == [row]


def test_a_person_of_another_authority_is_not_found(here, elsewhere, dossier_in, accounts):
    dossier_in(elsewhere)
    assert not dossiers.named("Ben Ali Amina", among=policy.visible(held(accounts["medecin"]))).exists()


def test_a_likely_double_is_announced_in_the_same_authority_only(here, elsewhere, dossier_in, accounts):
    row, person = dossier_in(here), dossiers.Person("BENALI", "Amina", birth="14/03/1981")
    dossier_in(elsewhere)
    found = dossiers.doubles(person, held=held(accounts["medecin"]), authority=here)
    assert [(each.dossier, each.likeness) for each in found] == [(row, Likeness.SAME)]
    assert not dossiers.doubles(person, held=held(accounts["medecin"]), authority=elsewhere)


def test_another_authority_than_the_rule_s_is_kept_with_a_reason(here, dossier_in):
    with pytest.raises(ValidationError) as refused:
        dossier_in(here, residence="75")
    assert "competence_reason" in refused.value.error_dict
    assert dossier_in(here, residence="75", competence_reason="Domiciliation récente").competence_reason


def test_a_reason_that_betrays_an_illness_is_refused(here, dossier_in):
    with pytest.raises(ValidationError) as refused:
        dossier_in(here, residence="75", competence_reason="Suivie pour son VIH à Rennes")
    assert "competence_reason" in refused.value.error_dict
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"residence": "99"}, "residence"),
        ({"registered_on": date(2017, 1, 1)}, "registered_on"),
        ({"situation": "cra"}, "centre"),
    ],
)
def test_a_request_that_cannot_stand_is_refused_beside_its_field(changes, field, here, dossier_in):
    with pytest.raises(ValidationError) as refused:
        dossier_in(here, **changes)
    assert field in refused.value.error_dict


def test_the_last_day_of_2016_is_still_of_an_ars(here, dossier_in):
    assert dossier_in(here, registered_on=date(2016, 12, 31)).pk


def test_a_director_registers_nothing(here, accounts):
    member = Membership.objects.get(authority=here, role=CaseRole.DIRECTOR)
    asked = dossiers.Request(here.prefectures.get().pk, "residence", date(2016, 3, 1), "35")
    with pytest.raises(PermissionDenied):
        dossiers.open_dossier(origin=Origin(member.user), membership=member, person=dossiers.Person("X"), asked=asked)
