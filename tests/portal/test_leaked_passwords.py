"""A password that leaked is refused when the operator brings a list: found on the disk, wherever it stands in it."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from portal.accounts.leaks import fault_of, is_in
from portal.doctor import place
from portal.settings import environment

LEAKED = "une phrase que tout le monde a lue"
GOOD = "une phrase que personne n’a lue"


def sha1(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def listed(folder, hashes, end="\r\n"):
    path = folder / "leaks.txt"
    path.write_bytes("".join(f"{each}:{3**rank}{end}" for rank, each in enumerate(sorted(hashes))).encode())
    return path


@pytest.fixture
def named(tmp_path, settings):
    path = listed(tmp_path, [sha1(f"essai {rank}") for rank in range(30)] + [sha1(LEAKED)])
    settings.PORTAL_LEAKED_PASSWORDS = str(path)
    return path


def test_a_password_of_the_list_is_refused_and_another_is_not(named):
    validate_password(GOOD)
    with pytest.raises(ValidationError) as refused:
        validate_password(LEAKED)
    assert [error.code for error in refused.value.error_list] == ["password_leaked"]


def test_without_a_list_nothing_is_refused_for_it(settings):
    assert settings.PORTAL_LEAKED_PASSWORDS == ""
    validate_password(LEAKED)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_each_line_is_found_from_the_first_to_the_last_and_nothing_between(count, end, tmp_path):
    words = [f"mot {rank}" for rank in range(count)]
    path = listed(tmp_path, map(sha1, words), end)
    assert [word for word in words if not is_in(path, word)] == []
    assert not any(is_in(path, f"{word} ") for word in words)


@pytest.mark.parametrize("words", [b"", b"azerty\nqwerty\n", b"\xff" * 900])
def test_a_file_that_is_no_list_refuses_nobody_and_the_operator_is_told(words, tmp_path, settings, caplog):
    path = tmp_path / "leaks.txt"
    path.write_bytes(words)
    settings.PORTAL_LEAKED_PASSWORDS = str(path)
    validate_password(LEAKED)
    assert fault_of(path)
    assert place.leaked_passwords().level == "mend"


def test_a_list_that_went_away_refuses_nobody_and_is_logged_without_the_password(named, caplog):
    named.unlink()
    validate_password(LEAKED)
    assert "cannot be read" in caplog.text and LEAKED not in caplog.text
    assert place.leaked_passwords().level == "mend"


def test_a_list_out_of_order_is_seen_by_the_operator(tmp_path, settings):
    path = tmp_path / "leaks.txt"
    path.write_text(f"{'F' * 40}:1\n{'0' * 40}:2\n")
    assert "ordered" in fault_of(path)


def test_the_operator_is_told_whether_a_list_is_there(named, settings):
    assert place.leaked_passwords().level == "ok"
    settings.PORTAL_LEAKED_PASSWORDS = ""
    assert place.leaked_passwords().level == "look"


def test_a_path_that_names_nothing_refuses_to_start(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_LEAKED_PASSWORDS", str(tmp_path / "absent.txt"))
    with pytest.raises(ImproperlyConfigured):
        environment.file("PORTAL_LEAKED_PASSWORDS")
    (tmp_path / "absent.txt").touch()
    assert environment.file("PORTAL_LEAKED_PASSWORDS").endswith("absent.txt")
