"""A whole fiche answered from its declaration alone, with words of the test's choice in every open field."""

import random
from collections.abc import Callable

from forms_app.enums import Kind, Outgoing
from forms_app.fiches.declaration import Fiche, Question
from guidance.enums import Regime

Words = Callable[[Question], str]
REGISTERED = {Regime.ARS: "14/11/2016", Regime.OFII: "14/11/2017"}
DAY = {Regime.ARS: "12/01/2017", Regime.OFII: "12/01/2018"}


def is_open(question: Question) -> bool:
    """Whether a person writes words of their own there."""
    return question.outgoing is not Outgoing.CLOSED


def checked_questions(fiche: Fiche) -> list[Question]:
    """Open questions whose answers the outgoing check reads, `MEDICAL` ones left aside."""
    return [question for question in fiche.questions() if is_open(question) and question.outgoing != Outgoing.MEDICAL]


def answers(fiche: Fiche, words: Words, chance: random.Random | None = None) -> dict[str, dict[str, list[str]]]:
    """What is typed at each step; choices are the first ones, or drawn by `chance`."""
    return {step.slug: {q.name: typed(fiche, q, words, chance) for q in step.questions} for step in fiche.steps}


def typed(fiche: Fiche, question: Question, words: Words, chance: random.Random | None) -> list[str]:
    if question.name == "registered_on":
        return [REGISTERED[fiche.regime]]
    if is_open(question):
        return [words(question)[: question.most or 200]]
    if question.kind is Kind.CHOICE:
        values = [choice.value for choice in question.choices]
        return [chance.choice(values) if chance else values[0]]
    return [
        {
            Kind.DATE: DAY[fiche.regime],
            Kind.BIRTH_DATE: "17/07/1953",
            Kind.MONTHS: "7",
            Kind.TICK: "on",
        }[question.kind]
    ]


def fields(steps: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """The same as a page of the whole fiche posts it."""
    posted = {f"{slug}-{name}": values for slug, typed in steps.items() for name, values in typed.items()}
    return posted | {"etape": list(steps)}
