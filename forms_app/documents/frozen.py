"""What a preview freezes: the letter, its day, its reference, and the hash that names all of it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from forms_app.letters.content import Letter, Line, Option, Piece

#: Raise it whenever the template, a typeface or the typesetter changes what a letter looks like.
TEMPLATE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A letter and what the preview adds to it.

    `mark` is random: with it in the content and in the file, nobody can guess a letter and check the guess against
    the hashes that are stored in clear.
    """

    letter: Letter
    made_on: date
    reference: str = ""  # neutral, on the slip and the label alone
    mark: str = ""
    template: str = TEMPLATE_VERSION

    def as_bytes(self) -> bytes:
        """Return the canonical JSON of the content: the same content gives the same bytes."""
        values = {
            "letter": self.letter.as_json(),
            "made_on": self.made_on.isoformat(),
            "reference": self.reference,
            "mark": self.mark,
            "template": self.template,
        }
        return json.dumps(values, sort_keys=True, separators=(",", ":")).encode("ascii")

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical content, in hexadecimal."""
        return hashlib.sha256(self.as_bytes()).hexdigest()


def thaw(content: bytes) -> Frozen:
    """Return the frozen letter that `as_bytes` wrote; ValueError, KeyError or TypeError when it is something else."""
    values = json.loads(content)
    return Frozen(
        letter=_letter(values["letter"]),
        made_on=date.fromisoformat(values["made_on"]),
        reference=values["reference"],
        mark=values["mark"],
        template=values["template"],
    )


def _letter(values: dict) -> Letter:
    lists = {name: tuple(values[name]) for name in ("notes", "attachments")}
    return Letter(**values | lists | {"lines": tuple(_line(line) for line in values["lines"])})


def _line(values: dict) -> Line:
    options = tuple(Option(option["ticked"], _pieces(option["pieces"])) for option in values["options"])
    made = {"pieces": _pieces(values["pieces"]), "options": options, "items": tuple(values["items"])}
    return Line(**values | made)


def _pieces(values: list[dict]) -> tuple[Piece, ...]:
    return tuple(Piece(**piece) for piece in values)
