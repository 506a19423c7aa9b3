"""Reads what is delivered beside the questions: clauses (`mapping.yaml`), named articles (`articles.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from guidance.enums import Regime

_FOLDER = Path(__file__).resolve().parent.parent
ARTICLE = "article:"
#: The text that each regime reads; a clause of the other never stands beside its questions.
TEXT_OF = {Regime.ARS: "instruction-2011", Regime.OFII: "arrete-2017"}


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article where the two texts are silent: our summary of facts, its source, and how far it can be trusted."""

    key: str
    title: str
    says: str
    source: str
    address: str
    mark: str  # a value of `guidance.enums.Mark`
    regimes: frozenset[Regime]


@cache
def _mapping() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        fiche: {question: tuple(targets) for question, targets in questions.items()}
        for fiche, questions in _load("mapping.yaml").items()
    }


@cache
def _articles() -> dict[str, NamedArticle]:
    rows = (row | {"regimes": frozenset(map(Regime, row["regimes"]))} for row in _load("articles.yaml"))
    return {row["key"]: NamedArticle(**row) for row in rows}


def default_mapping() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the delivered targets by fiche and question, the foremost first."""
    return {fiche: dict(questions) for fiche, questions in _mapping().items()}


def named_articles() -> dict[str, NamedArticle]:
    """Return the named articles by key; a target names one as `article:<key>`."""
    return dict(_articles())


def is_of_regime(target: str, regime: Regime) -> bool:
    """Tell whether a target may stand beside a question of that regime; False for an article nobody wrote."""
    if target.startswith(ARTICLE):
        article = _articles().get(target.removeprefix(ARTICLE))
        return article is not None and regime in article.regimes
    return target.partition("#")[0] == TEXT_OF[regime]


def _load(name: str):
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
