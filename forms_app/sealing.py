"""One ring of keys: the first seals, every key opens; AES-256-GCM, and the older form of seal is still opened.

A seal is one byte that names its form, a nonce drawn for it, then what is sealed with its mark. It says neither when it
was made nor, to the sign, how the words inside are spelt; a changed byte opens nothing. The older form (Fernet, in
letters) took as long as all the rest of reading a draft; a rotation of the keys rewrites what is left of it.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence

# cryptography is imported by the first seal of a process: a web process that only reads the texts does without.

FORM = b"\x02"  # no Fernet token begins with it: they are written in letters
NONCE = 12  # bytes, as GCM wants it; drawn at random, a key may seal 2**32 times
_PURPOSE = b"sealed-with-gcm-2"


class Unsealed(Exception):
    """No key of the ring opens this value, or it was changed."""


class Ring:
    """Keys as Fernet writes them, the newest first; ValueError for a text that is no key."""

    def __init__(self, keys: Sequence[str]):
        from cryptography.exceptions import InvalidTag
        from cryptography.fernet import Fernet, InvalidToken
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._refusals = (InvalidTag, InvalidToken, ValueError)
        self._former = [Fernet(key) for key in keys]
        self._keys = [AESGCM(_derived(key)) for key in keys]

    def encrypt(self, value: bytes) -> bytes:
        """Return the value sealed under the newest key."""
        nonce = os.urandom(NONCE)
        return FORM + nonce + self._keys[0].encrypt(nonce, value, FORM)

    def decrypt(self, token: bytes) -> bytes:
        """Return what was sealed; `Unsealed` when no key at hand did."""
        return self._opened(token)[1]

    def rank(self, token: bytes) -> int:
        """Return which key sealed a value, 0 for the newest; `Unsealed` when none at hand did."""
        return self._opened(token)[0]

    def rotate(self, token: bytes) -> bytes:
        """Return the same value sealed under the newest key."""
        return self.encrypt(self.decrypt(token))

    def _opened(self, token: bytes) -> tuple[int, bytes]:
        ours = token[:1] == FORM
        words = (token[1 : 1 + NONCE], token[1 + NONCE :], FORM) if ours else (token,)
        for rank, key in enumerate(self._keys if ours else self._former):
            try:
                return rank, key.decrypt(*words)
            except self._refusals:
                continue
        raise Unsealed


def _derived(key: str) -> bytes:
    """Return the key of this form: what one form of seal may give away of its key says nothing of the other's."""
    return hmac.new(base64.urlsafe_b64decode(key), _PURPOSE, hashlib.sha256).digest()
