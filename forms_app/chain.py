"""The chain of the journal: the canonical form of a row, and the seal that binds it to the row before (C3).

The seal is an HMAC under a key derived from the installation's field keys: whoever holds the database alone cannot
make a chain that verifies. Each row names its key, so that the keys may be rotated. The derived key of a field key
that was forgotten may be kept (`PORTAL_JOURNAL_KEYS`): it verifies the rows it sealed, and opens nothing.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings

#: What the first row follows.
ORIGIN = "0" * 64
_PURPOSE = b"journal-chain-1"


def canonical(values: Iterable) -> bytes:
    """Return the one way of writing a row down: a compact JSON list of texts, moments in UTC to the microsecond."""
    return json.dumps([_written(value) for value in values], ensure_ascii=False, separators=(",", ":")).encode()


def _written(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def current_key() -> str:
    """Return the name of the key that seals now."""
    return _name(_derived(settings.PORTAL_FIELD_KEYS[0]))


def key_names() -> list[str]:
    """Return the names of the field keys at hand, the newest first; a name tells nothing of its key."""
    return [_name(_derived(key)) for key in settings.PORTAL_FIELD_KEYS]


def kept_names() -> set[str]:
    """Return the names of the keys of which only the part that verifies the journal is kept."""
    return {_name(bytes.fromhex(key)) for key in settings.PORTAL_JOURNAL_KEYS}


def verifying_part(name: str) -> str:
    """Return what verifies the rows sealed under a key, in hexadecimal; KeyError when it is not at hand."""
    return _keys()[name].hex()


def seal(values: Iterable, key_name: str) -> str:
    """Return the seal of a row, 64 hexadecimal signs; KeyError when the key of that name is not at hand."""
    return hmac.new(_keys()[key_name], canonical(values), hashlib.sha256).hexdigest()


def source_of(address: str) -> str:
    """Return what stands for a network address: two acts from one place look alike, the address is not kept."""
    if not address:
        return ""
    return hmac.new(_derived(settings.SECRET_KEY), address.encode(), hashlib.sha256).hexdigest()[:16]


def _keys() -> dict[str, bytes]:
    derived = [_derived(key) for key in settings.PORTAL_FIELD_KEYS]
    derived += [bytes.fromhex(key) for key in settings.PORTAL_JOURNAL_KEYS]
    return {_name(key): key for key in derived}


def _derived(secret: str) -> bytes:
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).digest()


def _name(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]
