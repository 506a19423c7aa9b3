"""What each role may do, held as a snapshot; nobody becomes more than the roles by a form."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from portal.accounts import roles
from tests.conftest import PASSWORD

# Every change of a permission shows here, in review.
SNAPSHOT = {
    "Administrateurs": {
        "guidance.restrict_official_page",
        "portal.add_user",
        "portal.change_user",
        "wagtailadmin.access_admin",
    },
    "Directions": set(),
    "Médecins": set(),
    "Relecteurs médicaux": {"wagtailadmin.access_admin"},
    "Rédacteurs": {"wagtailadmin.access_admin"},
    "Secrétariats": set(),
    "Valideurs": {"wagtailadmin.access_admin"},
}


def granted(group):
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in rows}


def test_each_group_holds_exactly_its_permissions_after_installation(db):
    assert {group.name: granted(group) for group in Group.objects.all()} == SNAPSHOT


def test_no_group_holds_a_permission_on_pages_before_the_texts_are_loaded(db):
    assert not any(group.page_permissions.exists() for group in Group.objects.all())


def test_synchronising_twice_changes_nothing_and_takes_back_what_was_added(db):
    physicians = Group.objects.get(name=roles.PHYSICIANS)
    physicians.permissions.add(roles.permission_row("portal.change_user"))
    roles.sync_groups()
    roles.sync_groups()
    assert {group.name: granted(group) for group in Group.objects.all()} == SNAPSHOT


def form(user, **changes):
    """What the desk's form of an account posts."""
    fields = {"username": user.username, "email": user.email, "first_name": user.first_name}
    fields |= {"last_name": user.last_name, "is_active": "on", "groups": [g.pk for g in user.groups.all()]}
    return fields | changes


def test_the_form_of_an_account_has_no_box_for_all_rights(signed_in, accounts):
    browser = signed_in("administrateur")
    for path in ("/admin/users/new/", f"/admin/users/edit/{accounts['medecin'].pk}/"):
        response = browser.get(path)
        assert response.status_code == 200
        assert "is_superuser" not in response.content.decode()


def test_a_posted_box_makes_nobody_all_powerful(signed_in, accounts):
    target = accounts["medecin"]
    response = signed_in("administrateur").post(
        f"/admin/users/edit/{target.pk}/", form(target, is_superuser="on", is_staff="on", first_name="Changé")
    )
    assert response.status_code == 302
    target.refresh_from_db()
    assert (target.first_name, target.is_superuser, target.is_staff) == ("Changé", False, False)


def test_a_new_account_posted_with_the_box_is_an_ordinary_one(signed_in):
    posted = {"username": "nouvelle", "email": "n@exemple.invalid", "first_name": "N", "last_name": "N"}
    posted |= {"is_superuser": "on"}
    assert signed_in("administrateur").post("/admin/users/new/", posted).status_code == 302
    assert not get_user_model().objects.get(username="nouvelle").is_superuser


def test_an_administrator_does_not_grant_a_role_to_himself(signed_in, accounts):
    administrator = accounts["administrateur"]
    validators = Group.objects.get(name=roles.VALIDATORS)
    signed_in("administrateur").post(
        f"/admin/users/edit/{administrator.pk}/", form(administrator, groups=[validators.pk])
    )
    assert [group.name for group in administrator.groups.all()] == [roles.ADMINISTRATORS]


def test_an_administrator_grants_a_role_to_somebody_else(signed_in, accounts):
    target, editors = accounts["medecin"], Group.objects.get(name=roles.EDITORS)
    signed_in("administrateur").post(f"/admin/users/edit/{target.pk}/", form(target, groups=[editors.pk]))
    assert [group.name for group in target.groups.all()] == [roles.EDITORS]


@pytest.mark.parametrize("path", ["/admin/users/edit/{}/", "/admin/users/history/{}/", "/admin/users/delete/{}/"])
def test_an_account_with_all_rights_does_not_exist_for_an_administrator(path, signed_in):
    technical = get_user_model().objects.create_superuser("technique", password=PASSWORD)
    browser = signed_in("administrateur")
    assert browser.get(path.format(technical.pk)).status_code in (403, 404)
    browser.post(path.format(technical.pk), form(technical, password1="x" * 14, password2="x" * 14))
    technical.refresh_from_db()
    assert technical.check_password(PASSWORD)
    assert "technique" not in browser.get("/admin/users/").content.decode()


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_roles_are_not_granted_in_bulk(action, signed_in, accounts):
    browser = signed_in("administrateur")
    own = accounts["administrateur"].pk
    posted = {"role": Group.objects.get(name=roles.VALIDATORS).pk, "mark_as_active": "False"}
    assert browser.post(f"/admin/bulk/portal/user/{action}/?id={own}", posted).status_code == 404
    assert accounts["administrateur"].groups.count() == 1
