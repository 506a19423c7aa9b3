"""Small promises that are easily forgotten: migrations, names in French, decisions in order, nothing unused."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.PROJECT_DIR)
APPLICATIONS = ("portal", "home", "forms_app", "guidance")
# A section may be live under a draft edition: only the models say which sections are published.
LIVE_SECTIONS = re.compile(r"\b(SectionPage|Page)\.objects(\.\w+\([^()]*\))*\.live\(\)")
# The edition is asked for, live, just before the section.
LIVE_AFTER_EDITION = {"guidance/views/publications.py"}
# Templates found by their name by a library, not by ours.
FOUND_BY_NAME = re.compile(
    r"^(account|wagtailadmin|wagtailusers|wagtailcore|allauth|modeladmin|socialaccount|mfa)/|^\d{3}\w*\.html$"
)


def sources(suffix=".py"):
    """Files of ours with that suffix, without migrations."""
    for name in APPLICATIONS:
        for path in sorted((ROOT / name).rglob(f"*{suffix}")):
            if "migrations" not in path.parts:
                yield path


@pytest.mark.django_db
def test_no_model_waits_for_a_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO(), verbosity=0)


def models():
    return [model for name in APPLICATIONS for model in apps.get_app_config(name).get_models()]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_a_model_is_named_in_french_for_the_desk(model):
    assert model._meta.original_attrs.get("verbose_name"), model._meta.label
    assert model._meta.original_attrs.get("verbose_name_plural"), model._meta.label


def test_decisions_are_numbered_without_a_hole_or_a_double():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_a_decision_says_context_options_decision_and_consequences(path):
    headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.M)
    assert headings[:4] == ["Context", "Options", "Decision", "Consequences"]


def test_every_template_is_used():
    words = "\n".join(path.read_text(encoding="utf-8") for s in (".py", ".html", ".txt") for path in sources(s))
    unused = []
    for name in APPLICATIONS:
        root = ROOT / name / "templates"
        for path in sorted(root.rglob("*.html")):
            template = str(path.relative_to(root))
            if template not in words and not FOUND_BY_NAME.search(template) and not is_page_template(template):
                unused.append(template)
    assert unused == []


def is_page_template(template):
    """Whether a page model takes this template by its name."""
    return any(getattr(model, "template", None) == template for model in models())


def test_live_sections_are_asked_for_in_the_models_only():
    found = {
        str(path.relative_to(ROOT)) for path in sources() if LIVE_SECTIONS.search(path.read_text(encoding="utf-8"))
    }
    assert {path for path in found if not path.startswith("guidance/models/")} == LIVE_AFTER_EDITION


def test_requirements_are_exact_and_hashed():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if line and line[0] not in " #"]
        assert pinned
        assert all(re.match(r"^[\w.\[\],-]+==[\w.]+( ;.*)? \\$", line) for line in pinned)
        assert not any(line.startswith(("--index", "--find", "--extra")) for line in lines)


def test_no_file_of_ours_names_a_folder_of_somebody_s_machine():
    for path in sources():
        assert not re.search(r"/(home|root|Users)/\w+/", path.read_text(encoding="utf-8")), path
