"""The content of a letter, frozen: every word of the page, in order, and nothing that is not on it."""

from dataclasses import asdict, dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the model (`text`), an answer (`answer`), or a blank that stays to be filled by hand (`blank`)."""

    kind: Literal["text", "answer", "blank"]
    words: str  # for a blank: its spoken name
    size: Literal["short", "medium", "long"] = "medium"
    name: str = ""  # field of the model that the answer fills


@dataclass(frozen=True, slots=True)
class Option:
    """One box of the model: ticked or not, with its words."""

    ticked: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph (`pieces`), boxes (`options` under `pieces`), or items (`items`, then `blanks`).

    Boxes say which question they answer, and with which of its values: what is counted of an avis is read there.
    """

    kind: Literal["line", "boxes", "items"]
    pieces: tuple[Piece, ...] = ()
    align: Literal["start", "center", "end"] = "start"
    options: tuple[Option, ...] = ()
    items: tuple[str, ...] = ()
    blanks: int = 0
    signature: bool = False  # room for a handwritten signature follows
    question: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter. `notes` are the portal's own (restorations, deviations), at the foot, never in the text."""

    fiche: str
    authority: str
    number: str
    title: str  # neutral: title of the file too, never a name nor a health word
    lines: tuple[Line, ...]
    recipient: str
    specimen: bool = False
    notes: tuple[str, ...] = ()
    source: str = ""  # « Instruction DGS/MC1/RI2/2011/417, annexe IV, édition du … »
    edition: str = ""
    model_version: str = ""
    day: str = ""  # day of the letter, ISO
    attachments: tuple[str, ...] = field(default=())  # keys: "slip", "label"
    reply_address: str = ""  # confidential address of the physician, one line a row: on the slip and the label alone

    def as_json(self) -> dict:
        return asdict(self)
