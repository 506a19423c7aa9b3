"""The rules read neither row, request, setting nor clock, and every clause they cite exists."""

import ast
import importlib
from pathlib import Path

import pytest
import yaml

import forms_app
import guidance.content
from forms_app import rules
from forms_app.rules.basis import Basis
from tests.forms_app.fiches.clauses import clauses

FILES = sorted(Path(rules.__file__).parent.rglob("*.py"))
ALLOWED = {
    "calendar", "collections.abc", "dataclasses", "datetime", "functools", "itertools", "re", "zoneinfo",
    "forms_app.enums", "forms_app.fiches", "forms_app.fiches.names", "forms_app.regime", "forms_app.secrecy.folding",
    "guidance.dates", "guidance.enums", "guidance.regimes",
}  # fmt: skip
CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "monotonic", "fromtimestamp"}
ARTICLES = {
    row["key"] for row in yaml.safe_load((Path(forms_app.__file__).parent / "articles.yaml").read_text("utf-8"))
}
LINKED = {
    row["id"]
    for row in yaml.safe_load((Path(guidance.content.__file__).parent / "linked-texts.yaml").read_text("utf-8"))
}
PREFIXES = ("instruction-2011#", "arrete-2017#", "article:", "text:")


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def exists(clause):
    if clause.startswith("article:"):
        return clause.removeprefix("article:") in ARTICLES
    if clause.startswith("text:"):
        return clause.removeprefix("text:") in LINKED
    return clause in clauses()


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def module(request):
    return request.param


def test_a_rule_imports_only_what_is_pure(module):
    names = {name for name in imported(ast.parse(module.read_text("utf-8"))) if not name.startswith("forms_app.rules")}
    allowed = ALLOWED | {"django.db.models"} if module.name == "vocabulary.py" else ALLOWED
    assert names <= allowed


def test_a_rule_never_reads_the_clock(module):
    called = {node.attr for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert not called & CLOCKS


def test_french_on_screen_is_typeset_as_french(module):
    """A string with an accent or a French word is for a reader: no typewriter apostrophe, no exclamation mark."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.isascii():
            words = node.value
            assert "euillez" not in words and "!" not in words, words
            assert not any(f" {letter}'" in words for letter in "dlnsjcm") or "\n" in words, words


def every_basis(value):
    """Every clause cited below a value of the rules: dataclasses, tuples and dictionaries are walked."""
    if isinstance(value, Basis):
        yield value
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from every_basis(getattr(value, name))
    elif isinstance(value, dict):
        yield from every_basis(tuple(value.values()))
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from every_basis(one)


def cited():
    """The literal clause keys of the modules, and those their tables compose."""
    root = Path(forms_app.__file__).parent.parent
    for path in FILES:
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for value in vars(importlib.import_module(name)).values():
            for basis in every_basis(value):
                yield path.stem, basis


BASES = list(cited())


def test_the_rules_cite_their_clauses():
    assert len(BASES) > 10


@pytest.mark.parametrize(("module", "basis"), BASES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(BASES)])
def test_a_clause_that_a_rule_cites_exists(module, basis):
    assert basis.clauses or basis.elsewhere
    assert [clause for clause in basis.clauses if not exists(clause)] == []
    assert len(set(basis.clauses)) == len(basis.clauses)


def test_a_clause_that_does_not_exist_is_seen():
    assert not any(exists(f"{prefix}IV-99") for prefix in PREFIXES)
