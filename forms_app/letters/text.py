"""A letter as plain lines of text, for a reader, a check or a test."""

from collections.abc import Iterable

from forms_app.letters.content import Letter, Line, Piece

TICKED, EMPTY, LEFT = "☒", "☐", "…"


def plain_lines(letter: Letter) -> list[str]:
    """Return the words of the page in order, a line each: boxes as ☐ or ☒, what stays to be filled as « … »."""
    return [text for line in letter.lines for text in _line(line) if text]


def _line(line: Line) -> list[str]:
    if line.kind == "boxes":
        options = [f"{TICKED if option.ticked else EMPTY} {_words(option.pieces)}" for option in line.options]
        return [_words(line.pieces), *options]
    if line.kind == "items":
        return [f"- {item}" for item in (*line.items, *[LEFT] * line.blanks)]
    return [_words(line.pieces)]


def _words(pieces: Iterable[Piece]) -> str:
    return "".join(LEFT if piece.kind == "blank" else piece.words for piece in pieces).strip()
