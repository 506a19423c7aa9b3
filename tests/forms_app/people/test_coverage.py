"""The days that no physician covers are known in advance: absences, ends of acts, ends of memberships (A-30)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from forms_app.enums import CaseRole, JournalAct
from forms_app.models import Absence, JournalEvent
from forms_app.services.team.coverage import Period, cancel_absence, record_absence, uncovered
from forms_app.services.trace.journal import Origin
from tests.forms_app.people.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
LAST = date(2026, 3, 20)


def away(row, first, last, substitute=None):
    return Absence(membership=row, substitute=substitute, starts_on=first, ends_on=last)


def recorded(absence, user):
    absence.recorded_by = user
    absence.save()
    return absence


def test_an_authority_without_physician_is_never_covered(ars):
    assert uncovered(ars, DAY, LAST) == [Period(DAY, LAST)]


def test_a_physician_present_covers_every_day(ars, member, empower):
    empower(member("medecin", ars))
    assert uncovered(ars, DAY, LAST) == []


def test_a_physician_without_an_act_covers_nothing(ars, member):
    member("medecin", ars)
    assert uncovered(ars, DAY, LAST) == [Period(DAY, LAST)]


def test_an_absence_uncovers_its_first_and_last_days_and_no_other(ars, member, empower, accounts):
    row = member("medecin", ars)
    empower(row)
    recorded(away(row, date(2026, 3, 12), date(2026, 3, 14)), accounts["medecin"])
    assert uncovered(ars, DAY, LAST) == [Period(date(2026, 3, 12), date(2026, 3, 14))]


def test_another_physician_covers_an_absence_and_two_absences_leave_the_days_they_share(ars, member, empower, accounts):
    first, second = member("medecin", ars), member("valideur", ars)
    empower(first)
    empower(second)
    recorded(away(first, date(2026, 3, 11), date(2026, 3, 14)), accounts["medecin"])
    assert uncovered(ars, DAY, LAST) == []
    recorded(away(second, date(2026, 3, 14), date(2026, 3, 16)), accounts["medecin"])
    assert uncovered(ars, DAY, LAST) == [Period(date(2026, 3, 14), date(2026, 3, 14))]


def test_the_end_of_an_act_or_of_a_membership_uncovers(ars, member, empower):
    empower(member("medecin", ars), ends_on=date(2026, 3, 18))
    assert uncovered(ars, DAY, LAST) == [Period(date(2026, 3, 19), LAST)]


def test_the_queries_do_not_grow_with_the_members(ars, member, empower, django_assert_num_queries):
    for username in ("medecin", "valideur", "redacteur"):
        empower(member(username, ars))
    with django_assert_num_queries(3):
        uncovered(ars, DAY, DAY + timedelta(days=60))


def test_a_member_records_his_own_absence_and_the_secretariat_anybody_s(ars, member, accounts):
    row = member("medecin", ars)
    member("secretariat", ars, CaseRole.SECRETARY)
    record_absence(away(row, DAY, DAY), Origin(accounts["medecin"]))
    record_absence(away(row, LAST, LAST), Origin(accounts["secretariat"]))
    assert Absence.objects.count() == 2


@pytest.mark.parametrize("username", ["directeur", "secretariat", "administrateur"])
def test_nobody_else_records_it(username, ars, police, member, accounts):
    member("secretariat", police, CaseRole.SECRETARY)  # of another authority
    member("directeur", ars, CaseRole.DIRECTOR)
    with pytest.raises(ValidationError):
        record_absence(away(member("medecin", ars), DAY, DAY), Origin(accounts[username]))


def test_a_substitute_holds_the_role_there_and_is_present_and_empowered(ars, police, member, empower, accounts):
    row, origin = member("medecin", ars), Origin(accounts["medecin"])
    elsewhere, here = member("valideur", police), member("redacteur", ars)
    with pytest.raises(ValidationError, match="même autorité"):
        record_absence(away(row, DAY, DAY, elsewhere), origin)
    with pytest.raises(ValidationError, match="n’est pas habilité"):
        record_absence(away(row, DAY, DAY, here), origin)
    empower(here)
    recorded(away(here, DAY, DAY), accounts["redacteur"])
    with pytest.raises(ValidationError, match="absent lui aussi"):
        record_absence(away(row, DAY, DAY, here), origin)
    record_absence(away(row, LAST, LAST, here), origin)


def test_the_same_days_are_not_recorded_twice(ars, member, accounts):
    row, origin = member("medecin", ars), Origin(accounts["medecin"])
    record_absence(away(row, DAY, LAST), origin)
    with pytest.raises(ValidationError, match="déjà enregistrée"):
        record_absence(away(row, LAST, LAST), origin)


def test_an_absence_taken_back_covers_again_and_stays_in_the_journal(ars, member, empower, accounts):
    row, origin = member("medecin", ars), Origin(accounts["medecin"])
    empower(row)
    absence = record_absence(away(row, DAY, DAY), origin)
    cancel_absence(absence, origin)
    assert uncovered(ars, DAY, LAST) == []
    assert JournalEvent.objects.last().act == JournalAct.ABSENCE_CANCELLED
