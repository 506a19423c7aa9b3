"""One reading of what was typed: answers, what is wrong with them, which questions are asked, where steps stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from forms_app import fiches, regime
from forms_app.fiches.declaration import Answer, Answers, Condition, Fiche, Question, Step
from forms_app.wizard.fields import answer_of
from forms_app.wizard.typed import is_answered

Typed = Mapping[str, Mapping[str, list[str]]]  # step, question, what was posted
_NOTHING: Mapping[str, list[str]] = {}


class State(StrEnum):
    """Where a step stands: the words are those of the list of steps."""

    TODO = "à remplir"
    DONE = "répondu"
    WRONG = "à corriger"
    SKIPPED = "sans objet"


@dataclass(slots=True)
class Reading:
    """What a draft says now. `errors` are French sentences by question; an error is never an opinion on an avis."""

    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    refusal: regime.Refusal | None = None  # of the regime, with its source and the fiches to take instead

    def of_step(self, step: Step) -> dict[str, str]:
        return {
            question.name: self.errors[question.name] for question in step.questions if question.name in self.errors
        }


def read(fiche: Fiche, typed: Typed) -> Reading:
    """Read a whole draft once, in the order of its questions: a question that is not asked has no answer."""
    reading = Reading()
    for step in fiche.steps:
        here = typed.get(step.slug, _NOTHING)
        for question in step.questions:
            if question.is_asked(reading.answers):
                _read_question(reading, question, here.get(question.name, ()))
    for check in fiches.failing(fiche, reading.answers):
        reading.errors.setdefault(check.question, check.says)
    reading.refusal = regime.refusal(fiche, reading.answers)
    if reading.refusal:
        reading.errors["registered_on"] = reading.refusal.message
    return reading


def _read_question(reading: Reading, question: Question, values: Sequence[str]) -> None:
    reading.asked.add(question.name)
    if not values:
        if question.required:
            reading.errors[question.name] = question.required
        return
    try:
        answer = answer_of(question, values)
    except ValidationError as error:
        reading.errors[question.name] = " ".join(error.messages)
        return
    if answer is not None:
        reading.answers[question.name] = answer
    elif question.required and not is_answered(question, values):
        reading.errors[question.name] = question.required


def answers(fiche: Fiche, typed: Typed) -> dict[str, Answer]:
    """Return the cleaned answers of a draft by question name; invalid and unasked ones are not in it."""
    return read(fiche, typed).answers


def states(fiche: Fiche, typed: Typed, reading: Reading) -> dict[str, State]:
    """Tell where each step stands; a step that nobody touched is to be filled, not to be corrected."""
    return {step.slug: _state(step, typed, reading) for step in fiche.steps}


def _state(step: Step, typed: Typed, reading: Reading) -> State:
    names = step.names
    if reading.asked.isdisjoint(names):
        return State.SKIPPED
    if step.slug not in typed:
        return State.TODO
    return State.DONE if reading.errors.keys().isdisjoint(names) else State.WRONG


def stale(fiche: Fiche, typed: Typed, reading: Reading) -> list[Question]:
    """Return the questions that were answered and are no longer asked: their answers are about to be cleared."""
    return [
        question
        for step in fiche.steps
        for question in step.questions
        if question.name not in reading.asked and is_answered(question, typed.get(step.slug, {}).get(question.name, ()))
    ]


class _Watched(Mapping):
    """Answers that remember which questions a condition looked at."""

    def __init__(self, given: Answers):
        self.given, self.looked_at = given, set()

    def __getitem__(self, name):
        self.looked_at.add(name)
        return self.given[name]

    def __contains__(self, name):
        self.looked_at.add(name)
        return name in self.given

    def __iter__(self):
        self.looked_at.update(self.given)
        return iter(self.given)

    def __len__(self):
        return len(self.given)


def looked_at(condition: Condition, answers: Answers) -> set[str]:
    """Return the questions whose answers a condition looks at, answered or not."""
    watched = _Watched(answers)
    condition(watched)
    return watched.looked_at


def is_shown(question: Question, together: set[str], reading: Reading) -> bool:
    """Tell whether a question stands on a page with others: asked now, or as soon as one of the others is answered.

    Without script a page cannot change while it is filled, so what an answer of the same page may ask is there already.
    """
    if question.when is None or question.name in reading.asked:
        return True
    return bool(looked_at(question.when, reading.answers) & together - {question.name})
