"""The continuity of an authority (A-30): absences, substitutes, and the days that no physician covers, in advance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from forms_app import enums
from forms_app.enums import ActKind, CaseRole, JournalAct
from forms_app.models import Absence, Authority, Membership
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

AHEAD = 60  # days looked at in advance


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def uncovered(authority: Authority, first: date, last: date) -> list[Period]:
    """Return the days when no empowered physician is present, grouped. Three queries, whatever the period."""
    present = _present(authority, first, last)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return _grouped(day for day in days if not any(_covers(member, day) for member in present))


def _present(authority: Authority, first: date, last: date) -> list[Membership]:
    members = Membership.objects.meeting(first, last).filter(
        authority=authority,
        role=CaseRole.PHYSICIAN,
        confirmed_at__isnull=False,
        closed_at=None,
        user__is_active=True,
    )
    return list(members.prefetch_related("acts", "absences"))


def _covers(member: Membership, day: date) -> bool:
    """Tell whether a physician may validate and is not away on a day; the rule of `may_validate`, row by row."""
    if day < member.starts_on or (member.ends_on and member.ends_on < day):
        return False
    kinds = {ActKind.DESIGNATION, ActKind.APPOINTMENT}
    if not any(act.kind in kinds and act.covers(day) for act in member.acts.all()):
        return False
    return not any(absence.starts_on <= day <= absence.ends_on for absence in member.absences.all())


def _grouped(days: Iterable[date]) -> list[Period]:
    periods: list[Period] = []
    for day in days:
        if periods and day == periods[-1].last + timedelta(days=1):
            periods[-1] = Period(periods[-1].first, day)
        else:
            periods.append(Period(day, day))
    return periods


@transaction.atomic
def record_absence(absence: Absence, origin: Origin) -> Absence:
    """Record days away: by the member, or by the secretariat of the same authority for a physician."""
    if not may_record(origin.actor, absence.membership, on=absence.starts_on):
        raise ValidationError("Vous ne pouvez pas enregistrer l’absence de cette personne.")
    if absence.substitute and (words := _substitute_fault(absence)):
        raise ValidationError({"substitute": words})
    absence.recorded_by = origin.actor
    absence.full_clean()
    same = Absence.objects.filter(membership=absence.membership).meeting(absence.starts_on, absence.ends_on)
    if same.exists():
        raise ValidationError("Une absence est déjà enregistrée sur une partie de ces jours.")
    absence.save()
    journal.record(JournalAct.ABSENCE_RECORDED, origin, absence)
    return absence


@transaction.atomic
def cancel_absence(absence: Absence, origin: Origin) -> None:
    """Take an absence back; the journal keeps that it was there."""
    if not may_record(origin.actor, absence.membership, on=absence.starts_on):
        raise ValidationError("Vous ne pouvez pas annuler cette absence.")
    journal.record(JournalAct.ABSENCE_CANCELLED, origin, absence)
    absence.delete()


def may_record(user, member: Membership, *, on: date) -> bool:
    """Tell whether a person may say that a member is away: himself, or the secretariat of his authority that day."""
    if member.user_id == user.pk:
        return True
    team = Membership.objects.in_force(on).filter(user=user, authority=member.authority_id)
    return team.filter(role=CaseRole.SECRETARY).exists()


def _substitute_fault(absence: Absence) -> str:
    substitute, member = absence.substitute, absence.membership
    if substitute.authority_id != member.authority_id or substitute.role != member.role:
        return "Le remplaçant tient le même rôle, dans la même autorité."
    away = Absence.objects.filter(membership=substitute).meeting(absence.starts_on, absence.ends_on)
    if away.exists():
        return "Le remplaçant est absent lui aussi sur une partie de ces jours."
    if member.role != enums.CaseRole.PHYSICIAN:
        return ""
    days = (absence.starts_on + timedelta(days=n) for n in range((absence.ends_on - absence.starts_on).days + 1))
    return (
        "" if all(_covers(substitute, day) for day in days) else "Le remplaçant n’est pas habilité chacun de ces jours."
    )
