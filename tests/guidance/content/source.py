"""Reads a source file and applies to its lines the operations that `operations.yaml` lists."""

import re
from pathlib import Path
from typing import NamedTuple

import yaml

from guidance.content.reader import ROOT

OPERATIONS = yaml.safe_load((Path(__file__).parent / "operations.yaml").read_text(encoding="utf-8"))
_LEADER = re.compile(r"\.(?:\s*\.){2,}")


class Line(NamedTuple):
    """A line of a source file under its number there; `joined` tells that its last word goes on in the next line."""

    number: int
    text: str
    joined: bool = False


def raw_text(slug: str) -> str:
    """The source file, as it is."""
    return (ROOT / "sources" / f"{slug}.txt").read_text(encoding="utf-8")


def restored_words(slug: str) -> list[str]:
    """The words of the source file once every listed operation is applied."""
    lines = [Line(number, text) for number, text in enumerate(raw_text(slug).split("\n"), 1)]
    for operation in OPERATIONS[slug]:
        lines = _APPLY[operation["op"]](lines, operation)
    return "".join(line.text.rstrip() if line.joined else line.text + " " for line in lines).split()


def _replace(lines: list[Line], number: int, find: str, put: str) -> list[Line]:
    line = next(line for line in lines if line.number == number)
    if line.text.count(find) != 1:
        raise ValueError(f"line {number} holds {find!r} {line.text.count(find)} times, not once")
    return [line._replace(text=line.text.replace(find, put)) if line.number == number else line for line in lines]


def _call(lines: list[Line], operation: dict) -> list[Line]:
    return _replace(lines, operation["line"], operation["find"], operation["bare"])


def _put(lines: list[Line], operation: dict) -> list[Line]:
    return _replace(lines, operation["line"], operation["find"], operation["with"])


def _join(lines: list[Line], operation: dict) -> list[Line]:
    number = operation["line"]
    if not any(line.number == number and line.text.rstrip().endswith("-") for line in lines):
        raise ValueError(f"line {number} does not end with a hyphen")
    return [line._replace(joined=True) if line.number == number else line for line in lines]


def _move(lines: list[Line], operation: dict) -> list[Line]:
    moved = [line for line in lines if _within(line, operation)]
    return _insert_before([line for line in lines if not _within(line, operation)], operation["before"], moved)


def _insert(lines: list[Line], operation: dict) -> list[Line]:
    return _insert_before(lines, operation["before"], [Line(0, operation["words"])])


def _insert_before(lines: list[Line], number: int, more: list[Line]) -> list[Line]:
    place = next(place for place, line in enumerate(lines) if line.number == number)
    return [*lines[:place], *more, *lines[place:]]


def _drop(lines: list[Line], operation: dict) -> list[Line]:
    dropped = " ".join(" ".join(line.text for line in lines if _within(line, operation)).split())
    if dropped != operation["words"]:
        raise ValueError(f"these lines hold {dropped!r}")
    return [line for line in lines if not _within(line, operation)]


def _edit_range(pattern: re.Pattern) -> object:
    def apply(lines: list[Line], operation: dict) -> list[Line]:
        return [line._replace(text=pattern.sub(" ", line.text)) if _within(line, operation) else line for line in lines]

    return apply


def _within(line: Line, operation: dict) -> bool:
    first, last = operation["lines"]
    return first <= line.number <= last


_APPLY = {
    "call": _call,
    "replace": _put,
    "key": _put,
    "join": _join,
    "move": _move,
    "insert": _insert,
    "drop": _drop,
    "leaders": _edit_range(_LEADER),
    "boxes": _edit_range(re.compile(r"^\s*o\s+")),
    "bullets": _edit_range(re.compile(r"^\s*•\s+")),
}
