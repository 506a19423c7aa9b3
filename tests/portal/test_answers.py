"""What every answer says of itself, what is served to nobody, and how production sets its cookies."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.checks import PRODUCTION

SEEN = ("/", "/compte/connexion/", "/mentions-legales/", "/healthz", "/rien-ici/", "/admin/login/")
TOLD = """
import json
from django.conf import settings as s
kinds = ("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_", "DEBUG", "PASSWORD_HASHERS")
names = [name for name in dir(s) if name.startswith(kinds)]
print(json.dumps({name: getattr(s, name) for name in names}, default=str))
"""


@pytest.mark.parametrize("path", SEEN)
def test_words_are_sent_with_their_alphabet(path, client, db):
    answer = client.get(path, follow=True)
    assert answer.headers["Content-Type"].startswith("text/")
    assert answer.headers["Content-Type"].endswith("charset=utf-8")


@pytest.mark.parametrize("path", SEEN)
def test_no_address_sends_a_request_back_as_it_came(path, client, db):
    answer = client.trace(path, headers={"X-Essai": "revient-il"})
    assert answer.status_code in (302, 403, 404, 405)
    assert b"revient-il" not in answer.content


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/manage.py", "/portal/settings/base.py", "/media/", "/var/"]
)
def test_no_file_of_the_sources_or_of_the_data_is_served(path, client, db):
    assert client.get(path).status_code == 404


def test_a_folder_of_static_files_lists_nothing(client, db):
    assert client.get("/static/").status_code == 404
    assert client.get("/static/css/").status_code == 404


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The settings of a real installation, as its process reads them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    given = kept | PRODUCTION | {"PORTAL_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    done = subprocess.run(
        [sys.executable, "-c", TOLD], cwd=settings.PROJECT_DIR, env=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_cookies_of_a_real_installation_are_of_its_host_alone_and_travel_under_tls(production):
    for kind in ("SESSION", "CSRF"):
        assert production[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{kind}_COOKIE_SECURE"] is True
        assert production[f"{kind}_COOKIE_SAMESITE"] == "Lax"
        assert (production[f"{kind}_COOKIE_PATH"], production[f"{kind}_COOKIE_DOMAIN"]) == ("/", None)
    assert production["SESSION_COOKIE_HTTPONLY"] is True


def test_a_real_installation_is_reached_under_tls_alone_for_a_year_with_its_subdomains(production):
    assert production["SECURE_SSL_REDIRECT"] is True
    # A supervisor on the machine asks these two, which say nothing: nothing else is answered in plain http.
    assert production["SECURE_REDIRECT_EXEMPT"] == ["^(healthz|readyz)$"]
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


def test_a_real_installation_shows_no_trace_of_its_errors(production):
    assert production["DEBUG"] is False


def test_passwords_are_kept_under_a_slow_hash(production):
    assert production["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert not [name for name in production["PASSWORD_HASHERS"] if "MD5" in name or "SHA1" in name]
