"""Each fiche sounds as it was last read by a person: what a screen reader is given, screen by screen (RGAA 11).

The files of `heard/` are read before they are committed; `make heard` writes them again after a change of the screens.
"""

import difflib
import os
from pathlib import Path

import pytest
import yaml

from tests.browser import heard_walk

KEPT = Path(__file__).parent / "heard"
RENEWED = os.environ.get("PORTAL_HEARD") == "renew"
#: Fiche, who fills it, authority (its rank among those offered, None when there is one).
FICHES = [
    ("receipt", "secretariat", 0),
    ("receipt", "secretariat", 1),
    ("complements", "medecin", 0),
    ("complements", "medecin", 1),
    ("avis", "medecin", 0),
    ("avis", "medecin", 1),
    ("note", "medecin", 0),
    ("humanitarian", "directeur", None),
    ("transmission", "secretariat", None),
    ("inquiry", "medecin", None),
    ("college", "medecin", None),
    ("removal", "medecin", None),
]


@pytest.mark.parametrize(("key", "role", "authority"), FICHES)
def test_each_step_of_a_fiche_is_heard_as_it_was_read_over(own_site, visit, key, role, authority):
    name = key if authority is None else f"{key}-{authority + 1}"
    compare(name, heard_walk.steps(visit(role, at=own_site), key, authority))


@pytest.mark.parametrize(("key", "authority"), [("avis", 0), ("college", None)])
def test_a_fiche_on_one_page_is_heard_as_it_was_read_over(own_site, visit, key, authority):
    compare(f"{key}-page", heard_walk.one_page(visit("medecin", at=own_site), key, authority))


def compare(name, screens):
    """Fail with the lines that changed, or write them when they are renewed."""
    path, now = KEPT / f"{name}.yaml", written(screens)
    if RENEWED:
        path.write_text(now, encoding="utf-8")
    assert yaml.safe_load(now).keys() == screens.keys()
    before = path.read_text(encoding="utf-8")
    changed = difflib.unified_diff(
        before.splitlines(), now.splitlines(), "as read over", "as heard now", n=2, lineterm=""
    )
    assert before == now, f"{path.name}: read what changed, then `make heard`\n" + "\n".join(changed)


def written(screens):
    """The screens as a YAML file: a block of lines each."""
    blocks = (f"{name}: |\n" + "".join(f"  {line}\n" for line in lines) for name, lines in screens.items())
    return "".join(blocks)
