"""The layers hold, and the contract that holds them is seen to break when somebody imports upwards."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

APPLICATIONS = ("portal", "home", "forms_app", "guidance")
UPWARD = [
    ("guidance/regimes.py", "from portal import apps"),
    ("guidance/enums.py", "import home.apps"),
    ("home/apps.py", "import portal.apps"),
    ("guidance/timeline.py", "from guidance import models"),
    ("forms_app/rules/deadlines.py", "from forms_app import models"),
]


def contract(place):
    """Exit code and words of the contract, run in `place`."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The sources, to be spoilt."""
    place = tmp_path_factory.mktemp("layers")
    for name in APPLICATIONS:
        ignored = shutil.ignore_patterns("__pycache__", "templates", "*.yaml", "fonts")
        shutil.copytree(settings.PROJECT_DIR / name, place / name, ignore=ignored)
    shutil.copy(settings.PROJECT_DIR / "pyproject.toml", place)
    return place


def test_every_application_imports_only_those_below(copy):
    code, words = contract(copy)
    assert code == 0, words


@pytest.mark.parametrize(("module", "line"), UPWARD)
def test_an_upward_import_breaks_the_contract(module, line, copy):
    path = copy / module
    kept = path.read_text(encoding="utf-8")
    path.write_text(f"{kept}\n{line}\n", encoding="utf-8")
    try:
        code, words = contract(copy)
    finally:
        path.write_text(kept, encoding="utf-8")
    assert code != 0
    assert "BROKEN" in words
