"""Models of one fiche set side by side, word by word: 1 and 1 bis, 2 and 2 bis, 3 and 3 bis, then ours (F6)."""

from dataclasses import dataclass
from datetime import date

from forms_app import fiches
from forms_app.fiches.declaration import Fiche
from forms_app.letters.names import variant
from forms_app.services.fiches import models
from guidance.redline import Pair, Passage, compare
from guidance.redline.words import Segment, is_change


@dataclass(frozen=True, slots=True)
class Row:
    """One line of both models; a side without the line has no segment."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]

    @property
    def differs(self) -> bool:
        return any(is_change(segment) for segment in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class Sides:
    """Two models of one fiche: what each is called, and their lines in order."""

    title: str
    left: str
    right: str
    source: str
    rows: tuple[Row, ...]

    @property
    def differences(self) -> int:
        return sum(row.differs for row in self.rows)


def pairs(day: date) -> list[Sides]:
    """Return the pairs of models as they print on a day; a model that is not published here is left out."""
    found = []
    for fiche in fiches.FICHES:
        keys = list(dict.fromkeys(fiche.branches.values() or fiche.model.values()))
        if len(keys) == 2:
            found += _sides(fiche, keys, day)
    return found


def _sides(fiche: Fiche, keys: list[str], day: date) -> list[Sides]:
    try:
        left, right = (models.standing(key, day) for key in keys)
    except KeyError:
        return []
    names = [_name(fiche, key) for key in keys]
    rows = tuple(_rows(compare(_lines(left[0]), _lines(right[0]), by_label=False).pairs))
    return [Sides(fiche.title, *names, left[1].get("source", ""), rows)]


def _name(fiche: Fiche, key: str) -> str:
    number = next((fiche.number(authority) for authority, model in fiche.model.items() if model == key), "")
    return f"Fiche {number}" if number else variant(key)


def _lines(model: dict) -> list[Passage]:
    words = [text for line in model["lines"] for text in models.words_of(line) or ["(liste d’éléments)"]]
    return [Passage(f"ligne-{rank}", text) for rank, text in enumerate(words) if text.strip()]


def _rows(compared: tuple[Pair, ...]) -> list[Row]:
    """A line that stands on one side only faces the one that took its place, when it follows."""
    rows: list[Row] = []
    for pair in compared:
        left = pair.segments if pair.left_label else ()
        right = pair.segments if pair.right_label else ()
        if not left and rows and not rows[-1].right:
            rows[-1] = Row(rows[-1].left, right)
        else:
            rows.append(Row(left, right))
    return rows
