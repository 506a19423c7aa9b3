"""A fiche that the dossier fills alone: made, checked, printed and delivered as its author would, without a screen.

Fiche 1 tells the préfecture what the dossier already holds. Whatever asks for a person's eye is left to the fiche.
"""

from django.db import transaction
from django.utils import timezone

from forms_app import crypto, documents, fiches, policy
from forms_app.enums import MailProblem
from forms_app.models import Mailing, PrintJob, SentLetter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_fiches
from forms_app.services.fiches import drafts, letters
from forms_app.services.mail import mailing
from forms_app.services.trace.journal import Origin
from forms_app.wizard import outcome
from forms_app.wizard.reading import Reading, read

AT_ONCE = 20  # letters made while a person waits; more are left to the worker


class Unready(Exception):
    """The letter is not to be made without a person; `problem` says why, from a closed list."""

    def __init__(self, problem: MailProblem):
        super().__init__(problem)
        self.problem = problem


def work(job: PrintJob, *, origin: Origin, most: int | None = None) -> int:
    """Make the letters of a job that are still to be made, and return how many were tried; safe to run twice."""
    waiting = [row for row in mailing.pieces(job) if row.is_waiting][:most]
    for row in waiting:
        try:
            mailing.settle(row, _made(row, origin))
        except Unready as error:
            mailing.settle(row, None, error.problem)
    return len(waiting)


@transaction.atomic
def _made(row: Mailing, origin: Origin) -> SentLetter:
    if Mailing.objects.select_for_update().filter(pk=row.pk, sent=None, problem="").first() is None:
        raise Unready(MailProblem.GONE)
    try:
        reader = policy.opened(origin.actor, row.dossier_id, on=timezone.localdate())
        return prepare(origin=origin, reader=reader, key=row.piece)
    except policy.Absent:
        raise Unready(MailProblem.GONE) from None


@transaction.atomic
def prepare(*, origin: Origin, reader: policy.Reader, key: str) -> SentLetter:
    """Make the letter of a fiche from its dossier alone, deliver it and return what is kept; `Unready` otherwise."""
    fiche, day = fiches.get(key), reader.dossier.authority.today
    try:
        opened = dossier_fiches.begin(origin=origin, reader=reader, key=key, on=day)
    except Refused:
        raise Unready(MailProblem.GONE) from None
    except drafts.FilesClosed:
        raise Unready(MailProblem.CLOSED) from None
    reading = _dated(opened, fiche, day)
    if reading.errors:
        raise Unready(MailProblem.INCOMPLETE)
    if any(not row["reason"] for row in outcome.findings(fiche, opened, reading.answers)):
        raise Unready(MailProblem.WORDS)
    return _delivered(opened, outcome.letter_of(fiche, opened, reading.answers), origin)


def _dated(opened: drafts.Opened, fiche, day) -> Reading:
    """Date a letter that says « ce jour » when the report came on the day itself; else its date is written by hand."""
    reading = read(fiche, opened.typed)
    answers, names = reading.answers, {question.name for question in fiche.questions()}
    if "letter_date" not in names or "letter_date" in answers or answers.get("received_on", day) != day:
        return reading
    step = next(step for step in fiche.steps if any(each.name == "letter_date" for each in step.questions))
    typed = opened.typed.get(step.slug, {}) | {"letter_date": [f"{day:%d/%m/%Y}"]}
    drafts.keep(opened, {step.slug: typed}, seen=opened.row.version)
    return read(fiche, opened.typed)


def _delivered(opened: drafts.Opened, letter, origin: Origin) -> SentLetter:
    try:
        row = letters.deliver(letters.preview(opened.row, letter))
    except letters.OutgoingRefusal:
        raise Unready(MailProblem.WORDS) from None
    except (letters.AlreadyDelivered, letters.Gone, documents.NotArchivalError, crypto.Unreadable):
        raise Unready(MailProblem.GONE) from None
    dossier_acts.letter_delivered(origin=origin, letter=row)
    kept = SentLetter.objects.filter(letter=row.pk).first()
    if kept is None:  # the act that the letter carries was refused: nothing of this stays
        raise Unready(MailProblem.GONE)
    drafts.forget(origin.actor, opened.row.run)
    return kept


def origin_of_job(job: PrintJob) -> Origin:
    """Return the origin of what the worker does for the person who asked for a job."""
    return Origin(actor=job.made_by, route="dossiers:mail", authority=job.authority.code)
