"""What a process of the portal loads when it starts, and what it leaves in the box."""

import subprocess
import sys

import pytest
from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtail.snippets import models as snippets

#: A web framework for an API nobody asked for, a decoder of pictures, a writer of spreadsheets.
UNUSED = ("ninja", "pillow_heif.HeifImagePlugin", "openpyxl")

_LOADED = """
import sys
import portal.wsgi
from django.urls import get_resolver
for part in get_resolver().url_patterns:
    getattr(part, "url_patterns", None)
print(*sys.modules, sep="\\n")
"""


def test_a_process_that_is_ready_to_serve_has_loaded_none_of_what_the_portal_does_not_offer():
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "guidance.models" in loaded
    assert not loaded & set(UNUSED)


@pytest.mark.parametrize("model", [get_image_model, get_document_model])
def test_the_desk_still_knows_the_rights_on_pictures_and_files(model):
    assert policy_registry.get_by_type(model(), fallback=False)


def test_the_snippets_of_the_desk_are_registered_at_the_start():
    assert apps.is_installed("wagtail.snippets")
    assert snippets.DEFER_REGISTRATION is False
