"""What a process of the portal loads when it starts, and what it leaves in the box."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtail.snippets import models as snippets

from portal import supervisor

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"

#: A web framework for an API nobody asked for, a decoder of pictures, a writer of spreadsheets, an engine of documents,
#: what compares names, the hash of passwords, what a provider of identities needs.
UNUSED = (
    *("ninja", "pillow_heif.HeifImagePlugin", "openpyxl", "typst", "rapidfuzz", "argon2", "cryptography.fernet"),
    *("jwt", "oauthlib", "qrcode"),
)

_LOADED = """
import gc, json, sys, threading
from portal import web
web.load()
from django.db import connections
opened = [one.alias for one in connections.all(initialized_only=True) if one.connection is not None]
print(json.dumps({
    "modules": list(sys.modules), "threads": threading.active_count(), "connections": opened,
    "frozen": gc.get_freeze_count(), "collecting": gc.isenabled(),
}))
"""


@pytest.fixture(scope="module")
def loaded():
    """What a process of its own holds once the site is loaded, before any worker is born."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_process_that_is_ready_to_serve_has_loaded_none_of_what_the_portal_does_not_offer(loaded):
    modules = set(loaded["modules"])
    assert {"guidance.models", "guidance.views.reading", "portal.wsgi"} <= modules
    assert not modules & set(UNUSED)


def test_what_the_workers_are_copied_from_has_no_connection_and_no_thread_to_share(loaded):
    assert loaded["connections"] == []
    assert loaded["threads"] == 1


def test_what_was_loaded_is_left_alone_by_the_collector_which_works_again(loaded):
    assert loaded["frozen"] > 100_000
    assert loaded["collecting"]


def test_several_workers_are_copies_of_one_process_and_one_alone_loads_the_site_itself():
    assert "portal.web" in supervisor.web_command("127.0.0.1", 8000, 2)
    assert "granian" in supervisor.web_command("127.0.0.1", 8000, 1)


@pytest.mark.parametrize(("unit", "workers"), [("portal-web@.service", 1), ("Containerfile", 2)])
def test_an_installation_starts_its_web_server_as_make_run_does(unit, workers):
    words = (DEPLOY / unit).read_text(encoding="utf-8").translate(str.maketrans('",[]', "    ")).split()
    given = supervisor.web_command("host", "8000", workers)
    server = given.index("-m") + 1
    start = words.index(given[server])
    expected = [word for word in given[server:] if word not in ("host", "8000")]
    assert [word for word in words[start:] if word in expected][: len(expected)] == expected


@pytest.mark.parametrize("model", [get_image_model, get_document_model])
def test_the_desk_still_knows_the_rights_on_pictures_and_files(model):
    assert policy_registry.get_by_type(model(), fallback=False)


def test_the_snippets_of_the_desk_are_registered_at_the_start():
    assert apps.is_installed("wagtail.snippets")
    assert snippets.DEFER_REGISTRATION is False
