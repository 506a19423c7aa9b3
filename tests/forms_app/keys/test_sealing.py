"""Seals: the newest key seals, every key opens, a changed byte opens nothing, and the older form is still read."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from forms_app import crypto
from forms_app.sealing import FORM, NONCE, Ring, Unsealed

WORDS = "Ayoub Essai, né le 03/09/1981".encode()


def key():
    return Fernet.generate_key().decode("ascii")


@given(st.binary(max_size=3_000))
def test_what_is_sealed_is_opened_as_it_was(value):
    ring = Ring([key()])
    assert ring.decrypt(ring.encrypt(value)) == value


def test_two_seals_of_the_same_words_have_nothing_in_common():
    ring = Ring([key()])
    first, second = ring.encrypt(WORDS), ring.encrypt(WORDS)
    assert first[1 : 1 + NONCE] != second[1 : 1 + NONCE]
    assert first[1 + NONCE :] != second[1 + NONCE :]
    assert WORDS not in first


def test_a_seal_made_before_the_change_of_form_still_opens_and_a_rotation_rewrites_it():
    old, new = key(), key()
    former = Fernet(old).encrypt(WORDS)
    ring = Ring([new, old])
    assert ring.decrypt(former) == WORDS
    assert ring.rank(former) == 1
    renewed = ring.rotate(former)
    assert renewed[:1] == FORM
    assert ring.rank(renewed) == 0
    assert Ring([new]).decrypt(renewed) == WORDS


def test_every_key_at_hand_opens_and_a_key_that_is_gone_opens_nothing():
    old, new = key(), key()
    token = Ring([old]).encrypt(WORDS)
    assert Ring([new, old]).decrypt(token) == WORDS
    assert Ring([new, old]).rank(token) == 1
    with pytest.raises(Unsealed):
        Ring([new]).decrypt(token)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_byte_changed_anywhere_opens_nothing(place, change):
    ring = Ring([key()])
    token = bytearray(ring.encrypt(WORDS))
    token[place % len(token)] ^= change
    with pytest.raises(Unsealed):
        ring.decrypt(bytes(token))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_break_nothing(token):
    with pytest.raises(Unsealed):
        Ring([key()]).decrypt(FORM + token)
    with pytest.raises(Unsealed):
        Ring([key()]).decrypt(token)


@pytest.mark.parametrize("text", ["", "clef", "A" * 43, "é" * 44])
def test_a_text_that_is_no_key_is_refused(text):
    with pytest.raises(ValueError):
        Ring([text])


def test_a_seal_says_neither_when_it_was_made_nor_under_which_key():
    token = crypto.seal(WORDS)
    assert len(token) == len(FORM) + NONCE + len(WORDS) + 16  # the mark of GCM


def test_a_run_opens_under_its_own_key_and_not_under_that_of_the_installation():
    own = crypto.new_run_key()
    token = crypto.seal(WORDS, own)
    assert crypto.unseal(token, own) == WORDS
    for other in (None, crypto.new_run_key(), ""):
        with pytest.raises(crypto.Unreadable):
            crypto.unseal(token, other)
