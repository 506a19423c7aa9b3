"""An answer that refuses, or that fails, protects the browser as a page does, and says nothing of what happened."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client, override_settings

from portal.views import pages
from tests.hostile.walking import unprotected

MANY = {f"champ-{number}": "" for number in range(10_050)}


def files(number):
    return [SimpleUploadedFile(f"{rank}.csv", b"a") for rank in range(number)]


def broken(*args, **kwargs):
    raise RuntimeError("un nom que personne ne doit lire")


@pytest.fixture
def physician(signed_in):
    client = signed_in("medecin")
    client.raise_request_exception = False
    return client


@pytest.fixture
def editor(signed_in):
    client = signed_in("redacteur")
    client.raise_request_exception = False
    return client


def strict(accounts):
    client = Client(enforce_csrf_checks=True)
    client.force_login(accounts["medecin"])
    return client


REFUSED = {
    "a false host": (400, "physician", lambda browser: browser.get("/aide/", headers={"host": "evil.invalid"})),
    "too many fields": (413, "physician", lambda browser: browser.post("/affichage/", MANY)),
    "too many fields at the desk": (413, "editor", lambda browser: browser.post("/admin/guidance/term/create/", MANY)),
    "too long a field": (413, "physician", lambda browser: browser.post("/affichage/", {"suite": "é" * 2_000_000})),
    "too many files": (413, "physician", lambda browser: browser.post("/affichage/", {"f": files(120)})),
    "a filter that is none": (400, "editor", lambda browser: browser.get("/admin/guidance/term/?foo__bar=1")),
    "the desk of others": (403, "physician", lambda browser: browser.get("/admin/")),
    "no such page": (404, "physician", lambda browser: browser.get("/rien-ici/")),
    "no such page at the desk": (404, "editor", lambda browser: browser.get("/admin/rien-ici/")),
    "another method": (405, "physician", lambda browser: browser.delete("/aide/")),
    "another method at the desk": (405, "editor", lambda browser: browser.get("/admin/logout/")),
    "a form to mend": (422, "physician", lambda browser: browser.post("/plafonds/calcul/", {"personnes": "x"})),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_carries_the_protective_headers(name, request):
    status, who, ask = REFUSED[name]
    answer = ask(request.getfixturevalue(who))
    assert answer.status_code == status
    assert [*unprotected(answer.headers, signed_in=True)] == []
    words = answer.content.decode()
    assert 'lang="fr"' in words and "<h1" in words


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (400, lambda browser: browser.get("/aide/", headers={"host": "evil.invalid"})),
        (404, lambda browser: browser.get("/rien-ici/")),
        (405, lambda browser: browser.post("/aide/")),
        (405, lambda browser: browser.generic("TRACE", "/aide/")),
        (413, lambda browser: browser.post("/affichage/", MANY)),
        (422, lambda browser: browser.post("/plafonds/calcul/", {"personnes": "x"})),
    ],
)
def test_a_refusal_to_a_visitor_is_kept_by_no_cache_on_the_way(status, ask, client, db):
    answer = ask(client)
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"]
    assert [*unprotected(answer.headers, signed_in=False)] == []


@pytest.mark.parametrize("path", ["/aide/", "/dossiers/a-faire/", "/fiches/clauses/epingler/"])
def test_a_method_that_a_page_does_not_know_is_told_with_those_it_knows(path, physician):
    known = physician.options(path).headers.get("Allow") or physician.delete(path).headers["Allow"]
    answer = physician.delete(path)
    assert answer.status_code == 405 and answer.headers["Allow"] == known
    assert "utilisez les boutons de la page" in answer.content.decode()


@override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"})
def test_too_many_sign_ins_from_one_address_are_told_to_wait(client, db):
    """The libraries' own answer: its page is ours."""
    cache.clear()
    answers = [client.post("/compte/connexion/", {"login": "x", "password": "y"}) for _ in range(2)]
    cache.clear()
    assert [answer.status_code for answer in answers] == [200, 429]
    assert [*unprotected(answers[1].headers, signed_in=False)] == []
    assert "no-store" in answers[1].headers["Cache-Control"]
    assert "Attendez quelques minutes" in answers[1].content.decode()


def test_a_form_without_its_token_is_refused_under_the_protective_headers(accounts):
    answer = strict(accounts).post("/affichage/", {"suite": "/"})
    assert answer.status_code == 403
    assert [*unprotected(answer.headers, signed_in=True)] == []
    assert "rechargez la page, puis renvoyez le formulaire" in answer.content.decode()


@pytest.mark.parametrize("signed", [True, False])
def test_a_fault_of_the_server_is_told_in_french_without_its_words(signed, physician, monkeypatch):
    monkeypatch.setattr(pages, "render", broken)
    if not signed:
        physician.logout()
    answer = physician.get("/aide/")
    assert answer.status_code == 500
    assert [*unprotected(answer.headers, signed_in=signed)] == []
    words = answer.content.decode()
    assert 'lang="fr"' in words
    assert "personne ne doit lire" not in words
    assert "Traceback" not in words


def test_a_database_that_is_down_is_told_under_the_protective_headers(client, db, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", lambda *args, **more: (_ for _ in ()).throw(OperationalError("x")))
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert [*unprotected(answer.headers, signed_in=False)] == []


def test_an_answer_that_lacks_a_header_is_seen(client, db):
    headers = dict(client.get("/aide/").headers.items())
    assert [*unprotected(headers, signed_in=False)] == []
    for name in ("X-Frame-Options", "X-Request-Id", "Content-Security-Policy"):
        kept = {key: value for key, value in headers.items() if key != name}
        assert name in [*unprotected(kept, signed_in=False)]
    loose = headers | {"Content-Security-Policy": "script-src 'self' 'unsafe-inline'"}
    assert [*unprotected(loose, signed_in=False)] == ["Content-Security-Policy"]
    assert "Cache-Control" in [*unprotected(headers | {"Cache-Control": "max-age=60"}, signed_in=True)]
