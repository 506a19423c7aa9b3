"""Demonstration accounts: one for each role, with synthetic names and one password that is shown."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from forms_app.services.demo import demonstration
from portal.accounts import roles
from portal.settings.environment import kept_secret

ACCOUNTS = {
    "medecin": ("Camille", "Aubrac", roles.PHYSICIANS),
    "secretariat": ("Dominique", "Belloc", roles.SECRETARIATS),
    "directeur": ("Claude", "Charmes", roles.DIRECTORS),
    "redacteur": ("Frédérique", "Delorme-Essai", roles.EDITORS),
    "valideur": ("Maxence", "Estérel", roles.VALIDATORS),
    "relecteur-medical": (
        "Yaël",
        "Pontier-Essai",
        roles.MEDICAL_READERS,
    ),  # reads annexe II and alerts before they show
    "administrateur": ("Sasha", "Ferrand-Essai", roles.ADMINISTRATORS),
    "administratrice": ("Alix", "Gardel-Essai", roles.ADMINISTRATORS),  # what one proposes, another confirms
    "auditeur": ("Morgan", "Obrecht-Essai", None),  # reads the journal of an authority, and nothing else
    "ofii-secretariat": ("Lou", "Hautbois-Essai", roles.SECRETARIATS),
    "ofii-rapporteur": ("Noa", "Iffrig-Essai", roles.PHYSICIANS),
    "ofii-medecin-1": ("Charlie", "Jolivet-Essai", roles.PHYSICIANS),
    "ofii-medecin-2": ("Andrea", "Kermarec-Essai", roles.PHYSICIANS),
    "ofii-medecin-3": ("Sacha", "Lemoal-Essai", roles.PHYSICIANS),
    "ofii-medecin-4": ("Eden", "Mauvezin-Essai", roles.PHYSICIANS),
    "ofii-directeur": ("Ange", "Nivelle-Essai", roles.DIRECTORS),
}


def demo_password():
    """The one password: PORTAL_DEMO_PASSWORD, or a random one kept in the data directory for its owner only."""
    asked = os.environ.get("PORTAL_DEMO_PASSWORD", "").strip()
    return asked or kept_secret(settings.DATA_DIR / "demo_password", lambda: secrets.token_urlsafe(12))


@transaction.atomic
def create_demo_accounts(password):
    """Create the missing accounts and give them `password`; raises PermissionDenied outside a demonstration."""
    if not settings.PORTAL_DEMO:
        raise PermissionDenied("PORTAL_DEMO is off: demonstration accounts are not created.")
    roles.sync_groups()
    encoded = encoded_password(password)
    for username, (first_name, last_name, role) in ACCOUNTS.items():
        identity = {"first_name": first_name, "last_name": last_name, "email": f"{username}@exemple.invalid"}
        user, _ = get_user_model().objects.update_or_create(
            username=username,
            defaults={"password": encoded, "is_superuser": False},
            create_defaults=identity | {"password": encoded},
        )
        user.groups.set(Group.objects.filter(name=role))
    demonstration.fill({user.username: user for user in get_user_model().objects.filter(username__in=ACCOUNTS)})


def encoded_password(password):
    """Hash shared by the demonstration accounts; the one they have is kept, so that a second start is quick."""
    users = get_user_model().objects.filter(username__in=ACCOUNTS)
    known = set(users.values_list("password", flat=True))
    if len(known) == 1 and users.count() == len(ACCOUNTS) and check_password(password, next(iter(known))):
        return next(iter(known))
    return make_password(password)
