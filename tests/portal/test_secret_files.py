"""A secret may come from a file or from a credential of systemd instead of the environment; two places are refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment as env
from tests.checks import PRODUCTION
from tests.portal.test_settings import start

SECRETS = ("SECRET_KEY", "PORTAL_FIELD_KEYS", "DATABASE_URL")


@pytest.fixture
def written(tmp_path):
    """Function that writes a secret into a file, as `docker secret` or an editor does, and returns its path."""

    def write(name, value):
        path = tmp_path / name
        path.write_text(value + "\n", encoding="utf-8")
        return str(path)

    return write


def test_production_starts_with_every_secret_in_a_file(tmp_path, written):
    files = {f"{name}_FILE": written(name, PRODUCTION[name]) for name in SECRETS}
    assert start(tmp_path / "data", **dict.fromkeys(SECRETS), **files) == (0, "")


def test_production_starts_with_the_credentials_that_systemd_hands_over(tmp_path, written):
    for name in SECRETS:
        written(name, PRODUCTION[name])
    folder = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert start(tmp_path / "data", **dict.fromkeys(SECRETS), **folder) == (0, "")


def test_an_empty_variable_leaves_its_place_to_the_file(tmp_path, written):
    """The example of the environment names SECRET_KEY without a value."""
    files = {"SECRET_KEY": "", "SECRET_KEY_FILE": written("SECRET_KEY", PRODUCTION["SECRET_KEY"])}
    assert start(tmp_path / "data", **files) == (0, "")


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_given_in_two_places_starts_nothing_and_shows_neither(name, tmp_path, written):
    code, words = start(tmp_path / "data", **{f"{name}_FILE": written(name, "une-autre-valeur")})
    assert code != 0
    assert f"{name} is given twice" in words
    assert "une-autre-valeur" not in words


def test_a_file_that_is_not_there_starts_nothing_and_names_the_secret(tmp_path):
    code, words = start(tmp_path, SECRET_KEY=None, SECRET_KEY_FILE=str(tmp_path / "absent"))
    assert code != 0
    assert "SECRET_KEY cannot be read" in words


def test_a_credential_that_cannot_be_read_is_told_by_the_name_of_its_secret(tmp_path):
    (tmp_path / "SECRET_KEY").mkdir()
    code, words = start(tmp_path / "data", SECRET_KEY=None, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert code != 0
    assert "SECRET_KEY cannot be read" in words


def test_an_empty_file_is_no_secret(tmp_path, written):
    code, words = start(tmp_path / "data", SECRET_KEY=None, SECRET_KEY_FILE=written("SECRET_KEY", ""))
    assert code != 0
    assert "SECRET_KEY must be set" in words


@pytest.mark.parametrize("separated", ["a,b", "a\nb", " a , b,\n", "a b"])
def test_a_list_of_keys_is_read_by_commas_or_by_lines(separated, monkeypatch, written):
    monkeypatch.setenv("PORTAL_JOURNAL_KEYS_FILE", written("keys", separated))
    assert env.secret_words("PORTAL_JOURNAL_KEYS") == ["a", "b"]


def test_no_key_is_an_empty_list(monkeypatch):
    monkeypatch.setenv("PORTAL_JOURNAL_KEYS", "")
    assert env.secret_words("PORTAL_JOURNAL_KEYS") == []


def test_the_password_of_the_database_is_kept_apart_from_its_address():
    described = env.database("postgresql://portal@database/portal", "mot:de/passe@")
    assert (described["USER"], described["PASSWORD"], described["HOST"]) == ("portal", "mot:de/passe@", "database")


def test_two_passwords_of_the_database_are_refused():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_PASSWORD"):
        env.database("postgresql://portal:un@database/portal", "deux")
