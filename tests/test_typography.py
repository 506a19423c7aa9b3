"""A line of a screen never begins with a colon: the words of the tool keep no-break spaces (docs/design.md)."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: A plain space where French asks for one that does not break. « != » of a template and the like are no French.
BREAKS = re.compile(r"(?:^|(?<=\S)) [:;?!](?=$|[\s<\"'{«&).])| »|« ")
#: What is not a screen of ours: words of the forms, letters as printed, what a terminal shows, plain mails, search,
#: what a textarea gives back to be read again, and names that are kept in rows.
ELSEWHERE = re.compile(
    r"/management/|/settings/|services/demo/|services/trace/journal_|forms_app/(letters|documents|messages)"
    r"|services/(mail/messages|bilan/frames)|guidance/(documents|search)/|portal/(supervisor|doctor|worker|accounts)/?|^(tests|docs)/"
    r"|blocks/|templates/forms_app/letter/|templatetags/official"
)
#: Words of the official forms and texts, which keep the spaces of their source, and words kept in rows.
OFFICIAL = (
    *("Textes de référence :", "Texte abrogé :", "Annexes :", "Diffusion :", "NOR :", "Résumé :", "Catégorie :"),
    *("Mots-clés :", "Classement thématique :", "Dernière mise à jour des données de ce texte :"),
    *("Le défaut de prise en charge :", "Les soins nécessités par son état de santé :"),
    *("Convocation : réalisée", "Examens : réalisés", "Justification : réalisée"),
    "Existe-t-il un traitement approprié dans le pays d’origine ?",
    "quelle est la durée prévisible de cette prise en charge médicale ?",
    *("Rédacteurs : ", "Montants calculés : "),
    *("nécessite une prise en charge médicale ;", "ne nécessite pas de prise en charge médicale ;"),
)


def ours(pattern):
    """The tracked files of the screens, without what `ELSEWHERE` names."""
    names = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split() if not ELSEWHERE.search(name)]


def words_of_template(source):
    """What a template may show, with its line: text, and the strings that its tags pass on."""
    line = 1
    for part in re.split(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", source):
        if part.startswith(("{%", "{{")):
            yield from ((line, words) for words in re.findall(r'"([^"]*)"', part))
        elif not part.startswith("{#"):
            yield line, part
        line += part.count("\n")


def words_of_module(source):
    """The strings of a module that are no docstring; the straight apostrophe is of the sources, no screen uses it."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
            and "'" not in node.value
        ):
            yield node.lineno, node.value


def broken(read, source):
    return [(line, words) for line, words in read(source) if BREAKS.search(words) and words not in OFFICIAL]


@pytest.mark.parametrize(("pattern", "read"), [("*/templates/*.html", words_of_template), ("*.py", words_of_module)])
def test_no_line_of_a_screen_can_begin_with_a_colon(pattern, read):
    found = {name: broken(read, (ROOT / name).read_text()) for name in ours(pattern)}
    assert not {name: rows for name, rows in found.items() if rows}


@pytest.mark.parametrize(
    "words",
    [
        "<b>Source</b> : {{ row }}",
        '{% include "a.html" with title="Quel régime ?" only %}',
        "« {{ row }}\u00a0»",
        "Ah !</p>",
    ],
)
def test_a_plain_space_of_a_template_is_seen(words):
    assert broken(words_of_template, words)


@pytest.mark.parametrize(
    "words",
    [
        "<b>Source</b>&nbsp;: {{ row }}",
        '{% if a != "b" %}',
        "{# Pourquoi : ceci #}",
        "«&nbsp;{{ row }}&nbsp;»",
        "à 9:30",
    ],
)
def test_what_is_right_or_is_not_shown_is_left_alone(words):
    assert not broken(words_of_template, words)


def test_a_plain_space_of_a_module_is_seen_outside_of_its_docstrings():
    assert broken(words_of_module, '"""Une phrase : ceci."""\nSAID = f"« {row} »"')
    assert not broken(words_of_module, '"""Une phrase : ceci."""\nSAID = f"{row}\u00a0: ceci"')
