"""The words of a model once answers and permitted departures are known."""

from collections.abc import Iterable
from datetime import date

from forms_app.enums import Authority
from forms_app.fiches.declaration import Answer, Answers, Deviation, Fiche
from forms_app.letters.content import Piece
from forms_app.letters.slots import BLANK, FIELDS
from guidance.dates import in_words


class Wording:
    """Turns the text of a model into pieces, and remembers which departures were made."""

    def __init__(self, fiche: Fiche, answers: Answers, fields: dict, authority: Authority, asked_for: Iterable[str]):
        self.answers = answers
        self._fields = fields
        self._hidden = fiche.never_printed
        self._picks = [(p.printed, p.kept) for p in fiche.picks if answers.get(p.question) == p.value]
        wanted = frozenset(asked_for)
        self._deviations = [d for d in fiche.deviations if _holds(d, answers, authority, wanted)]
        self._made: dict[str, str] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What departs from the printed words, each once, told at the foot of the letter."""
        return tuple(f"Écart choisi avec le modèle imprimé : {label}." for label in self._made.values())

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return the words of a text, its named blanks filled or left."""
        parts = BLANK.split(self._reworded(text))
        return tuple(self._slot(part) if k % 2 else Piece("text", part) for k, part in enumerate(parts) if part)

    def answer(self, question: str) -> str:
        """Return the words of an answer on one line, empty when there is none."""
        return ", ".join(line.strip() for line in self.paragraphs(question))

    def paragraphs(self, question: str) -> list[str]:
        """Return the lines of an answer that are not empty."""
        if question in self._hidden or question not in self.answers:
            return []
        return [line for line in said(self.answers[question]).split("\n") if line.strip()]

    def _slot(self, field: str) -> Piece:
        known = self._fields.get(field) or {}
        size = known.get("size") or "medium"
        words = self.answer(FIELDS.get(field, field))
        if words:
            return Piece("answer", words, size, field)
        return Piece("blank", known.get("label") or field.replace("_", " "), size, field)

    def _reworded(self, text: str) -> str:
        for printed, kept in self._picks:
            text = text.replace(printed, kept)
        for deviation in self._deviations:
            if deviation.printed in text:
                text = text.replace(deviation.printed, deviation.instead)
                self._made[deviation.key] = deviation.label
        return text


def said(answer: Answer) -> str:
    """Return an answer as a letter writes it."""
    if isinstance(answer, date):
        return in_words(answer)
    if isinstance(answer, tuple):
        return "\n".join(answer)
    return str(answer).replace("\r\n", "\n").strip()


def _holds(deviation: Deviation, answers: Answers, authority: Authority, wanted: frozenset[str]) -> bool:
    if deviation.authorities and authority not in deviation.authorities:
        return False
    return deviation.key in wanted or bool(deviation.when and deviation.when(answers))
