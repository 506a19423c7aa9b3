"""The mail of a medical service: what is to leave, jobs of printing, what left, by whom and on which day (A-12, W2).

A job is of one authority. Its file is made when it is asked for, from the letters kept with their dossiers: nothing of
it is stored. What the portal does not print, a signed avis on paper, stands in the list of its envelope all the same.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from forms_app import enums, fiches, policy
from forms_app.documents.bundle import Enclosed, Envelope, render_bundle
from forms_app.enums import JournalAct, MailLayout, MailPiece, MailProblem, Recipient, Way
from forms_app.models import Authority, Dossier, Mailing, Membership, PrintJob, SentLetter
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_letters
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.dossiers.dossier_marks import MAILED
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

MOST = 100  # pieces of a job
_RECENT = timedelta(days=30)
TOO_LATE = "Cet envoi a été enregistré un autre jour : il ne s’annule plus."
TAKEN = "Ces pièces viennent d’être mises dans une impression : ouvrez-la dans la liste."
LEFT = "cet envoi vient d’être enregistré."
PASSED = "La remise d’un avis est un acte du dossier : elle ne s’annule pas."


@dataclass(frozen=True, slots=True)
class Due:
    """A piece that may be put in a job: its key in the form, its dossier, its letter when it is already made."""

    dossier: Dossier
    piece: MailPiece
    letter: SentLetter | None = None

    @property
    def label(self) -> str:
        return label_of(self.piece, self.dossier)

    @property
    def key(self) -> str:
        return f"{self.dossier.pk}:{self.piece}:{self.letter.pk if self.letter else ''}"


def label_of(piece: str, dossier: Dossier) -> str:
    """Return a piece in French, as its authority numbers it: fiche 1 at an ARS, fiche 1 bis in Paris."""
    if piece != MailPiece.RECEIPT:
        return MailPiece(piece).label
    fiche = fiches.get(piece)
    return f"Fiche {fiche.number(enums.Authority(dossier.authority.kind))}, {fiche.title[0].lower()}{fiche.title[1:]}"


def desks(held: Iterable[Membership]) -> list[Membership]:
    """Return the memberships under which a person sends mail, one for each authority."""
    found: dict[int, Membership] = {}
    for row in held:
        if row.role in policy.REGISTRARS:
            found.setdefault(row.authority_id, row)
    return list(found.values())


def due(membership: Membership) -> list[Due]:
    """Return what an authority has to send, the nearest due date first, `MOST` of each kind; five queries."""
    rows, taken = policy.visible([membership]), _taken(membership)
    filled = rows.exclude(fiche_due="").order_by("due_on", "year", "number")[:MOST]
    handed = rows.exclude(handing_due="").order_by("due_on", "year", "number")[:MOST]
    made = _made(membership)
    found = [Due(row, MailPiece(row.fiche_due)) for row in filled]
    found += [Due(row.dossier, MailPiece(row.fiche), row) for row in made]
    found += [Due(row, MailPiece(row.handing_due)) for row in handed]
    for one in found:
        one.dossier.authority = membership.authority
    return [one for one in found if (one.dossier.pk, one.piece) not in taken]


def _taken(membership: Membership) -> set[tuple]:
    """Return the pieces, as (dossier, piece), that stand in a job of the authority and have not left."""
    busy = Mailing.objects.filter(left_on=None, problem="", dossier__authority=membership.authority_id)
    return set(busy.values_list("dossier", "piece"))


def _made(membership: Membership) -> list[SentLetter]:
    """Letters delivered one by one from their fiche, that no job has printed yet."""
    since = membership.authority.today - _RECENT
    rows = SentLetter.objects.filter(recipient=Recipient.PREFECTURE, fiche__in=MAILED, sent_on__gte=since)
    own = rows.filter(dossier__in=policy.visible([membership]), mailing=None)
    return list(own.defer("pdf").select_related("dossier").order_by("kept_at")[:MOST])


@transaction.atomic
def ask(*, origin: Origin, membership: Membership, chosen: list[Due], layout: str, first: int = 1) -> PrintJob:
    """Make a job of what was chosen and return it; its letters are made afterwards, one by one.

    `Refused` when another page has just put all of it in a job: the second of two clicks, or a colleague.
    """
    Authority.objects.select_for_update().get(pk=membership.authority_id)  # one job at a time
    taken = _taken(membership)
    free = [one for one in chosen if (one.dossier.pk, one.piece) not in taken]
    if chosen and not free:
        raise Refused(TAKEN)
    job = PrintJob.objects.create(
        authority=membership.authority, layout=MailLayout(layout), first_label=first, made_by=origin.actor
    )
    Mailing.objects.bulk_create(
        Mailing(job=job, rank=rank, dossier=one.dossier, piece=one.piece, sent=one.letter)
        for rank, one in enumerate(free, start=1)
    )
    journal.record(JournalAct.MAIL_ASKED, dossier_acts.under(origin, membership), job)
    return job


def job_of(held: list[Membership], pk: uuid.UUID) -> tuple[PrintJob, Membership]:
    """Return a job and the membership that opens it; `Absent` when it is of no authority whose mail one sends."""
    rows = {row.authority_id: row for row in desks(held)}
    job = PrintJob.objects.select_related("authority", "made_by").filter(pk=pk, authority__in=list(rows)).first()
    if job is None:
        raise policy.Absent
    return job, rows[job.authority_id]


def recent(held: list[Membership]) -> list[PrintJob]:
    """Return the last jobs of a person's authorities."""
    rows = PrintJob.objects.filter(authority__in=[row.authority_id for row in desks(held)])
    return list(rows.select_related("authority", "made_by").prefetch_related("authority__names", "mailings")[:10])


def pieces(job: PrintJob) -> list[Mailing]:
    """Return the pieces of a job in their order, with their dossiers and their names in French (`label`)."""
    rows = job.mailings.select_related("dossier__prefecture", "dossier__authority", "sent", "left_by")
    found = list(rows.defer("sent__pdf").prefetch_related("dossier__prefecture__addresses"))
    for row in found:
        row.label = label_of(row.piece, row.dossier)
    return found


def settle(piece: Mailing, sent: SentLetter | None, problem: MailProblem | None = None) -> None:
    """Write what became of a letter that was to be made."""
    piece.sent, piece.problem = sent, problem or ""
    piece.save(update_fields=["sent", "problem"])


@transaction.atomic
def file_of(*, origin: Origin, held: list[Membership], job: PrintJob, membership: Membership) -> bytes:
    """Return the file of a job, each letter opened under the policy; the printing is journaled."""
    rows = [row for row in pieces(job) if not row.problem and not row.is_waiting]
    groups: dict[tuple[str, ...], list[Enclosed]] = {}
    for row in rows:
        groups.setdefault(addressee(row), []).append(_enclosed(row, origin.actor, held))
    sender = (str(job.authority), "Service médical")
    envelopes = [Envelope(address, sender, tuple(enclosed)) for address, enclosed in groups.items()]
    pdf = render_bundle(envelopes, job.authority.today, labels=job.layout == MailLayout.LABELS, first=job.first_label)
    journal.record(JournalAct.MAIL_PRINTED, dossier_acts.under(origin, membership), job)
    return pdf


def addressee(row: Mailing) -> tuple[str, ...]:
    """Return the lines of the address of a piece on the day; the name alone when no address was recorded."""
    if row.piece == MailPiece.SUBMIT:
        return "Directeur général", str(row.dossier.authority)
    return row.dossier.prefecture.addressed_on(row.dossier.authority.today)


def _enclosed(row: Mailing, user, held: list[Membership]) -> Enclosed:
    reader = policy.reader(user, row.dossier, held)
    pdf = dossier_letters.pdf(reader, row.sent) if row.sent else b""
    return Enclosed(
        row.dossier.reference, label_of(row.piece, row.dossier), row.sent.sent_on if row.sent else None, pdf
    )


def leave(*, origin: Origin, held: list[Membership], job: PrintJob, ranks: set[int], day: date, way: Way):
    """Record that pieces left, and return how many did and the French sentences of those that could not."""
    if day > job.authority.today:
        return 0, [dossier_acts.FUTURE]
    left, refused = 0, []
    for row in pieces(job):
        if row.rank in ranks and row.is_ready:
            try:
                _left(row, origin, held, day, way)
                left += 1
            except (Refused, policy.Absent) as error:
                words = " ".join(getattr(error, "messages", ["il ne vous est plus ouvert."]))
                refused.append(f"Dossier {row.dossier.reference} : {words}")
    return left, refused


@transaction.atomic
def _left(row: Mailing, origin: Origin, held: list[Membership], day: date, way: Way) -> None:
    reader = policy.reader(origin.actor, row.dossier, held)
    if not Mailing.objects.select_for_update().filter(pk=row.pk, left_on=None).first():
        raise Refused(LEFT)
    if not row.is_letter:
        dossier_acts.do(origin=origin, reader=reader, name=row.piece, given=Given(day, way=way))
    row.left_on, row.way, row.left_by, row.recorded_at = day, way, origin.actor, timezone.now()
    row.save(update_fields=["left_on", "way", "left_by", "recorded_at"])
    journal.record(JournalAct.MAIL_LEFT, dossier_acts.under(origin, reader.memberships[0]), row.dossier)


@transaction.atomic
def undo(*, origin: Origin, held: list[Membership], job: PrintJob, rank: int) -> Mailing:
    """Take back that a letter left, until the end of the day it was recorded on; `Refused` afterwards."""
    row = next((one for one in pieces(job) if one.rank == rank and one.left_on), None)
    if row is None:
        raise policy.Absent
    reader = policy.reader(origin.actor, row.dossier, held)
    if not row.is_letter:
        raise Refused(PASSED)
    if not may_undo(row):
        raise Refused(TOO_LATE)
    row.left_on, row.way, row.left_by, row.recorded_at = None, "", None, None
    row.save(update_fields=["left_on", "way", "left_by", "recorded_at"])
    journal.record(JournalAct.MAIL_UNDONE, dossier_acts.under(origin, reader.memberships[0]), row.dossier)
    return row


def may_undo(row: Mailing) -> bool:
    """Tell whether an envoi may be taken back now: a letter, on the day it was recorded, in Paris."""
    return row.is_letter and bool(row.recorded_at) and timezone.localdate(row.recorded_at) == timezone.localdate()


def authority_of(code: str, held: list[Membership]) -> Membership:
    """Return the membership of the mail of an authority; `Absent` for another."""
    found = next((row for row in desks(held) if row.authority.code == code), None)
    if found is None:
        raise policy.Absent
    return found


def file_name(job: PrintJob) -> str:
    """Return the name of the file: a day, and nobody's."""
    return f"courriers-{timezone.localdate(job.made_at):%Y-%m-%d}.pdf"
