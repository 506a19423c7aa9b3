"""The fiches, in the order of the texts; adding one is a module, a line here, a model of letter and a test module."""

from forms_app.fiches.avis import AVIS
from forms_app.fiches.college import COLLEGE
from forms_app.fiches.complements import COMPLEMENTS
from forms_app.fiches.declaration import Answers, Check, Fiche, Question, Reminder
from forms_app.fiches.humanitarian import HUMANITARIAN
from forms_app.fiches.inquiry import INQUIRY
from forms_app.fiches.note import NOTE
from forms_app.fiches.receipt import RECEIPT
from forms_app.fiches.removal import REMOVAL
from forms_app.fiches.transmission import TRANSMISSION

FICHES: tuple[Fiche, ...] = (
    RECEIPT,
    COMPLEMENTS,
    AVIS,
    NOTE,
    HUMANITARIAN,
    TRANSMISSION,
    INQUIRY,
    COLLEGE,
    REMOVAL,
)
_BY_KEY = {fiche.key: fiche for fiche in FICHES}


def get(key: str) -> Fiche:
    """Return a fiche by its key; KeyError when there is none."""
    return _BY_KEY[key]


def asked(fiche: Fiche, answers: Answers) -> dict:
    """Return the answers that count: those of asked questions, each condition reading the answers before it."""
    kept: dict = {}
    for question in fiche.questions():
        if question.name in answers and question.is_asked(kept):
            kept[question.name] = answers[question.name]
    return kept


def cleared_by(fiche: Fiche, before: Answers, after: Answers) -> list[Question]:
    """Return the questions answered before that the new answers no longer ask, in order."""
    had, kept = asked(fiche, before), asked(fiche, after)
    return [question for question in fiche.questions() if question.name in had and not question.is_asked(kept)]


def errors(fiche: Fiche, answers: Answers, step: str | None = None) -> list[Check]:
    """Return the checks that fail; of one step only when it is named."""
    here = {question.name for question in fiche.step(step).questions} if step else None
    found = failing(fiche, asked(fiche, answers))
    return [check for check in found if here is None or check.question in here]


def failing(fiche: Fiche, kept: Answers) -> list[Check]:
    """Return the checks that fail, of answers that all count (`asked`)."""
    return [check for check in fiche.checks if check.when(kept)]


def reminders(fiche: Fiche, answers: Answers, step: str | None = None) -> list[Reminder]:
    """Return the reminders that hold, in order; of one step only when it is named. None ever blocks (R.4127-95)."""
    kept = asked(fiche, answers)
    return [one for one in fiche.reminders if step in (None, one.step) and one.when(kept)]
