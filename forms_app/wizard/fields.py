"""Fields of the questions: what was typed becomes an answer, or a French sentence that says what to write."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from forms_app.enums import Kind
from forms_app.fiches.declaration import Answer, Question
from guidance import dates

LINE, PROSE, ITEM = 200, 4_000, 300  # characters
ITEMS, MONTHS = 20, 600
CHOOSE = "Choisissez une des réponses proposées."
BIRTH_HELP = "Écrivez la date de naissance ainsi : 03/09/1981. Si seule l’année est connue, écrivez-la seule : 1981."
_YEARS = range(1900, 2101)


class RawList(forms.Widget):
    """Every value posted under the name, in order: the field decides what they mean."""

    input_type = "text"

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)


class AnswerField(forms.Field):
    """The field of one question; an empty answer is None, whether it may be empty is for the whole form to say."""

    def __init__(self, question: Question):
        super().__init__(required=False, label=question.label, help_text=question.hint, widget=RawList())
        self.question = question

    def __deepcopy__(self, memo) -> "AnswerField":
        """A field keeps nothing of a request: the forms of a step share it."""
        return self

    def clean(self, value: list[str] | None) -> Answer | None:
        return answer_of(self.question, [text for text in value or () if isinstance(text, str)])


def answer_of(question: Question, typed: Sequence[str]) -> Answer | None:
    """Return the answer; `ValidationError` with a French sentence when what was typed is none."""
    return _READERS[question.kind](question, typed)


def _last(values: Sequence[str]) -> str:
    return values[-1].strip() if values else ""


def _choice(question: Question, values: Sequence[str]) -> str | None:
    if len(values) > 1:
        raise ValidationError(CHOOSE)
    chosen = _last(values)
    if not chosen:
        return None
    if not any(chosen == choice.value for choice in question.choices):
        raise ValidationError(CHOOSE)
    return chosen


def _text(question: Question, values: Sequence[str]) -> str | None:
    return _limited(" ".join(_last(values).split()), question.most or LINE)


def _paragraphs(question: Question, values: Sequence[str]) -> str | None:
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in _last(values).split("\n")]
    return _limited(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), question.most or PROSE)


def _limited(text: str, most: int) -> str | None:
    if len(text) > most:
        raise ValidationError(f"Cette réponse est trop longue : {most} signes au plus, vous en avez écrit {len(text)}.")
    return text or None


def _items(question: Question, values: Sequence[str]) -> tuple[str, ...] | None:
    lines = [" ".join(line.split()) for value in values for line in value.split("\n")]
    items, most = tuple(line for line in lines if line), question.most or ITEMS
    if len(items) > most:
        raise ValidationError(f"Écrivez {most} éléments au plus, un par ligne.")
    if any(len(item) > ITEM for item in items):
        raise ValidationError(f"Un élément est trop long : {ITEM} signes au plus par ligne.")
    return items or None


def _date(question: Question, values: Sequence[str]) -> date | None:
    typed = _last(values)
    if not typed:
        return None
    day = _parsed(typed)
    if day.year not in _YEARS:
        raise ValidationError("Vérifiez l’année de cette date.")
    return day


def _birth_date(question: Question, values: Sequence[str]) -> str | None:
    typed = _last(values)
    if not typed:
        return None
    today = dates.today()
    if len(typed) == 4 and typed.isascii() and typed.isdecimal():
        if not 1900 <= int(typed) <= today.year:
            raise ValidationError("Vérifiez l’année de naissance.")
        return typed
    day = _parsed(typed, BIRTH_HELP)
    if day > today:
        day = _parsed(typed, BIRTH_HELP, century=1900)
    if day > today or day.year < 1900:
        raise ValidationError("Cette date de naissance n’est pas possible. Vérifiez l’année.")
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _parsed(typed: str, help_text: str = dates.FORMAT_HELP, century: int = 2000) -> date:
    try:
        return dates.parse(typed, century=century)
    except dates.DateError as error:
        words = str(error)
        raise ValidationError(help_text if words == dates.FORMAT_HELP else words) from None


def _months(question: Question, values: Sequence[str]) -> int | None:
    typed = _last(values)
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,9})(?:\s*mois)?", typed, re.ASCII | re.IGNORECASE)
    most = question.most or MONTHS
    if not found or not 1 <= int(found[1]) <= most:
        raise ValidationError(f"Écrivez un nombre entier de mois, de 1 à {most}.")
    return int(found[1])


def _tick(question: Question, values: Sequence[str]) -> bool | None:
    return True if _last(values) else None


_READERS = {
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
    Kind.PARAGRAPHS: _paragraphs,
    Kind.ITEMS: _items,
    Kind.DATE: _date,
    Kind.BIRTH_DATE: _birth_date,
    Kind.MONTHS: _months,
    Kind.TICK: _tick,
}
