"""Reads the concordance of articles from its reviewed file."""

from pathlib import Path

from guidance.citations import ArticleRow
from guidance.content.decode import decode
from guidance.content.reader import ROOT
from guidance.data_files import read_yaml


def read_articles(root: Path = ROOT) -> tuple[ArticleRow, ...]:
    """Return the rows of `articles.yaml`; raise `ContentError` when the file is malformed."""
    data = read_yaml(root / "articles.yaml")
    return decode(tuple[ArticleRow, ...], data["changes"], "articles.yaml")
