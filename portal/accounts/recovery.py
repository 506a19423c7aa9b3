"""Recovery codes: hashed one by one where they are kept, in clear on one page, the first time (ASVS 6.5.2).

allauth keeps a seed from which it computes them all again. Its screens count codes and never need their words: the
hashes stand where it looks for codes brought from elsewhere (`migrated_codes`). None of its own comparisons is used,
`codes.spend` compares.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from forms_app.crypto import Unreadable

HASHED = "hash:"  # what stands for a code in the rows: nothing sealed, nothing that opens
_SHOWN = "recovery_codes"  # sealed in the session until the page that shows them


def hashed(codes: list[str]) -> dict:
    """Return what is kept of codes, each under a salt of its own."""
    return {"migrated_codes": [HASHED + make_password(code) for code in codes]}


def to_hashes(row: Authenticator) -> list[str]:
    """Replace the seed of a row with the hashes of the codes that had not served, and return these."""
    codes = RecoveryCodes(row).get_unused_codes()
    row.data = hashed(codes) | {name: row.data[name] for name in ("viewed_at",) if name in row.data}
    row.save(update_fields=["data"])
    return codes


def keep_until_shown(request) -> None:
    """Hash the codes that a person was just given; they wait sealed in the session for the page that shows them."""
    row = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is not None and "seed" in row.data:
        request.session[_SHOWN] = encrypt(" ".join(to_hashes(row)))


def take_to_show(request) -> list[str]:
    """Return the codes that wait to be shown, once; none when they were, or were never made here."""
    sealed = request.session.pop(_SHOWN, "")
    try:
        return decrypt(sealed).split() if sealed else []
    except Unreadable:
        return []


def spend(user, code: str) -> Authenticator | None:
    """Return the row of a person's recovery codes if this is one of them, and take it: it serves once.

    The slow comparison holds no lock; the row is looked at again under one before anything is taken.
    """
    given = code.replace(" ", "")
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None or len(given) != settings.MFA_RECOVERY_CODE_DIGITS:
        return None
    kept = next((one for one in row.data["migrated_codes"] if check_password(given, one.removeprefix(HASHED))), None)
    return _taken(row, kept) if kept else None


@transaction.atomic
def _taken(row: Authenticator, kept: str) -> Authenticator | None:
    row = Authenticator.objects.select_for_update().select_related("user").filter(pk=row.pk).first()
    if row is None or kept not in row.data.get("migrated_codes", ()):
        return None
    row.data["migrated_codes"].remove(kept)
    row.save(update_fields=["data"])
    return row
