"""The tables about safety stay true: every abuse case is there, every proof named is a test that exists and runs."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.PROJECT_DIR)
DOCUMENT = ROOT / "docs" / "security.md"
PROOF = re.compile(r"\[(test_\w+)\]\(\.\./(tests/[\w/]+\.py)\)")
ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.M)


DOCUMENTS = (DOCUMENT, ROOT / "docs" / "pia.md")


def proofs():
    return sorted({proof for document in DOCUMENTS for proof in PROOF.findall(document.read_text(encoding="utf-8"))})


def skipped(function):
    """Whether a test is marked so that it never runs."""
    return any("skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in function.decorator_list)


def defined_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("name", "place"), proofs())
def test_each_proof_named_is_a_test_that_runs(name, place):
    found = defined_in(ROOT / place).get(name)
    assert found is not None, f"{place} has no {name}"
    assert not skipped(found)


def test_the_twenty_two_abuse_cases_each_have_a_proof():
    rows = {int(number): rest for number, rest in ROW.findall(DOCUMENT.read_text(encoding="utf-8"))}
    assert set(range(1, 23)) <= rows.keys()
    assert [number for number in range(1, 23) if not PROOF.search(rows[number])] == []
