"""Without an act in force on the day a role signs nothing; who validates and who transmits depends on the authority."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from forms_app.enums import ActKind, CaseRole, Scope
from forms_app.models import EmpoweringAct, Membership
from forms_app.services.team import people
from tests.forms_app.people.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def named(rows):
    return sorted(row.user.username for row in rows)


def validating(authority, day=DAY):
    return named(Membership.objects.may_validate(authority, day))


def transmitting(authority, day=DAY):
    return named(Membership.objects.may_transmit(authority, day))


def humanitarian(authority, day=DAY):
    return named(Membership.objects.may_sign_humanitarian(authority, day))


def test_a_physician_without_designation_validates_nothing(ars, member, empower):
    row = member("medecin", ars)
    assert validating(ars) == []
    empower(row)
    assert validating(ars) == ["medecin"]


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (10, 1), (11, 0)])
def test_a_designation_holds_on_its_days_alone(days, count, ars, member, empower):
    empower(member("medecin", ars), starts_on=DAY, ends_on=DAY + timedelta(days=10))
    assert len(validating(ars, DAY + timedelta(days=days))) == count


def test_a_designation_in_one_authority_gives_nothing_in_another(ars, police, member, empower):
    empower(member("medecin", ars))
    assert validating(police) == []


def test_the_college_takes_an_appointment_and_no_designation(ofii, member, empower):
    row = member("medecin", ofii)
    empower(row)
    assert validating(ofii) == []
    empower(row, ActKind.APPOINTMENT)
    assert validating(ofii) == ["medecin"]


def test_the_head_and_a_delegate_transmit_for_an_ars(ars, member, empower):
    empower(member("directeur", ars, CaseRole.DIRECTOR), ActKind.HEAD)
    empower(member("redacteur", ars, CaseRole.DIRECTOR), ActKind.DELEGATION, scope=Scope.TRANSMISSION)
    member("valideur", ars, CaseRole.DIRECTOR)
    empower(member("medecin", ars))
    assert transmitting(ars) == ["directeur", "redacteur"]
    assert humanitarian(ars) == ["directeur"]


def test_a_delegation_covers_its_scope_alone(ars, member, empower):
    row = member("redacteur", ars, CaseRole.DIRECTOR)
    empower(row, ActKind.DELEGATION, scope=Scope.HUMANITARIAN)
    assert (transmitting(ars), humanitarian(ars)) == ([], ["redacteur"])


def test_in_paris_the_physician_transmits_himself_and_signs_no_humanitarian_avis(police, member, empower):
    empower(member("medecin", police))
    assert (transmitting(police), humanitarian(police)) == (["medecin"], [])


def test_no_humanitarian_avis_exists_at_the_ofii(ofii, member, empower):
    empower(member("directeur", ofii, CaseRole.DIRECTOR), ActKind.HEAD)
    assert (transmitting(ofii), humanitarian(ofii)) == (["directeur"], [])


def test_two_acts_in_force_name_a_person_once(ars, member, empower):
    row = member("medecin", ars)
    empower(row)
    empower(row)
    assert validating(ars) == ["medecin"]


def drafted(membership, kind=ActKind.DESIGNATION, **more):
    days = {"signed_on": DAY, "starts_on": DAY}
    return EmpoweringAct(membership=membership, kind=kind, reference="E-2", signatory="Essai", **(days | more))


def test_an_act_is_recorded_by_an_administrator_and_journaled(ars, member, one):
    people.record_act(drafted(member("medecin", ars)), one)
    assert validating(ars) == ["medecin"]


def test_nobody_records_an_act_for_himself(ars, other):
    own = Membership(user=other.actor, authority=ars, role=CaseRole.PHYSICIAN)
    with pytest.raises(ValidationError, match="pour soi"):
        people.record_act(drafted(own), other)


@pytest.mark.parametrize(
    ("role", "kind", "scope"),
    [
        (CaseRole.SECRETARY, ActKind.DESIGNATION, ""),
        (CaseRole.PHYSICIAN, ActKind.HEAD, ""),
        (CaseRole.PHYSICIAN, ActKind.APPOINTMENT, ""),
        (CaseRole.DIRECTOR, ActKind.DELEGATION, ""),
        (CaseRole.DIRECTOR, ActKind.HEAD, Scope.TRANSMISSION),
    ],
)
def test_an_act_that_does_not_fit_the_role_or_the_authority_is_refused(role, kind, scope, ars, member, one):
    with pytest.raises(ValidationError):
        people.record_act(drafted(member("medecin", ars, role), kind, scope=scope), one)


def test_an_act_takes_no_effect_before_its_signature(ars, member, one):
    act = drafted(member("medecin", ars), starts_on=DAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="avant sa signature"):
        people.record_act(act, one)


def test_an_act_is_ended_earlier_and_never_later(ars, member, empower, one):
    act = empower(member("medecin", ars), ends_on=date(2026, 12, 31))
    with pytest.raises(ValidationError, match="déjà"):
        people.end_act(act, date(2027, 1, 1), one)
    people.end_act(act, DAY, one)
    assert (validating(ars, DAY), validating(ars, DAY + timedelta(days=1))) == (["medecin"], [])


def test_members_who_can_sign_nothing_are_named(ars, member, empower):
    empower(member("medecin", ars))
    member("directeur", ars, CaseRole.DIRECTOR)
    member("secretariat", ars, CaseRole.SECRETARY)
    assert [row.user.username for row in people.without_act(ars, on=DAY)] == ["directeur"]
