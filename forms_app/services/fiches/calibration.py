"""Made-up cases answered blind: written, answered once, their spread shown by whole groups of four (A-31).

Who answered and what was answered never meet: see `forms_app.models.calibration` for the threat that is resisted.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from forms_app import fiches
from forms_app.enums import KeptText
from forms_app.fiches.declaration import Question
from forms_app.models import Answered, CalibrationCase, Tally
from forms_app.rules import keeping
from forms_app.services.fiches import discussions
from forms_app.services.fiches.unnamed import unnamed

#: Below it a spread would tell what each one answered; it is brought up to date by as many answers at a time.
GROUP = 4
#: The four statements of an avis (A-19; arrêté of 27 December 2016, art. 6), by the names of the fiches.
STATEMENTS = ("care", "gravity", "treatment", "duration")
LEFT_BLANK = "blank"


class Absent(Exception):
    """No such case, or it is over; answered as if it had never been."""


class AnsweredAlready(Exception):
    """This person has answered: nothing changes any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that could be given, and how many gave it."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What was answered to one statement."""

    label: str
    lines: tuple[Line, ...]


def statements(fiche: str) -> list[Question]:
    """Return the four questions of a fiche that a case asks for, with the words of that fiche."""
    asked = {question.name: question for question in fiches.get(fiche).questions()}
    return [asked[name] for name in STATEMENTS]


def choices(question: Question) -> list[tuple[str, str]]:
    """Return what may be answered to a statement; leaving the boxes empty is an answer, as on paper."""
    return [(choice.value, choice.label) for choice in question.choices] + [(LEFT_BLANK, "Cases laissées vides")]


def alive(user) -> QuerySet[CalibrationCase]:
    """Return the cases of today, newest first, each saying whether this person `has_answered`. One query."""
    rows = CalibrationCase.objects.alive(timezone.localdate()).select_related("author")
    mine = Answered.objects.filter(case=OuterRef("pk"), person=user)
    return rows.annotate(has_answered=Exists(mine)).order_by("-written_on", "pk")


def get(user, key: uuid.UUID) -> CalibrationCase:
    """Return a case of today as this person sees it; `Absent` otherwise."""
    row = alive(user).filter(pk=key).first()
    if row is None:
        raise Absent
    return row


def write(author, key: uuid.UUID, fiche: str, subject: str, text: str) -> CalibrationCase:
    """Keep a made-up case with its empty tallies and return it; the same `key` sent twice by its author is one case.

    Raises `unnamed.Named` when a word could tell who, `Absent` when the key is somebody else's.
    """
    payload, today = discussions.sealed(unnamed(subject), unnamed(text)), timezone.localdate()
    ends_on = keeping.last_day(KeptText.CALIBRATION, today)
    row = CalibrationCase(pk=key, author=author, fiche=fiche, payload=payload, written_on=today, ends_on=ends_on)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            Tally.objects.bulk_create(_empty_tallies(row))
    except IntegrityError:
        first = CalibrationCase.objects.filter(pk=key, author=author).first()
        if first is None:
            raise Absent from None
        return first
    return row


def _empty_tallies(row: CalibrationCase) -> list[Tally]:
    return [
        Tally(case=row, statement=question.name, answer=value)
        for question in statements(row.fiche)
        for value, _ in choices(question)
    ]


@transaction.atomic
def answer(user, row: CalibrationCase, said: Mapping[str, str]) -> None:
    """Count a person's four answers, once and for ever. `AnsweredAlready`; KeyError when a statement has no answer.

    Every tally of the case is rewritten, not only the four that grow: the last ones written tell nothing.
    """
    locked = CalibrationCase.objects.select_for_update().get(pk=row.pk)
    chosen = Q(pk__in=[])
    for name in STATEMENTS:
        chosen |= Q(statement=name, answer=said[name])
    if locked.tallies.filter(chosen).count() != len(STATEMENTS):
        raise KeyError("an answer that the case does not offer")
    try:
        with transaction.atomic():
            Answered.objects.create(case=locked, person=user)
    except IntegrityError:
        raise AnsweredAlready from None
    locked.tallies.update(count=F("count") + Case(When(chosen, then=Value(1)), default=Value(0)))
    locked.answers += 1
    locked.save(update_fields=["answers"])
    if locked.answers % GROUP == 0:
        locked.tallies.update(shown=F("count"))


def shown_answers(row: CalibrationCase) -> int:
    """Return how many answers the spread of a case covers: a multiple of four, zero before the fourth."""
    return row.answers - row.answers % GROUP


def spread(row: CalibrationCase) -> list[Spread]:
    """Return the spread of the answers of a case by whole groups, nothing before the first. One query."""
    if not shown_answers(row):
        return []
    counts = {(tally.statement, tally.answer): tally.shown for tally in row.tallies.all()}
    return [
        Spread(asked.label, tuple(Line(label, counts[asked.name, value]) for value, label in choices(asked)))
        for asked in statements(row.fiche)
    ]


def erase(row: CalibrationCase, user) -> None:
    """Erase one's own case, with all that was answered; `Absent` for somebody else's."""
    if row.author_id != user.pk:
        raise Absent
    row.delete()


def purge_over() -> int:
    """Erase the cases whose last day is past, and return how many there were."""
    over = CalibrationCase.objects.over(timezone.localdate())
    count = over.count()
    over.delete()
    return count
