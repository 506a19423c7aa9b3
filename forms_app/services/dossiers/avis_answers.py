"""What the boxes of an avis say, sealed beside it at its validation: what a bilan counts, read under the keys (S1).

The sense of an avis is the medical service's: it never stands in a column in clear.
"""

import json
from collections.abc import Mapping

from forms_app import crypto, fiches
from forms_app.bilan.vocabulary import duration_of
from forms_app.crypto import Family
from forms_app.letters.content import Letter as Content
from forms_app.letters.content import Line
from forms_app.letters.slots import FIELDS
from forms_app.models import Avis, AvisAnswers, Letter
from forms_app.services.fiches import letters

#: Questions of the avis whose answers are counted.
COUNTED = ("care", "gravity", "treatment", "duration", "travel")


def keep(avis: Avis, letter: Letter) -> AvisAnswers | None:
    """Keep the answers of the letter that was validated; None when its content cannot be read: nothing is counted."""
    found = of_letter(letter)
    if found is None:
        return None
    return AvisAnswers.objects.create(avis=avis, payload=crypto.seal_in(Family.AVIS, json.dumps(found).encode()))


def of_letter(letter: Letter) -> dict[str, str] | None:
    """Return the answers of a letter that is kept, by question; None when it cannot be read."""
    try:
        return answers(letters.open_content(letter))
    except (crypto.Unreadable, letters.NotCurrent, KeyError, TypeError, ValueError):
        return None


def opened(payload: bytes) -> dict[str, str]:
    """Return answers as they were sealed; `Unreadable` without the keys."""
    return json.loads(crypto.unseal_in(Family.AVIS, payload))


def answers(letter: Content) -> dict[str, str]:
    """Return what the boxes of an avis say, with the months that are written; a box left empty is not there."""
    boxes = [line for line in letter.lines if line.kind == "boxes"]
    found = {}
    for rank, line in enumerate(boxes):
        name, value = _said(letter.fiche, rank, line)
        if name in COUNTED and value:
            found[name] = value
    months = [piece.words for line in boxes for option in line.options for piece in option.pieces
              if piece.kind == "answer" and FIELDS.get(piece.name) == "months"]  # fmt: skip
    if months and months[0].isdecimal():
        found["months"] = months[0]
    return found


def _said(fiche: str, rank: int, line: Line) -> tuple[str, str]:
    """The question of a group of boxes and its answer; letters older than this name order their boxes as printed."""
    if line.question:
        return line.question, line.chosen
    declared = fiches.get(fiche)
    if rank >= len(declared.boxes):
        return "", ""
    name = declared.boxes[rank]
    ticked = next((place for place, option in enumerate(line.options) if option.ticked), None)
    return name, "" if ticked is None else declared.question(name).choices[ticked].value


def sense_of(found: Mapping[str, str]) -> str:
    """Return the first printed statement that stands in the way, or that none does; deduced, no text names it."""
    if found.get("care") == "not-needed":
        return "no-care"
    if found.get("gravity") == "should-not":
        return "no-gravity"
    if found.get("treatment") == "exists":
        return "treatment"
    return "met" if {"care", "gravity", "treatment"} <= found.keys() else "incomplete"


def duration_group(found: Mapping[str, str]) -> str:
    """Return the group of the duration of care."""
    if found.get("duration") == "long-term":
        return "long-term"
    return duration_of(int(found["months"])) if found.get("months") else "not-said"


def travel_of(found: Mapping[str, str]) -> str:
    """Return what is said of travelling without risk."""
    return found.get("travel", "not-said")
