"""Reads the concordance of articles from its reviewed file."""

from pathlib import Path

import yaml

from guidance.citations import ArticleRow
from guidance.content.decode import decode
from guidance.content.reader import ROOT


def read_articles(root: Path = ROOT) -> tuple[ArticleRow, ...]:
    """Return the rows of `articles.yaml`; raise `ContentError` when the file is malformed."""
    data = yaml.safe_load((root / "articles.yaml").read_text(encoding="utf-8"))
    return decode(tuple[ArticleRow, ...], data["changes"], "articles.yaml")
