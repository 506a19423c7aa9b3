"""The préfet's referral to a director general: it opens the dossier that it names, before any avis (V-9, A-37)."""

import re
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forms_app import enums, policy
from forms_app.enums import CaseRole, JournalAct, Result
from forms_app.models import Dossier, JournalEvent, Membership, Passage
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, dossiers, notes
from forms_app.services.dossiers.dossier_held import Given
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

NOT_FOUND = "Aucun dossier de votre autorité ne porte à la fois cette référence et ce nom."
TOO_MANY = "Trop de saisines sans dossier aujourd’hui. Demandez la référence au service médical, ou revenez demain."
MOST_IN_VAIN = 20  # a day: who tries the references in turn with a name would learn who has a dossier
_REFERENCE = re.compile(r"(\d{4})-(\d{1,8})")


def directing(user, *, on: date) -> list[Membership]:
    """Return the memberships under which a person directs."""
    return [row for row in policy.memberships(user, on=on) if row.role == CaseRole.DIRECTOR]


def register(*, origin: Origin, reference: str, name: str, day: date, on: date) -> Passage:
    """Record a referral, which opens the dossier to the director; `Refused` when no dossier bears both.

    A dossier of Paris does not open: its director general follows the referral itself (V-9). Both the reference and
    the name are asked: neither numbers in turn nor a name alone tell a director who has a dossier. After `MOST_IN_VAIN`
    that name none in a day, nothing is looked for.
    """
    held = directing(origin.actor, on=on)
    if _in_vain(origin.actor) >= MOST_IN_VAIN:
        raise Refused(TOO_MANY)
    row = _named(held, reference.strip(), name)
    if row is None:
        journal.record(JournalAct.DOSSIER_SEARCHED, origin, held[0].authority if held else None, Result.REFUSED)
        raise Refused(NOT_FOUND)
    own = tuple(one for one in held if policy.same_authority(one, row))
    if not own:
        return notes.refer(row, _for_paris(held, row), day, origin)
    with transaction.atomic():
        reader = policy.Reader(row, own)
        return dossier_acts.do(origin=origin, reader=reader, name="register-referral", given=Given(day))


def _in_vain(user) -> int:
    """How many referrals of a person named no dossier since midnight, as the journal says."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    vain = {"act": JournalAct.DOSSIER_SEARCHED, "result": Result.REFUSED}
    return JournalEvent.objects.filter(at__gte=midnight, actor=user, **vain)[:MOST_IN_VAIN].count()


def _for_paris(held: list[Membership], row: Dossier) -> Membership:
    side = row.authority.demonstration
    return next(one for one in notes.for_paris(held) if one.authority.demonstration == side)


def _named(held: list[Membership], reference: str, name: str) -> Dossier | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    sides = {one.authority.demonstration for one in notes.for_paris(held)}
    paris = Q(authority__kind=enums.Authority.PP, authority__demonstration__in=sides)
    own = Dossier.objects.filter(Q(authority__in=[one.authority_id for one in held]) | paris)
    rows = (
        own.select_related("authority").filter(year=int(found[1]), number=int(found[2])).exclude(humanitarian_state="")
    )
    return dossiers.named(name, among=rows).first()
