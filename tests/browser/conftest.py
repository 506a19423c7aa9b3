"""Fixtures of the tests in a browser: one Chromium, one portal to read, others to change, visitors of each role."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import running
from tests.browser.visiting import Visitor
from tests.tools import chromium, missing

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # ms: how long any wait may last on a machine that does ten things at once
# Nothing slides or fades: a place that is measured stands still.
STILL = {"reduced_motion": "reduce"}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Not of the session: while Playwright runs, its loop keeps Django's rows from the other tests of the process.
@pytest.fixture(scope="package")
def browser():
    """The Chromium of this machine; the tests are left out, or fail where it was promised, when there is none."""
    path = chromium() or missing("chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory):
    """Data of a portal that was started once: texts loaded, accounts of the six roles; copied, never served itself.

    PORTAL_TEST_DATA names a folder where it is kept from one run to the next, while tests are being written.
    """
    if kept := os.environ.get("PORTAL_TEST_DATA"):
        return running.prepared(Path(kept))
    base = tmp_path_factory.getbasetemp()
    return running.prepared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="package")
def site(browser, prepared_data, tmp_path_factory):
    """A portal for those who only read; a test that changes a text takes `own_site`."""
    with running.running(running.copy_of(prepared_data, tmp_path_factory.mktemp("site") / "data")) as started:
        yield started


@pytest.fixture(scope="module")
def own_site(browser, prepared_data, tmp_path_factory):
    """A portal of this file alone, with its background worker, whose rows may be changed."""
    data = running.copy_of(prepared_data, tmp_path_factory.mktemp("own") / "data")
    with running.running(data, working=True) as started:
        yield started


@pytest.fixture(scope="package")
def kept_sessions():
    """Cookies of each role already signed in, by address of the site."""
    return {}


@pytest.fixture(scope="package")
def open_visitor(browser, kept_sessions):
    """Function that opens a visitor and leaves it open: `open_visitor(site, "medecin", viewport=PHONE)`.

    The first visitor of a role signs in through the form, the next ones hold its cookies. Any option of a Playwright
    context is taken: `java_script_enabled=False`, `color_scheme="dark"`…
    """

    def open_one(site, role=None, **options):
        if role and (site.url, role) not in kept_sessions:
            kept_sessions[site.url, role] = cookies_of(browser, site, role)
        asked = {"viewport": DESKTOP, "locale": "fr-FR", "timezone_id": "Europe/Paris"} | STILL | options
        context = browser.new_context(storage_state=kept_sessions[site.url, role] if role else None, **asked)
        context.set_default_timeout(PATIENCE)
        return Visitor(context, site)

    return open_one


def cookies_of(browser, site, role):
    context = browser.new_context(locale="fr-FR", **STILL)
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context, site)
    visitor.sign_in(role, running.PASSWORD)
    assert "/connexion/" not in visitor.path
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(site, open_visitor):
    """Function that opens a visitor of the site for this test: `visit("medecin")`, `visit(viewport=PHONE)`."""
    opened = []

    def open_one(role=None, *, at=None, **options):
        opened.append(open_visitor(at or site, role, **options))
        return opened[-1]

    yield open_one
    for visitor in opened:
        visitor.context.close()
