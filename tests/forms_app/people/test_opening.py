"""Named cases stay closed until the setting, the second factors and two people's record say otherwise."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from forms_app.models import Opening
from forms_app.services.dossiers import opening
from forms_app.services.trace.journal import Origin
from tests.forms_app.people.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture(autouse=True)
def installation(settings, monkeypatch):
    """A real installation that has done all that a setting can say."""
    settings.PORTAL_DEMO = False
    settings.PORTAL_DOSSIERS = settings.PORTAL_SECOND_FACTOR = True
    monkeypatch.setattr(opening.apps, "is_installed", lambda name: name == "allauth.mfa")


def drafted():
    return Opening(hosting_reference="D-1", hosting_on=DAY, assessment_reference="AIPD-1", assessment_on=DAY)


@pytest.fixture
def proposed(one):
    return opening.propose(drafted(), one)


def test_nothing_is_open_before_anything_is_recorded():
    assert not opening.dossiers_open()


def test_a_record_opens_nothing_before_another_confirms(proposed, one, other):
    assert not opening.dossiers_open()
    with pytest.raises(ValidationError, match="un autre administrateur"):
        opening.confirm(proposed, one)
    opening.confirm(proposed, other)
    assert opening.dossiers_open()


@pytest.mark.parametrize("name", ["PORTAL_DOSSIERS", "PORTAL_SECOND_FACTOR"])
def test_a_setting_taken_back_closes(name, proposed, other, settings):
    opening.confirm(proposed, other)
    setattr(settings, name, False)
    assert not opening.dossiers_open()
    assert [condition.met for condition in opening.conditions()].count(False) == 1


def test_a_box_about_second_factors_opens_nothing_while_no_software_asks_for_them(proposed, other, monkeypatch):
    opening.confirm(proposed, other)
    monkeypatch.setattr(opening.apps, "is_installed", lambda name: False)
    assert not opening.dossiers_open()


def test_the_software_that_asks_for_second_factors_is_really_there(monkeypatch):
    """With nothing said by the tests: what the portal installs."""
    monkeypatch.undo()
    assert opening.apps.is_installed("allauth.mfa")
    assert "portal.middleware.held.HeldSessionMiddleware" in settings.MIDDLEWARE


def test_one_administrator_closes_alone_and_a_new_record_is_needed(proposed, one, other):
    opening.confirm(proposed, other)
    opening.close(proposed, one)
    assert not opening.dossiers_open()
    with pytest.raises(ValidationError, match="n’attend plus"):
        opening.confirm(proposed, other)
    opening.confirm(opening.propose(drafted(), one), other)
    assert opening.dossiers_open()


def test_two_records_do_not_stand_together(proposed, other):
    with pytest.raises(ValidationError, match="déjà enregistrée"):
        opening.propose(drafted(), other)


def test_the_record_of_a_demonstration_opens_no_real_installation(proposed, other, settings):
    opening.confirm(proposed, other)
    Opening.objects.update(demonstration=True)
    assert not opening.dossiers_open()
    settings.PORTAL_DEMO = True
    assert opening.dossiers_open()


def test_nobody_but_an_administrator_opens_or_closes(proposed, accounts):
    origin = Origin(accounts["directeur"])
    for act in (
        lambda: opening.propose(drafted(), origin),
        lambda: opening.confirm(proposed, origin),
        lambda: opening.close(proposed, origin),
    ):
        with pytest.raises(PermissionDenied):
            act()
