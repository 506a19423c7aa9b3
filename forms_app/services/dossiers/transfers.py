"""The transfer of a dossier to the authority that became competent: everything goes, and a trace stays (A-25, A-27).

The dossier changes hands in one transaction: at no moment do two authorities read it, nor none. Of the first, nobody
reads it any more; its drafts are deleted, and the notes of its director go no further.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from forms_app import enums, policy
from forms_app.enums import JournalAct
from forms_app.models import Authority, CustodyMove, DirectorFile, Dossier, Membership, Passage, Prefecture, Transfer
from forms_app.rules.vocabulary import CustodyStep
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossier_marks, dossiers
from forms_app.services.dossiers.dossier_held import VALIDATIONS, Given
from forms_app.services.fiches import drafts
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

ACT = "transfer"
REGIME = "Le transfert reste dans un même régime : l’OFII ne reçoit pas une demande d’avant 2017, ni l’inverse."
GIVEN = (
    "L’avis est rendu : le dossier reste à l’autorité qui l’a donné, où ses documents restent disponibles pour un "
    "recours (IV-16). Le texte ne prévoit pas qu’un avis rendu change d’autorité. Un autre préfet saisit l’autorité "
    "de la nouvelle résidence (I-2)."
)
SAME = "Ce dossier est déjà dans cette autorité."


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed for the person, which makes another authority competent."""

    prefecture: Prefecture
    residence: str
    situation: str = "free"
    centre: str = ""
    competence_reason: str = ""


def destinations(authority: Authority) -> QuerySet[Prefecture]:
    """Return the préfectures of the authorities that may receive a dossier of this one: of its regime only."""
    kinds = [enums.Authority.ARS, enums.Authority.PP]
    rows = Prefecture.objects.filter(authority__kind__in=kinds, authority__demonstration=authority.demonstration)
    found = rows.exclude(authority=authority).select_related("authority").prefetch_related("authority__names")
    return found if authority.kind in kinds else found.none()


@transaction.atomic
def send(*, origin: Origin, reader: policy.Reader, moved: Moved, given: Given) -> Transfer:
    """Give a dossier to another authority and return the trace of it.

    ValidationError by field when the authority cannot be kept, `Refused` when the dossier may not go now.
    """
    target = Authority.objects.select_for_update().get(pk=moved.prefecture.authority_id)
    row = Dossier.objects.select_for_update().select_related("authority").get(pk=reader.dossier.pk)
    if words := closed(row):
        raise Refused(words)
    choice = _choice(row, target, moved)
    passage = dossier_acts.do(origin=origin, reader=reader, name=ACT, given=given)
    row.refresh_from_db()
    _forget_drafts(row)
    trace = Transfer.objects.create(
        dossier=row, from_authority=row.authority, to_authority=target, year=row.year, number=row.number,
        day=given.day, reason=given.reason, prefecture=row.prefecture, residence=row.residence,
        situation=row.situation, centre=row.centre, direction=_notes_of(row), sent_by=origin.actor, role=passage.role,
    )  # fmt: skip
    CustodyMove.objects.create(
        dossier=row, step=CustodyStep.SENT, day=given.day, holder=str(target)[:120], written_by=origin.actor,
        role=passage.role,
    )  # fmt: skip
    _handed(row, target, moved)
    dossiers.keep_competence(row, choice)
    dossier_marks.refresh(row)
    membership = reader.acting([passage.role])
    journal.record(JournalAct.DOSSIER_TRANSFERRED, dossier_acts.under(origin, membership), row)
    return trace


def closed(row: Dossier) -> str:
    """Return why a dossier goes nowhere any more, in French with its clauses; empty while it may still go."""
    given = Passage.objects.filter(dossier=row, name__in=VALIDATIONS).exists()
    return GIVEN if given and row.avis_state not in _before_avis(row) else ""


def _before_avis(row: Dossier) -> frozenset[str]:
    return dossier_acts.table_and_transition(row, ACT)[1].sources


def _choice(row: Dossier, target: Authority, moved: Moved):
    if target.pk == row.authority_id:
        raise ValidationError({"prefecture": SAME})
    office = enums.Authority.OFII
    if office in (target.kind, row.authority.kind) or target.demonstration != row.authority.demonstration:
        raise ValidationError({"prefecture": REGIME})
    asked = dossiers.Request(
        prefecture_id=moved.prefecture.pk, matter=row.matter, registered_on=row.registered_on,
        residence=moved.residence, situation=moved.situation, centre=moved.centre,
        competence_reason=moved.competence_reason,
    )  # fmt: skip
    return dossiers.rule_of(target, asked)


def _handed(row: Dossier, target: Authority, moved: Moved) -> None:
    changes = dossiers.next_reference(target) | {
        "authority": target, "prefecture": moved.prefecture, "residence": moved.residence,
        "situation": moved.situation, "centre": moved.centre, "competence_reason": moved.competence_reason,
    }  # fmt: skip
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean(exclude=["person"])
    row.save(update_fields=list(changes))


def _notes_of(row: Dossier) -> bytes:
    """Take the notes of the director out of the dossier, sealed as they are."""
    notes = DirectorFile.objects.filter(dossier=row).first()
    if notes is None:
        return b""
    DirectorFile.objects.filter(dossier=row).delete()
    return bytes(notes.payload)


def _forget_drafts(row: Dossier) -> None:
    for run in row.runs.select_related("started_by"):
        drafts.forget(run.started_by, run.run)


def traces(held: list[Membership]) -> QuerySet[Transfer]:
    """Return what the authorities of these memberships keep of the dossiers that went: reference, day, to whom."""
    authorities = [one.authority_id for one in held if one.role in policy.REGISTRARS]
    rows = Transfer.objects.filter(from_authority__in=authorities).defer("direction")
    return rows.select_related("to_authority", "from_authority").prefetch_related(
        "to_authority__names", "from_authority__names"
    )
