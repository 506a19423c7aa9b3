"""The letters as accessible, archival PDF files, from frozen content only (D1, D2, D5, D6, D7)."""

from datetime import date
from pathlib import Path

from forms_app.documents.frozen import TEMPLATE_VERSION, Frozen, thaw
from forms_app.documents.metadata import described
from forms_app.documents.names import file_name
from forms_app.documents.payload import EMPTY, SPECIMEN, TICKED, letter_payload
from forms_app.documents.words import Span, Words, printed_words
from forms_app.letters.content import Letter
from guidance.documents.compile import NotArchivalError, compile_pdf

__all__ = [
    "EMPTY",
    "Frozen",
    "NotArchivalError",
    "SPECIMEN",
    "Span",
    "TEMPLATE_VERSION",
    "TICKED",
    "Words",
    "answered",
    "described",
    "file_name",
    "letter_payload",
    "printed_words",
    "render_blank",
    "render_label",
    "render_letter",
    "render_slip",
    "thaw",
]

_TEMPLATE = Path(__file__).resolve().parent / "letter.typ"
_ROOT = _TEMPLATE.parent.parent.parent  # the parts of every document are those of `guidance`


def render_letter(frozen: Frozen) -> bytes:
    """Return the PDF of a frozen letter, its slip and label on the page after it.

    Raises `NotArchivalError` when some sign of an answer cannot be drawn: a letter never leaves with holes.
    """
    return _compile(letter_payload(frozen, frozen.digest))


def render_blank(letter: Letter, made_on: date) -> bytes:
    """Return a form to fill by hand; ValueError when the letter holds an answer or a ticked box."""
    if answered(letter):
        raise ValueError("a blank form holds no answer")
    return render_letter(Frozen(letter, made_on))


def render_slip(frozen: Frozen) -> bytes:
    """Return the return slip alone, on its own page; ValueError when the letter has none."""
    return _attachment(frozen, "slip")


def render_label(frozen: Frozen) -> bytes:
    """Return the label « secret médical » alone, on its own page; ValueError when the letter has none."""
    return _attachment(frozen, "label")


def answered(letter: Letter) -> bool:
    """Tell whether a letter holds anything that somebody filled in."""
    pieces = [piece for line in letter.lines for piece in line.pieces]
    options = [option for line in letter.lines for option in line.options]
    pieces += [piece for option in options for piece in option.pieces]
    ticked = any(option.ticked for option in options) or any(line.items for line in letter.lines)
    return ticked or bool(letter.reply_address) or any(piece.kind == "answer" for piece in pieces)


def _attachment(frozen: Frozen, key: str) -> bytes:
    payload = letter_payload(frozen, frozen.digest)
    if key not in payload:
        raise ValueError(f"this letter has no {key}")
    other = {"slip": "label", "label": "slip"}[key]
    return _compile({name: value for name, value in payload.items() if name != other} | {"lines": [], "notes": []})


def _compile(payload: dict) -> bytes:
    return compile_pdf(_TEMPLATE, payload, root=_ROOT, strict=True)
