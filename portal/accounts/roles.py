"""The roles of the portal and the permissions of each: the only place that grants anything to a group."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction

PHYSICIANS = "Médecins"
SECRETARIATS = "Secrétariats"
DIRECTORS = "Directions"
EDITORS = "Rédacteurs"
VALIDATORS = "Valideurs"
MEDICAL_READERS = "Relecteurs médicaux"
ADMINISTRATORS = "Administrateurs"

DESK = "wagtailadmin.access_admin"
# Hiding an official page from readers is for somebody who neither writes nor validates it.
RESTRICT = "guidance.restrict_official_page"
# Editors also hold page permissions on the tree of texts, given where the tree is loaded; validators hold
# none: the approval task opens the page to them. Nobody holds `publish`, and no role deletes an account.
PERMISSIONS = {
    PHYSICIANS: frozenset(),
    SECRETARIATS: frozenset(),
    DIRECTORS: frozenset(),
    EDITORS: frozenset({DESK}),
    VALIDATORS: frozenset({DESK}),
    MEDICAL_READERS: frozenset({DESK}),
    ADMINISTRATORS: frozenset({DESK, "portal.add_user", "portal.change_user", RESTRICT}),
}


@transaction.atomic
def sync_groups():
    """Create the missing groups and give each the permissions of its role; keeps what other applications gave."""
    for label in {permission.split(".")[0] for granted in PERMISSIONS.values() for permission in granted}:
        create_permissions(apps.get_app_config(label), verbosity=0)
    managed = {name: permission_row(name) for granted in PERMISSIONS.values() for name in granted}
    for name, granted in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.remove(*(row for key, row in managed.items() if key not in granted))
        group.permissions.add(*(managed[key] for key in granted))


def permission_row(name):
    """Row of a permission written `application.codename`."""
    label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def sync_groups_after_migrate(sender, **kwargs):
    """Receiver of `post_migrate`."""
    sync_groups()
