"""What the browser is told with every answer: what to load, what to keep, what to send on."""

import pytest

from tests.conftest import PASSWORD

OPEN, CLOSED = "/compte/connexion/", "/guide-de-style/"


def policy(response):
    """The content policy as {directive: [sources]}."""
    rules = (rule.split() for rule in response.headers["Content-Security-Policy"].split(";"))
    return {rule[0]: rule[1:] for rule in rules if rule}


@pytest.mark.parametrize("path", [OPEN, "/", "/admin/", "/rien-ici/", "/healthz"])
def test_every_answer_carries_the_protective_headers(path, client, db):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in headers["Permissions-Policy"]
    assert len(headers["X-Request-Id"]) == 32


def test_two_requests_have_two_identifiers_and_the_visitor_does_not_choose_them(client, db):
    seen = {client.get("/healthz", headers={"X-Request-Id": "chosen"}).headers["X-Request-Id"] for _ in range(2)}
    assert len(seen | {"chosen"}) == 3


def test_the_pages_run_only_scripts_and_styles_of_ours(client, db):
    rules = policy(client.get(OPEN))
    assert rules["script-src"] == rules["style-src"] == rules["default-src"] == ["'self'"]
    assert rules["object-src"] == rules["base-uri"] == ["'none'"]
    assert rules["frame-ancestors"] == rules["form-action"] == ["'self'"]


def test_the_desk_has_the_same_scripts_and_at_most_two_constant_styles(signed_in):
    rules = policy(signed_in("redacteur").get("/admin/"))
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"][0] == "'self'"
    assert len(rules["style-src"]) <= 3
    assert all(source.startswith("'sha256-") for source in rules["style-src"][1:])


@pytest.mark.parametrize("path", ["/", OPEN, CLOSED, "/admin/"])
def test_no_policy_allows_inline_code_or_another_host(path, signed_in):
    text = signed_in("redacteur").get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in text
    assert "http" not in text
    assert "*" not in text


@pytest.mark.parametrize("path", ["/", CLOSED, "/admin/", "/rien-ici/"])
def test_nothing_read_with_a_session_stays_in_the_browser(path, signed_in):
    assert signed_in("valideur").get(path).headers["Cache-Control"] == "no-store, private"


def test_the_answer_that_opens_the_session_is_not_kept_either(accounts, client):
    response = client.post(OPEN, {"login": "medecin", "password": PASSWORD})
    assert "no-store" in response.headers["Cache-Control"]


def test_the_session_cookie_is_out_of_reach_of_scripts(accounts, client):
    client.post(OPEN, {"login": "medecin", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # ends with the browser
