"""The tables about safety stay true: every abuse case is there, every proof named is a test that exists and runs."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.PROJECT_DIR)
DOCUMENT = ROOT / "docs" / "security.md"
PROOF = re.compile(r"\[(test_\w+)\]\(\.\./(tests/[\w/]+\.py)\)")
ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.M)


ASVS = ROOT / "docs" / "asvs.md"
DOCUMENTS = (DOCUMENT, ASVS, ROOT / "docs" / "pia.md")


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


# --- ASVS 5.0.0 -----------------------------------------------------------------------------------------------------
# How many requirements of levels 1 and 2 each section has, numbered from 1; those of level 3 follow them.
SECTIONS = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7),
    "16": (1, 5, 4, 3, 3),
}
WEBRTC = 7  # requirements of V17 at level 2, answered once at the head
TAKEN = {"7.5.3", "8.3.2", "14.2.6", "14.2.7", "14.2.8"}  # level 3, held all the same
ANSWERED = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([\d, ]+) \| ([^|]+) \| (.+) \|$", re.M)
STATUS = re.compile(r"Reason: (written|by design|not applicable|the operator)\b|(Not done):|\[test_")
COUNTED = re.compile(r"^\| ([\w ]+) \| (\d+) \|", re.M)
LINKED = re.compile(r"\]\((?!\.\./tests/)([^)#]+)\)")


def answers():
    return ANSWERED.findall(ASVS.read_text(encoding="utf-8"))


def status_of(answer):
    found = STATUS.match(answer)
    return (found.group(1) or found.group(2) or "proved") if found else None


def test_every_requirement_of_level_2_is_answered_once():
    ids = [requirement for requirement, *_ in answers()]
    expected = {
        f"{chapter}.{section}.{number}"
        for chapter, sections in SECTIONS.items()
        for section, last in enumerate(sections, start=1)
        for number in range(1, last + 1)
    }
    assert len(expected) + WEBRTC == 253  # as the standard counts them
    assert sorted(expected - set(ids)) == []
    assert sorted(TAKEN - set(ids)) == []
    assert len(ids) == len(set(ids))
    levels = {requirement: level for requirement, level, *_ in answers()}
    assert {levels[requirement] for requirement in set(ids) - expected} == {"3"}


def test_each_answer_is_a_proof_or_a_reason():
    bare = [requirement for requirement, _, _, answer in answers() if status_of(answer) is None]
    assert bare == []
    written = [(requirement, answer) for requirement, _, _, answer in answers() if status_of(answer) == "written"]
    assert [requirement for requirement, answer in written if not LINKED.search(answer)] == []


def test_the_counts_at_the_head_are_those_of_the_rows():
    told = {name: int(number) for name, number in COUNTED.findall(ASVS.read_text(encoding="utf-8"))}
    counted = Counter(status_of(answer) for *_, answer in answers())
    assert told == counted | {"all": len(answers())}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)
def test_each_document_that_is_named_is_there(document):
    named = set(LINKED.findall(document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (document.parent / name).exists()] == []
