"""An installation in production, behind TLS, in a real browser: which cookies it gives, and on which terms."""

import http.client
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser import running, tls
from tests.browser.test_sign_in import prove_mail, set_an_application_up

FREE = {"__Host-sessionid": True, "__Host-csrftoken": False}  # name of a cookie: is it hidden from scripts


@pytest.fixture(scope="module")
def installed(browser, prepared_data, tmp_path_factory):
    """The portal with the settings of production, behind a proxy that ends TLS."""
    data = running.copy_of(prepared_data, tmp_path_factory.mktemp("tls") / "data")
    production = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_DEMO": "",
        "PORTAL_HOSTS": "localhost,127.0.0.1",
        "PORTAL_BASE_URL": "https://localhost",
        "PORTAL_TRUSTED_PROXIES": "1",
        "PORTAL_NAMED_FILES": "1",
        "DATABASE_URL": f"sqlite:///{data / 'portal.sqlite3'}",
        "SECRET_KEY": "rien-que-pour-cet-essai-0123456789-abcdefghijklmnopqrstuvwxyz",
        "PORTAL_FIELD_KEYS": (data / "field_keys").read_text(encoding="ascii").strip(),
    }
    with running.running(data, **production) as started, tls.front(data, running.port_of(started.url)) as address:
        yield replace(started, url=address), running.port_of(started.url)


@pytest.fixture
def inside(installed, visit):
    """A physician signed in over TLS, with both factors."""
    visitor = visit(at=installed[0], ignore_https_errors=True)
    visitor.sign_in("medecin", running.PASSWORD)
    prove_mail(visitor)
    set_an_application_up(visitor)
    return visitor


def test_every_cookie_of_production_travels_under_tls_and_those_of_all_pages_are_of_this_host_alone(inside):
    page = inside.page
    inside.go("/affichage/")
    page.locator("input[name=theme]").last.check()
    inside.follow(page.locator("main form button[type=submit]"))
    answer = inside.go("/fiches/nouvelle/avis/")
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    page.locator("input[name=autorite]").first.check()
    page.locator("input[name=dossier]").last.check()  # without a file: its key is a cookie of the run
    inside.follow(page.get_by_role("button", name="Commencer"))
    expect(page.locator("#etape")).to_be_visible()
    kept = {cookie["name"]: cookie for cookie in inside.context.cookies()}
    assert {name: kept[name]["httpOnly"] for name in FREE} == FREE
    assert [name for name, cookie in kept.items() if not cookie["secure"] or cookie["sameSite"] != "Lax"] == []
    assert {cookie["path"] for name, cookie in kept.items() if name.startswith("__Host-")} == {"/"}
    of_run = [cookie for name, cookie in kept.items() if "fiche-" in name]
    assert [(cookie["httpOnly"], cookie["path"] != "/") for cookie in of_run] == [(True, True)]
    assert [name for name in kept if not name.startswith(("__Host-", "__Secure-"))] == []
    assert inside.take_faults() == []  # nothing was asked of another address, nor without TLS


def test_without_tls_nothing_is_served_but_the_way_to_it(installed):
    asked = http.client.HTTPConnection("127.0.0.1", installed[1], timeout=60)
    asked.request("GET", "/fiches/?page=2", headers={"Host": "localhost"})
    answer = asked.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/fiches/?page=2")
    assert answer.headers["Set-Cookie"] is None
    asked.close()
