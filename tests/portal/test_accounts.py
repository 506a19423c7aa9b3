"""Nobody acts as somebody else: a password is chosen by its person alone, an administrator is named on the server."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command

from forms_app.models import JournalEvent
from portal.accounts import roles
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = {"username": "nouvelle", "email": "nouvelle@exemple.invalid", "first_name": "N", "last_name": "N"}
CHOSEN = "un-choix-de-la-personne-7"


def link(message):
    return re.search(r"https?://\S+?(/compte/\S+)", message.body).group(1)


def choose(browser, path, password):
    """Follow the link as a person does, type a password twice."""
    form = browser.get(path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    return browser.post(address, {"password1": password, "password2": password})


def test_an_account_is_opened_without_a_password_and_its_person_alone_receives_the_link(signed_in, client):
    posted = NEW | {"password1": PASSWORD, "password2": PASSWORD}
    assert signed_in("administrateur").post("/admin/users/new/", posted).status_code == 302
    account = get_user_model().objects.get(username="nouvelle")
    assert not account.has_usable_password()
    assert [message.to for message in mail.outbox] == [[account.email]]
    assert "Sasha Ferrand-Essai" in mail.outbox[0].body
    client.logout()
    choose(client, link(mail.outbox[0]), CHOSEN)
    account.refresh_from_db()
    assert account.check_password(CHOSEN)


def test_a_link_serves_once(signed_in, accounts, client):
    signed_in("administrateur").post(f"/administration/comptes/{accounts['medecin'].pk}/lien/")
    path = link(mail.outbox[0])
    client.logout()
    choose(client, path, CHOSEN)
    client.logout()
    choose(client, path, "un-autre-mot-de-passe-8")
    accounts["medecin"].refresh_from_db()
    assert accounts["medecin"].check_password(CHOSEN)


@pytest.mark.parametrize("username", ["medecin", "valideur", "administratrice"])
def test_an_administrator_sets_no_password_of_another(username, signed_in, accounts):
    target = accounts[username]
    fields = {"username": target.username, "first_name": "Changé", "last_name": target.last_name, "is_active": "on"}
    browser, path = signed_in("administrateur"), f"/admin/users/edit/{target.pk}/"
    assert 'type="password"' not in browser.get(path).content.decode()
    browser.post(path, fields | {"email": "voleur@exemple.invalid", "password1": CHOSEN, "password2": CHOSEN})
    target.refresh_from_db()
    assert (target.first_name, target.email) == ("Changé", f"{username}@exemple.invalid")
    assert target.check_password(PASSWORD)


def test_the_role_of_administrator_is_offered_by_no_form_and_taken_from_none(signed_in, accounts):
    administrators, browser = Group.objects.get(name=roles.ADMINISTRATORS), signed_in("administrateur")
    fields = {"first_name": "A", "last_name": "A", "is_active": "on", "groups": [administrators.pk]}
    browser.post(f"/admin/users/edit/{accounts['medecin'].pk}/", fields | {"username": "medecin"})
    assert not accounts["medecin"].groups.filter(pk=administrators.pk).exists()
    other = accounts["administratrice"]
    browser.post(f"/admin/users/edit/{other.pk}/", fields | {"username": other.username, "groups": []})
    assert other.groups.filter(pk=administrators.pk).exists()


def test_the_form_of_an_account_says_where_a_role_on_cases_is_proposed(signed_in, accounts):
    said = signed_in("administrateur").get(f"/admin/users/edit/{accounts['medecin'].pk}/").content.decode()
    assert "un second administrateur le confirme" in said


def test_accounts_opened_changed_and_links_sent_stand_in_the_journal(signed_in, accounts):
    browser = signed_in("administrateur")
    browser.post("/admin/users/new/", NEW)
    account = get_user_model().objects.get(username="nouvelle")
    browser.post(f"/admin/users/edit/{account.pk}/", NEW | {"first_name": "M", "is_active": "on"})
    browser.post(f"/administration/comptes/{account.pk}/lien/")
    acts = list(JournalEvent.objects.about(account).values_list("act", flat=True))
    assert acts == ["account-opened", "account-link-sent", "account-changed", "account-link-sent"]
    assert {row.actor for row in JournalEvent.objects.all()} == {accounts["administrateur"]}


@pytest.mark.parametrize("username", ["medecin", "valideur", "redacteur"])
def test_nobody_but_an_administrator_sees_the_accounts_or_sends_a_link(username, signed_in, accounts):
    browser = signed_in(username)
    assert browser.get("/administration/comptes/").status_code == 404
    assert browser.post(f"/administration/comptes/{accounts['medecin'].pk}/lien/").status_code == 404
    assert mail.outbox == []


def test_a_closed_account_receives_no_link(signed_in, accounts):
    accounts["medecin"].is_active = False
    accounts["medecin"].save()
    path = f"/administration/comptes/{accounts['medecin'].pk}/lien/"
    assert signed_in("administrateur").post(path).status_code == 404


def test_the_command_opens_the_first_administrator_and_asks_for_a_second():
    said = StringIO()
    call_command("name_administrator", "premiere", email="p@exemple.invalid", stdout=said)
    user = get_user_model().objects.get(username="premiere")
    assert user.groups.filter(name=roles.ADMINISTRATORS).exists()
    assert (user.has_usable_password(), user.is_superuser) == (False, False)
    assert "Il en faut deux" in said.getvalue()
    assert [message.to for message in mail.outbox] == [["p@exemple.invalid"]]
    assert list(JournalEvent.objects.values_list("act", flat=True)) == [
        "account-opened",
        "account-link-sent",
        "administrator-named",
    ]


def test_the_command_takes_the_role_back(accounts):
    call_command("name_administrator", "administratrice", remove=True, stdout=StringIO())
    assert not accounts["administratrice"].groups.exists()


def test_the_command_names_nobody_unknown_without_an_address():
    with pytest.raises(CommandError, match="--email"):
        call_command("name_administrator", "personne")


def test_an_address_is_changed_on_the_server_and_both_are_told(accounts):
    call_command("change_address", "medecin", "nouvelle@exemple.invalid", stdout=StringIO())
    accounts["medecin"].refresh_from_db()
    assert accounts["medecin"].email == "nouvelle@exemple.invalid"
    assert sorted(message.to[0] for message in mail.outbox) == ["medecin@exemple.invalid", "nouvelle@exemple.invalid"]


@pytest.mark.parametrize(("name", "address"), [("personne", "a@exemple.invalid"), ("medecin", "pas une adresse")])
def test_a_wrong_name_or_address_is_said(name, address, accounts):
    with pytest.raises(CommandError):
        call_command("change_address", name, address)
