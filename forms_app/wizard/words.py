"""Answers as a person reads them, and the place of a question on its page."""

from forms_app.enums import Kind
from forms_app.fiches.declaration import Question
from guidance import dates


def printed(question: Question, answer) -> str:
    """Return an answer as a person reads it; nothing for no answer."""
    if answer is None:
        return ""
    if question.kind is Kind.CHOICE:
        return next((choice.label for choice in question.choices if choice.value == answer), "")
    if question.kind is Kind.DATE:
        return dates.in_words(answer)
    if question.kind is Kind.ITEMS:
        return "\n".join(answer)
    return {Kind.TICK: "coché", Kind.MONTHS: f"{answer} mois"}.get(question.kind, str(answer))


def as_typed(question: Question, values: list[str]) -> str:
    """Return what was typed as a person reads it, valid or not."""
    if question.kind is Kind.CHOICE and values:
        labels = {choice.value: choice.label for choice in question.choices} | {"": question.blank}
        return labels.get(values[-1], values[-1])
    if question.kind is Kind.TICK:
        return "coché" if values else ""
    return "\n".join(values)


def target_of(slug: str, question: Question) -> str:
    """Return the id of what a link to a question puts the focus on: its first box, or its field."""
    first = question.kind is Kind.CHOICE and (question.choices or question.blank)
    return f"id_{slug}-{question.name}-1" if first else f"id_{slug}-{question.name}"
