"""Demonstration accounts: one for each role, none all-powerful, never outside a demonstration, said on every page."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from portal.accounts.demo import ACCOUNTS, create_demo_accounts, demo_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.DATA_DIR = tmp_path


def test_there_is_one_account_for_each_role_and_none_is_all_powerful(demonstration):
    create_demo_accounts("un-mot-de-passe-montré")
    users = get_user_model().objects.all()
    assert {user.username for user in users} == set(ACCOUNTS)
    assert not any(user.is_superuser or user.is_staff for user in users)
    assert {user.username for user in users if user.groups.count() != 1} == {"auditeur"}  # the journal, no screen else
    assert all(user.check_password("un-mot-de-passe-montré") for user in users)


def test_a_second_start_changes_nothing_unless_the_password_asked_for_changed(demonstration):
    create_demo_accounts("premier-mot-de-passe")
    before = list(get_user_model().objects.order_by("pk").values("pk", "password", "last_name"))
    create_demo_accounts("premier-mot-de-passe")
    assert list(get_user_model().objects.order_by("pk").values("pk", "password", "last_name")) == before
    create_demo_accounts("second-mot-de-passe")
    assert get_user_model().objects.get(username="valideur").check_password("second-mot-de-passe")


def test_outside_a_demonstration_nothing_is_created(settings):
    settings.PORTAL_DEMO = False
    with pytest.raises(PermissionDenied):
        create_demo_accounts("mot-de-passe-quelconque")
    with pytest.raises(CommandError):
        call_command("demo_accounts")
    assert not get_user_model().objects.exists()


def test_the_password_is_the_one_asked_for_else_a_random_one_that_is_kept(demonstration, monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "celui-que-je-veux")
    assert demo_password() == "celui-que-je-veux"
    monkeypatch.delenv("PORTAL_DEMO_PASSWORD")
    assert demo_password() == demo_password()
    assert (tmp_path / "demo_password").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", ["/compte/connexion/", "/aide/", "/rien-ici/"])
def test_a_demonstration_says_so_on_every_page(path, demonstration, client):
    assert "Démonstration" in client.get(path).content.decode()


def test_a_real_installation_does_not_say_it(settings, client):
    settings.PORTAL_DEMO = False
    assert 'class="demo"' not in client.get("/aide/").content.decode()
