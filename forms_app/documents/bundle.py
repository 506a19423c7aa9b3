"""The day's mail as one file to print: labels or addresses for a window, a list for each addressee, the letters.

The letters are the very files that were kept: their pages are taken as they are. The lists hold references only.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guidance.dates import in_words
from guidance.documents.compile import compile_plain
from guidance.documents.runs import clean

LABELS = 24
_TEMPLATE = Path(__file__).resolve().parent / "bundle.typ"
_ROOT = _TEMPLATE.parent.parent.parent
_PAGE = re.compile(rb"/Type ?/Page\b")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A line of a list: the reference of a dossier, what is enclosed, and its file when the portal prints it."""

    reference: str
    piece: str
    day: date | None
    pdf: bytes = b""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes to one addressee."""

    address: tuple[str, ...]
    sender: tuple[str, ...]
    enclosed: tuple[Enclosed, ...]


def render_bundle(envelopes: list[Envelope], day: date, *, labels: bool, first: int = 1) -> bytes:
    """Return the file of a job; `first` is the first free label of the sheet, from 1 to 24."""
    payload = {
        "title": "Courriers du jour",
        "heading": "Bordereau d’envoi",
        "columns": ["N°", "Référence", "Pièce", "Du"],
        "receipt": ["Reçu le :", "Signature :"],
        "first": first,
        "labels": [list(map(clean, one.address)) for one in envelopes] if labels else [],
        "groups": [_group(one, day) for one in envelopes],
    }
    return compile_plain(_TEMPLATE, payload, root=_ROOT)


def pages_of(pdf: bytes) -> int:
    """Return how many pages a letter of the portal has; ValueError for a file that is none of its letters."""
    found = len(_PAGE.findall(pdf))
    if not found:
        raise ValueError("no page was found")
    return found


def _group(one: Envelope, day: date) -> dict:
    count = len(one.enclosed)
    return {
        "address": list(map(clean, one.address)),
        "sender": list(map(clean, one.sender)),
        "told": f"{count} pièce{'s' if count > 1 else ''}, le {in_words(day)}.",
        "rows": [_row(number, each) for number, each in enumerate(one.enclosed, start=1)],
        "letters": [_letter(each) for each in one.enclosed if each.pdf],
    }


def _row(number: int, each: Enclosed) -> list[str]:
    return [str(number), clean(each.reference), clean(each.piece), f"{each.day:%d/%m/%Y}" if each.day else ""]


def _letter(each: Enclosed) -> dict:
    return {"name": f"Dossier {each.reference}", "pages": pages_of(each.pdf), "bytes": list(each.pdf)}
