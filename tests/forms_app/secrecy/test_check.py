"""How the check behaves whatever it is given, and that it never repeats what it found."""

import inspect
import pkgutil
import time
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms_app import secrecy
from forms_app.enums import Outgoing
from guidance.content import __path__ as content_path
from tests.forms_app.secrecy import material

OPEN = st.sampled_from(list(material.READINGS.values()))
WORDS = [text for _, _, text in material.leaks("leaks") + material.leaks("notes")]
PROSE = st.lists(st.sampled_from([*WORDS, "greffe du tribunal", "à l’", "de", "-", "\n", "œ"]), max_size=8).map(
    " ".join
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(st.characters(), max_size=40), PROSE), OPEN)
@example("\ud800\udfff", Outgoing.PROSE)
@example("ﷺ", Outgoing.NAME)
def test_any_text_is_read_and_every_place_lies_in_it(text, reading):
    for finding in secrecy.check(text, reading, material.lexicon()):
        assert 0 <= finding.start < finding.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(PROSE, OPEN)
def test_case_and_accents_change_nothing(text, reading):
    bare = "".join(part for part in unicodedata.normalize("NFD", text) if unicodedata.category(part) != "Mn")
    told = {spelling: _told(spelling, reading) for spelling in (text, text.upper(), bare, bare.lower())}
    assert len(set(told.values())) == 1, told


def _told(text: str, reading: Outgoing) -> tuple:
    return tuple((finding.rule, finding.level) for finding in secrecy.check(text, reading, material.lexicon()))


@pytest.mark.parametrize(
    "text",
    [
        "L’intéressé réside en France depuis dix ans. ",
        "vih ",
        "v i h ",
        "a",
        "x y ",
        "insuffisance de la ",
        "à-",
        "жы ",
    ],
)
def test_the_cost_follows_the_length(text):
    short, long = (_seconds(text * (length // len(text))) for length in (125_000, 1_000_000))
    assert long < max(8 * short * 3, 0.5)
    assert long < 10


def _seconds(text: str) -> float:
    start = time.process_time()
    secrecy.check(text, Outgoing.PROSE, material.lexicon())
    return time.process_time() - start


def test_a_finding_and_the_lexicon_never_carry_the_word():
    for family, words in material.listed("planted").items():
        for word in words:
            findings = secrecy.check(f"Essai {word} Premier", Outgoing.PROSE, material.lexicon())
            told = " ".join([*map(repr, findings), *map(secrecy.explain, findings)]).casefold()
            assert word.casefold() not in told, family
    assert "vih" not in repr(material.lexicon())
    assert "vih" not in repr(secrecy.Passage("vih"))


def test_the_package_has_no_logger_and_prints_nothing():
    for module in pkgutil.walk_packages(secrecy.__path__, "forms_app.secrecy."):
        source = inspect.getsource(import_module(module.name))
        assert "logging" not in source
        assert "print(" not in source


def test_every_family_explains_itself_with_the_words_of_the_instruction():
    annexe = Path(content_path[0]) / "instruction-2011/2011-11-10/080-annexe-i.yaml"
    annexe = annexe if annexe.exists() else next(annexe.parent.glob("*annexe-i.yaml"))
    body = yaml.safe_load(annexe.read_text(encoding="utf-8"))["body"]
    clauses = {item["clause"]["label"]: item["clause"] for item in body if "clause" in item}
    clause = clauses[secrecy.CLAUSE.partition("#")[2]]
    assert "A-41" in clause["ids"]
    explanations = set()
    for family in secrecy.delivered()["families"]:
        said = secrecy.explain(secrecy.Finding(f"{family}.word", "blocking", 0, 1, family))
        assert said.split("« ")[1].split(" »")[0] in " ".join(material.strings(clause))
        explanations.add(said)
    assert len(explanations) == len(secrecy.delivered()["families"])


def test_a_family_added_by_a_physician_explains_itself_too():
    assert "liste" in secrecy.explain(secrecy.Finding("autre.word", "alert", 0, 1, "autre"))


def test_the_reasons_to_keep_a_word_are_a_closed_list_of_sentences():
    assert len(secrecy.REASONS) == 5
    assert not any("autre" in key or "…" in sentence for key, sentence in secrecy.REASONS.items())
