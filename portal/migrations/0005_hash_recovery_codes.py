"""Recovery codes that were a sealed seed become hashes, one for each that has not served; they stay valid."""

import logging

from django.conf import settings
from django.db import migrations

from forms_app.crypto import Unreadable

logger = logging.getLogger("portal.sign_in")


def hash_them(apps, schema_editor):
    """Each seed is opened once more, under the keys at hand; one that none opens was dead, and leaves no code."""
    from portal.accounts import recovery

    authenticators = apps.get_model("mfa", "Authenticator").objects
    for row in authenticators.filter(type="recovery_codes", data__has_key="seed"):
        try:
            recovery.to_hashes(row)
        except Unreadable:
            logger.warning("The recovery codes of account %s do not open under the keys at hand", row.user_id)
            authenticators.filter(pk=row.pk).update(data=recovery.hashed([]))


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0004_open_sessions"),
        ("mfa", "0003_authenticator_type_uniq"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(hash_them, migrations.RunPython.noop, elidable=True)]
