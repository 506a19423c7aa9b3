"""The correction of an identity: another dated row, the former one sealed beside it, and the life that says so (A-35).

The director points an error out, the medical service corrects; what the avis answers is out of reach of both.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forms_app import policy
from forms_app.enums import Compartment, JournalAct
from forms_app.models import Dossier, DossierName, IdentityVersion, Passage
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossiers
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.dossiers.dossiers import Person
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

ACT = "correct-identity"
SAME = "Rien n’a changé : ni l’identité, ni la préfecture."
OTHER_PREFECTURE = "Cette préfecture n’est pas rattachée à l’autorité du dossier."


@dataclass(frozen=True, slots=True)
class Former:
    """An identity that was replaced, and until when it stood."""

    person: Person
    prefecture: str
    until: datetime
    by: str
    reason: str


@transaction.atomic
def correct(*, origin: Origin, reader: policy.Reader, person: Person, prefecture_id: int, given: Given) -> Passage:
    """Write another identity and return its passage; `Refused` when nothing changes or the act is not possible."""
    row = Dossier.objects.select_for_update().select_related("authority").get(pk=reader.dossier.pk)
    if not row.authority.prefectures.filter(pk=prefecture_id).exists():
        raise Refused(OTHER_PREFECTURE)
    if person == dossiers.person_of(reader) and prefecture_id == row.prefecture_id:
        raise Refused(SAME)
    passage = dossier_acts.do(origin=origin, reader=reader, name=ACT, given=given)
    row.refresh_from_db()
    if not row.identities.exists():
        _version(row, 0, "", row.opened_by, row.opened_at)
    row.person, row.initials, row.prefecture_id = dossiers.sealed(person), person.initials, prefecture_id
    row.save(update_fields=["person", "initials", "prefecture"])
    _version(row, row.identities.count(), given.reason, origin.actor, timezone.now())
    _index(row)
    membership = dossier_acts.acting(reader, dossier_acts.table_and_transition(row, ACT)[1])
    journal.record(JournalAct.IDENTITY_CORRECTED, dossier_acts.under(origin, membership), row)
    return passage


def _version(row: Dossier, rank: int, reason: str, by, at: datetime) -> None:
    IdentityVersion.objects.create(
        dossier=row, rank=rank, person=row.person, initials=row.initials, prefecture_id=row.prefecture_id,
        reason=reason, written_by=by, written_at=at,
    )  # fmt: skip


def _index(row: Dossier) -> None:
    """The person is found under both names: the préfecture may still use the former one."""
    kept = set(row.names.values_list("digest", flat=True))
    fresh = dossiers.name_digests(row) - kept
    DossierName.objects.bulk_create(DossierName(dossier=row, digest=digest) for digest in sorted(fresh))


def former(reader: policy.Reader) -> list[Former]:
    """Return the identities that were replaced, the last one first; nothing when the identity is closed."""
    if not reader.reads(Compartment.IDENTITY):
        return []
    rows = list(reader.dossier.identities.select_related("prefecture", "written_by"))
    return [_former(old, new) for old, new in zip(rows, rows[1:], strict=False)][::-1]


def _former(old: IdentityVersion, new: IdentityVersion) -> Former:
    name = new.written_by.get_full_name()
    return Former(dossiers.unsealed(old.person), str(old.prefecture), new.written_at, name, new.reason)


def standing_at(row: Dossier, moment: datetime) -> Person:
    """Return the identity that a dossier bore at a moment."""
    rows = [each for each in row.identities.all() if each.written_at <= moment]
    return dossiers.unsealed(rows[-1].person if rows else row.person)
