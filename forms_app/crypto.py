"""Sealing of what a fiche holds: authenticated encryption under the installation's keys, or under the key of one run.

The first key of `PORTAL_FIELD_KEYS` seals, every key opens (rotation). A run without a file has its own key, kept
in its author’s browser alone: without it the row, its backups and the free pages of the database hold nothing readable.
"""

from django.conf import settings

# cryptography is imported by the first seal of a process: a web process that only reads the texts does without.


class Unreadable(Exception):
    """What was stored cannot be opened with the keys at hand; never answered by the ciphertext."""


def new_run_key() -> str:
    """Return a key for one run without a file."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode("ascii")


def is_key(text: str) -> bool:
    """Tell whether a text can be a key at all."""
    from cryptography.fernet import Fernet

    try:
        Fernet(text)
    except (ValueError, TypeError):
        return False
    return True


def seal(value: bytes, run_key: str | None = None) -> bytes:
    """Return the sealed value, under the key of the run when there is one."""
    return _ring(run_key).encrypt(value)


def unseal(token: bytes, run_key: str | None = None) -> bytes:
    """Return what was sealed; `Unreadable` when the key is another one or the bytes were changed."""
    from cryptography.fernet import InvalidToken

    try:
        return _ring(run_key).decrypt(bytes(token))
    except InvalidToken as error:
        raise Unreadable("sealed under another key, or changed") from error


def _ring(run_key: str | None):
    from cryptography.fernet import Fernet, MultiFernet

    if run_key is None:
        return MultiFernet([Fernet(key) for key in settings.PORTAL_FIELD_KEYS])
    if not is_key(run_key):
        raise Unreadable("not a key")
    return MultiFernet([Fernet(run_key)])
