"""Our own models of the letters that the texts order without a model: specimens until somebody validates one."""

from functools import cache
from pathlib import Path

from guidance.data_files import read_yaml

_FOLDER = Path(__file__).resolve().parent


@cache
def _read() -> dict[str, dict]:
    return {path.stem: read_yaml(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def delivered() -> dict[str, dict]:
    """Return the models by key: title, lines, fields and source, in the shape of a facsimile.

    A group of boxes names its `question`; a text line with `signature` leaves room to sign.
    """
    return {key: dict(model) for key, model in _read().items()}
