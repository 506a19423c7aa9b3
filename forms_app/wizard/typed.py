"""What a browser posted, made safe to keep: known names only, no sign that cannot be read, a limit on every answer."""

import unicodedata
from collections.abc import Iterable

from forms_app.enums import Kind
from forms_app.fiches.declaration import Question, Step

LONGEST = 20_000  # characters kept of one answer; every limit of a question is far below
MOST_VALUES = 50
SPOILT = "Des signes illisibles ont été retirés de cette réponse. Relisez-la, puis continuez."
_KEPT = "\n\t"
_INVISIBLE = {"Cf"}  # soft hyphens, marks of direction: nobody sees them, nothing is lost with them
_UNREADABLE = {"Cc", "Cs", "Co", "Cn"}


def readable(text: str) -> tuple[str, bool]:
    """Return a text without the signs that nobody reads, and whether one of them could not be read at all."""
    text = text[: LONGEST + 1].replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():  # nearly everything that is posted
        return text, False
    kept, spoilt = [], False
    for sign in text:
        category = unicodedata.category(sign)
        if sign not in _KEPT and category in _UNREADABLE:
            spoilt = True
        elif category not in _INVISIBLE:
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept)), spoilt


def typed_of(step: Step, data, prefix: str | None = None) -> tuple[dict[str, list[str]], frozenset[str]]:
    """Return what was posted for a step, by question, and the questions where unreadable signs were taken out."""
    prefix = step.slug if prefix is None else prefix
    typed, spoilt = {}, set()
    for question in step.questions:
        values = data.getlist(f"{prefix}-{question.name}")[:MOST_VALUES]
        if not values:
            continue
        read = [readable(str(value)) for value in values]
        typed[question.name] = [text for text, _ in read]
        if any(bad for _, bad in read):
            spoilt.add(question.name)
    return typed, frozenset(spoilt)


def is_answered(question: Question, values: Iterable[str]) -> bool:
    """Tell whether something was typed or chosen; the choice that leaves the boxes empty is an answer."""
    values = list(values)
    if question.kind is Kind.CHOICE and question.blank and values:
        return True
    return any(value.strip() for value in values)


def is_untouched(step: Step, typed) -> bool:
    """Tell whether nothing at all was typed in a step."""
    return not any(is_answered(step_question, typed.get(step_question.name, ())) for step_question in step.questions)
