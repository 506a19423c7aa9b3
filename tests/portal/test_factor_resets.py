"""Second factors that somebody lost are taken away by two administrators, or on the server; each time it is told."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from forms_app.models import JournalEvent
from forms_app.services.keys import key_rotation
from portal.models import FactorReset
from portal.settings.environment import new_field_key
from tests.portal.test_second_factor import FIRST, code_of, enrol, secret_of, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


@pytest.fixture
def lost(accounts):
    """A physician with second factors and an open session."""
    browser = Client()
    enrol(browser, "medecin")
    mail.outbox.clear()
    JournalEvent.objects.count()
    return accounts["medecin"], browser


def administrator(accounts, username):
    browser = Client()
    browser.force_login(accounts[username])
    return browser


def propose(accounts, user, username="administrateur"):
    administrator(accounts, username).post(f"/administration/comptes/{user.pk}/seconds-facteurs/")
    return FactorReset.objects.filter(user=user).order_by("-pk").first()


def decide(accounts, row, username, decision="confirm"):
    return administrator(accounts, username).post(f"/administration/seconds-facteurs/{row.pk}/", {"decision": decision})


def test_one_proposes_another_confirms_and_the_person_sets_others_up_by_mail(accounts, lost):
    user, browser = lost
    row = propose(accounts, user)
    assert Authenticator.objects.filter(user=user).exists()
    decide(accounts, row, "administratrice")
    assert not Authenticator.objects.filter(user=user).exists()
    assert browser.get("/compte/mot-de-passe/").headers["Location"].startswith("/compte/connexion/")
    again = Client()
    sign_in(again, "medecin")
    assert again.get("/compte/mot-de-passe/").headers["Location"].startswith(FIRST)


def test_who_proposed_does_not_confirm(accounts, lost):
    row = propose(accounts, lost[0])
    decide(accounts, row, "administrateur")
    assert Authenticator.objects.filter(user=lost[0]).exists()


def test_nobody_takes_their_own_factors_away_by_this_door(accounts):
    enrol(Client(), "administrateur")
    assert propose(accounts, accounts["administrateur"]) is None
    row = propose(accounts, accounts["administrateur"], "administratrice")
    decide(accounts, row, "administrateur")
    assert Authenticator.objects.filter(user=accounts["administrateur"]).exists()


def test_the_database_itself_refuses_one_person_for_both(accounts, lost):
    one = accounts["administrateur"]
    kept = {"user": lost[0], "proposed_by": one, "proposed_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(**kept, confirmed_by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(**kept | {"user": one})


def test_a_proposal_put_aside_changes_nothing_and_cannot_be_confirmed_any_more(accounts, lost):
    row = propose(accounts, lost[0])
    decide(accounts, row, "administrateur", "refuse")
    decide(accounts, row, "administratrice")
    assert Authenticator.objects.filter(user=lost[0]).exists()


def test_the_person_is_told_at_each_step_and_the_journal_too(accounts, lost):
    decide(accounts, propose(accounts, lost[0]), "administratrice")
    assert [message.to for message in mail.outbox] == [[lost[0].email]] * 2
    assert "Sasha Ferrand-Essai" in mail.outbox[0].body
    acts = list(JournalEvent.objects.about(lost[0]).values_list("act", flat=True))
    assert acts[-2:] == ["factors-reset-proposed", "factors-reset"]


def test_a_second_proposal_for_the_same_person_waits_for_the_first(accounts, lost):
    propose(accounts, lost[0])
    propose(accounts, lost[0], "administratrice")
    assert FactorReset.objects.count() == 1


@pytest.mark.parametrize("username", ["medecin", "valideur", "redacteur"])
def test_nobody_but_an_administrator_proposes(username, accounts, lost):
    path = f"/administration/comptes/{lost[0].pk}/seconds-facteurs/"
    assert administrator(accounts, username).post(path).status_code == 404


def test_the_operator_takes_them_away_on_the_server(lost):
    call_command("reset_factors", "medecin", stdout=StringIO())
    assert not Authenticator.objects.filter(user=lost[0]).exists()
    assert mail.outbox[-1].to == [lost[0].email]
    with pytest.raises(CommandError):
        call_command("reset_factors", "personne")


def test_the_list_of_accounts_says_who_has_factors_and_what_waits(accounts, lost):
    browser = administrator(accounts, "administratrice")
    assert "Proposer leur retrait" in browser.get("/administration/comptes/").content.decode()
    propose(accounts, lost[0])
    page = browser.get("/administration/comptes/").content.decode()
    assert "Retraits de seconds facteurs à confirmer" in page
    assert "retrait proposé" in page


def test_secrets_are_brought_under_a_new_key_and_still_open(lost, settings):
    secret = secret_of(lost[0])
    former = settings.PORTAL_FIELD_KEYS[0]
    settings.PORTAL_FIELD_KEYS = [new_field_key(), former]
    found = key_rotation.rotate()
    assert found.renewed["authenticator.secret"] == 1
    settings.PORTAL_FIELD_KEYS = settings.PORTAL_FIELD_KEYS[:1]
    assert secret_of(lost[0]) == secret
    assert len(code_of(secret)) == 6
