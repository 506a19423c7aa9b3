"""What the tests of the outgoing check read: lists of sentences, the delivered lexicon, the words of the letters."""

from functools import lru_cache
from pathlib import Path

import yaml

from forms_app import secrecy
from forms_app.enums import Outgoing

HERE = Path(__file__).parent
READINGS = {"prose": Outgoing.PROSE, "address": Outgoing.ADDRESS, "name": Outgoing.NAME}


def listed(name: str) -> dict:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def leaks(name: str) -> list[tuple[Outgoing, str, str]]:
    """Reading, family and fragment of each line of a list."""
    return [
        (READINGS[reading], family, fragment)
        for reading, families in listed(name).items()
        for family, fragments in families.items()
        for fragment in fragments
    ]


@lru_cache(maxsize=1)
def lexicon() -> secrecy.Lexicon:
    return secrecy.build(secrecy.delivered())


def found(text: str, reading: Outgoing = Outgoing.PROSE) -> list[str]:
    """The words found in a text."""
    return [text[finding.start : finding.end] for finding in secrecy.check(text, reading, lexicon())]


def strings(node) -> list[str]:
    """Every string of a tree of data, keys aside."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list | tuple):
        return [text for value in node for text in strings(value)]
    return [node] if isinstance(node, str) else []
