"""Faults found by trying to break the portal: each is tried again here."""

from django.contrib.auth.models import Group

from portal.accounts import roles
from tests.portal.test_roles import form


def test_saving_an_account_keeps_the_groups_that_are_no_role(signed_in, accounts):
    target, authority = accounts["medecin"], Group.objects.create(name="Rédacteurs d’une autorité")
    target.groups.add(authority)
    shown = [Group.objects.get(name=roles.SECRETARIATS).pk]
    assert signed_in("administrateur").post(
        f"/admin/users/edit/{target.pk}/", form(target, groups=shown)
    ).status_code == 302  # fmt: skip
    assert {group.name for group in target.groups.all()} == {roles.SECRETARIATS, authority.name}


def test_a_group_that_is_no_role_is_not_granted_by_the_form(signed_in, accounts):
    target, authority = accounts["medecin"], Group.objects.create(name="Rédacteurs d’une autorité")
    signed_in("administrateur").post(f"/admin/users/edit/{target.pk}/", form(target, groups=[authority.pk]))
    assert authority not in target.groups.all()
