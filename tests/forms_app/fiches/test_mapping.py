"""Every question of every fiche has its clause, or a named article, of its own regime."""

from pathlib import Path

import pytest
import yaml

import forms_app
from forms_app.fiches import FICHES
from guidance.enums import Mark, Regime
from tests.forms_app.fiches.clauses import clauses

FILES = Path(forms_app.__file__).parent
MAPPING = yaml.safe_load((FILES / "mapping.yaml").read_text(encoding="utf-8"))
ARTICLES = {row["key"]: row for row in yaml.safe_load((FILES / "articles.yaml").read_text(encoding="utf-8"))}
TEXTS = {Regime.ARS: "instruction-2011", Regime.OFII: "arrete-2017"}
ARTICLE = "article:"
QUESTIONS = [(fiche, question.name) for fiche in FICHES for question in fiche.questions()]


def resolves(target):
    return target in clauses() or target.removeprefix(ARTICLE) in ARTICLES


def is_of_regime(target, regime):
    if target.startswith(ARTICLE):
        return regime.value in ARTICLES[target.removeprefix(ARTICLE)]["regimes"]
    return target.startswith(f"{TEXTS[regime]}#")


@pytest.mark.parametrize(("fiche", "question"), QUESTIONS, ids=[f"{f.key}-{name}" for f, name in QUESTIONS])
def test_a_question_has_targets_that_exist_and_are_of_its_regime(fiche, question):
    targets = MAPPING[fiche.key][question]
    assert targets and len(set(targets)) == len(targets)
    assert [target for target in targets if not resolves(target)] == []
    assert [target for target in targets if not is_of_regime(target, fiche.regime)] == []


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_the_mapping_names_no_question_that_is_not_asked(fiche):
    assert set(MAPPING[fiche.key]) == {question.name for question in fiche.questions()}


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_pinned_clauses_exist_and_are_of_the_regime(fiche):
    assert fiche.pinned
    assert all(resolves(target) and is_of_regime(target, fiche.regime) for target in fiche.pinned)


def test_every_fiche_has_its_mapping_and_every_named_article_is_used():
    assert set(MAPPING) == {fiche.key for fiche in FICHES}
    targets = {target for questions in MAPPING.values() for found in questions.values() for target in found}
    assert {f"{ARTICLE}{key}" for key in ARTICLES} <= targets


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: article["key"])
def test_a_named_article_says_its_source_and_how_far_it_can_be_trusted(article):
    assert article["says"].strip() and article["source"].strip() and article["title"].strip()
    assert article["mark"] in Mark.values
    assert article["regimes"] and set(article["regimes"]) <= set(Regime.values)
    assert article["address"] == "" or article["address"].startswith("https://")


def test_the_silences_of_the_texts_are_filled_by_named_articles():
    """Travel, duration and composition of the college are in neither text."""
    college = MAPPING["college"]
    for question in ("travel", "duration", "physician_1", "rapporteur"):
        assert all(target.startswith(ARTICLE) for target in college[question])
