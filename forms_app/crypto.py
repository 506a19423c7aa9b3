"""Sealing of what a fiche holds: authenticated encryption under the installation's keys, or under the key of one run.

The first key of `PORTAL_FIELD_KEYS` seals, every key opens (rotation). A run without a file has its own key, kept
in its author’s browser alone: without it the row, its backups and the free pages of the database hold nothing readable.
Each compartment of a dossier has a family of keys of its own, derived from the installation's: what is sealed in one
does not open in another.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from django.conf import settings

from forms_app import sealing
from guidance.settled import settled

# cryptography is imported by the first seal of a process: a web process that only reads the texts does without.


class Unreadable(Exception):
    """What was stored cannot be opened with the keys at hand; never answered by the ciphertext."""


class Family(StrEnum):
    """The families of keys: one for each compartment of the dossiers, the index of names, what the sign-in keeps."""

    PERSON = "dossier-person-1"
    REPORT = "dossier-report-1"
    MEDICAL = "dossier-medical-1"
    DIRECTOR = "dossier-director-1"
    AVIS = "dossier-avis-1"
    SENT = "dossier-sent-1"
    NAMES = "dossier-names-1"
    DIAGNOSES = "diagnoses-1"
    FACTOR = "second-factor-1"
    TYPED = "typed-form-1"


def seal_in(family: Family, value: bytes) -> bytes:
    """Return the value sealed under the first key of a family."""
    return _family_ring(family).encrypt(value)


def seal_in_year(family: Family, value: bytes, year: int) -> bytes:
    """Return the value sealed with the first day of a year as its time: a seal carries its second in clear."""
    return _family_ring(family).encrypt_at_time(value, int(datetime(year, 1, 1, tzinfo=UTC).timestamp()))


def unseal_in(family: Family, token: bytes) -> bytes:
    """Return what was sealed in a family; `Unreadable` when it was sealed in another, or changed."""
    from cryptography.fernet import InvalidToken

    try:
        return _family_ring(family).decrypt(bytes(token))
    except InvalidToken as error:
        raise Unreadable("sealed in another family, or changed") from error


def rank_of(token: bytes, family: Family | None = None) -> int:
    """Return which key sealed a value, 0 for the newest; `Unreadable` when none at hand did."""
    if family is None:
        return _opened(_ring(None).rank, token)
    from cryptography.fernet import InvalidToken

    for rank, key in enumerate(_kept_fernets(tuple(settings.PORTAL_FIELD_KEYS), family)):
        try:
            key.decrypt(bytes(token))
        except InvalidToken:
            continue
        return rank
    raise Unreadable("sealed under a key that is not at hand, or changed")


def renewed(token: bytes, family: Family | None = None) -> bytes:
    """Return the same value sealed under the newest key; `Unreadable` when no key at hand opens it."""
    if family is None:
        return _opened(_ring(None).rotate, token)
    from cryptography.fernet import InvalidToken

    try:
        return _family_ring(family).rotate(bytes(token))
    except InvalidToken as error:
        raise Unreadable("sealed under a key that is not at hand, or changed") from error


def digests(form: str) -> tuple[str, ...]:
    """Return the keyed digests of a normalised name, the one to store first, then those of retired keys."""
    keys = [_derived(key, Family.NAMES) for key in settings.PORTAL_FIELD_KEYS]
    return tuple(hmac.new(key, form.encode(), hashlib.sha256).hexdigest() for key in keys)


def _derived(secret: str, family: Family) -> bytes:
    return hmac.new(secret.encode(), family.encode(), hashlib.sha256).digest()


# Made once a process, which holds these keys in its settings as long as it lives; never the key of a run.


def _family_ring(family: Family):
    return _kept_family_ring(_keys(), family)


@settled
def _keys() -> tuple[str, ...]:
    return tuple(settings.PORTAL_FIELD_KEYS)


@lru_cache(maxsize=64)
def _kept_family_ring(keys: tuple[str, ...], family: Family):
    from cryptography.fernet import MultiFernet

    return MultiFernet(_kept_fernets(keys, family))


@lru_cache(maxsize=64)
def _kept_fernets(keys: tuple[str, ...], family: Family) -> tuple:
    from cryptography.fernet import Fernet

    return tuple(Fernet(base64.urlsafe_b64encode(_derived(key, family))) for key in keys)


@lru_cache(maxsize=8)
def _kept_ring(keys: tuple[str, ...]) -> sealing.Ring:
    return sealing.Ring(keys)


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
    return _opened(_ring(run_key).decrypt, token)


def _opened(act: Callable, token: bytes):
    try:
        return act(bytes(token))
    except sealing.Unsealed as error:
        raise Unreadable("sealed under a key that is not at hand, or changed") from error


def _ring(run_key: str | None) -> sealing.Ring:
    if run_key is None:
        return _kept_ring(_keys())
    try:
        return sealing.Ring([run_key])
    except (ValueError, TypeError) as error:
        raise Unreadable("not a key") from error
