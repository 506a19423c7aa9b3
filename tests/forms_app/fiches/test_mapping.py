"""Every question of every fiche has its clause, or a named article, of its own regime."""

from itertools import product

import pytest

from forms_app.fiches import FICHES
from forms_app.fiches.mapping import ARTICLE, default_mapping, is_of_regime, named_articles
from guidance.enums import Mark, Regime
from tests.forms_app.fiches.clauses import clauses

QUESTIONS = [(fiche, question.name) for fiche in FICHES for question in fiche.questions()]


def resolves(target):
    return target in clauses() or target.removeprefix(ARTICLE) in named_articles()


@pytest.mark.parametrize(("fiche", "question"), QUESTIONS, ids=[f"{f.key}-{name}" for f, name in QUESTIONS])
def test_a_question_has_targets_that_exist_and_are_of_its_regime(fiche, question):
    targets = default_mapping()[fiche.key][question]
    assert targets and len(set(targets)) == len(targets)
    assert [target for target in targets if not resolves(target)] == []
    assert [target for target in targets if not is_of_regime(target, fiche.regime)] == []


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_the_mapping_names_no_question_that_is_not_asked(fiche):
    assert set(default_mapping()[fiche.key]) == {question.name for question in fiche.questions()}


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.key)
def test_pinned_clauses_exist_and_are_of_the_regime(fiche):
    assert fiche.pinned
    assert all(resolves(target) and is_of_regime(target, fiche.regime) for target in fiche.pinned)


def test_a_clause_of_the_other_text_is_of_the_other_regime():
    for (text, own), regime in product(
        (("instruction-2011#IV-3", Regime.ARS), ("arrete-2017#art-4-1", Regime.OFII)), Regime
    ):
        assert is_of_regime(text, regime) == (own == regime)


def test_an_article_nobody_wrote_is_of_no_regime():
    assert not any(is_of_regime("article:code-civil/1", regime) for regime in Regime)


@pytest.mark.parametrize("article", named_articles().values(), ids=lambda article: article.key)
def test_a_named_article_says_its_source_and_how_far_it_can_be_trusted(article):
    assert article.says.strip() and article.source.strip() and article.title.strip()
    assert article.mark in Mark.values
    assert article.regimes
    assert article.address == "" or article.address.startswith("https://")


def test_the_silences_of_the_texts_are_filled_by_named_articles():
    """Travel, duration and composition of the college are in neither text."""
    college = default_mapping()["college"]
    for question in ("travel", "duration", "physician_1", "rapporteur"):
        assert all(target.startswith(ARTICLE) for target in college[question])
