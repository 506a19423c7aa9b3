"""The acts on memberships: propose, confirm, put aside, end; each by an administrator who sees no case, each journaled.

Two administrators grant a role, whatever the role: the first proposes, the second confirms, neither is the person.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from forms_app.enums import ADMINISTRATORS, CaseRole, JournalAct
from forms_app.models import Authority, EmpoweringAct, Membership
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

OWN = "Personne ne propose ni ne confirme sa propre habilitation."
SAME = "Vous avez proposé cette habilitation : un autre administrateur doit la confirmer."
DONE = "Cette habilitation n’attend plus de confirmation."


def is_administrator(user) -> bool:
    """Tell whether an account in use has the role; a superuser's box is not enough."""
    return user.is_active and user.groups.filter(name=ADMINISTRATORS).exists()


def require_administrator(user) -> None:
    """PermissionDenied for anybody else than an administrator in use."""
    if user is None or not is_administrator(user):
        raise PermissionDenied


def memberships_of(user, *, on: date) -> QuerySet[Membership]:
    """The memberships that give a person rights on a day: the only question that a case asks about a person."""
    return Membership.objects.in_force(on).filter(user=user).select_related("authority")


@transaction.atomic
def propose(membership: Membership, origin: Origin) -> Membership:
    """Propose a role; gives no right. ValidationError says, in French, what forbids it."""
    require_administrator(origin.actor)
    membership.proposed_by, membership.proposed_at = origin.actor, timezone.now()
    if membership.user_id == origin.actor.pk:
        raise ValidationError(OWN)
    membership.full_clean()
    membership.save()
    journal.record(JournalAct.MEMBERSHIP_PROPOSED, origin, membership)
    return membership


def refusal(membership: Membership, user) -> str:
    """Return why this person cannot confirm a membership, in French; nothing when nothing forbids it."""
    if membership.confirmed_at or membership.closed_at:
        return DONE
    if membership.user_id == user.pk:
        return OWN
    return SAME if membership.proposed_by_id == user.pk else ""


@transaction.atomic
def confirm(membership: Membership, origin: Origin) -> Membership:
    """Give the rights, from their first day: by another administrator than the one who proposed."""
    require_administrator(origin.actor)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if words := refusal(membership, origin.actor):
        raise ValidationError(words)
    membership.confirmed_by, membership.confirmed_at = origin.actor, timezone.now()
    membership.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(JournalAct.MEMBERSHIP_CONFIRMED, origin, membership)
    return membership


@transaction.atomic
def put_aside(membership: Membership, origin: Origin) -> Membership:
    """Close a proposal that nobody confirmed; the row stays."""
    require_administrator(origin.actor)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.confirmed_at or membership.closed_at:
        raise ValidationError(DONE)
    membership.closed_by, membership.closed_at = origin.actor, timezone.now()
    membership.save(update_fields=["closed_by", "closed_at"])
    journal.record(JournalAct.MEMBERSHIP_REFUSED, origin, membership)
    return membership


@transaction.atomic
def end(membership: Membership, last_day: date, origin: Origin) -> Membership:
    """End a membership: `last_day` is the last one with rights, yesterday to stop at once.

    An end is only ever brought forward: a longer term is a new proposal, by two people.
    """
    require_administrator(origin.actor)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not membership.confirmed_at:
        raise ValidationError("Cette habilitation n’est pas confirmée : écartez-la.")
    if membership.ends_on and membership.ends_on <= last_day:
        raise ValidationError(
            "Cette habilitation se termine déjà ce jour-là ou avant. La prolonger se propose à nouveau."
        )
    earliest = max(membership.starts_on, timezone.localdate() - timedelta(days=1))
    if last_day < earliest:
        raise ValidationError(f"Le dernier jour ne peut pas venir avant le {earliest:%d/%m/%Y}.")
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    journal.record(JournalAct.MEMBERSHIP_ENDED, origin, membership)
    return membership


@transaction.atomic
def record_act(act: EmpoweringAct, origin: Origin) -> EmpoweringAct:
    """Record a signed act that empowers a member; never by the member."""
    require_administrator(origin.actor)
    if act.membership.user_id == origin.actor.pk:
        raise ValidationError("Personne n’enregistre un acte pour soi.")
    act.recorded_by = origin.actor
    act.full_clean()
    act.save()
    journal.record(JournalAct.ACT_RECORDED, origin, act)
    return act


@transaction.atomic
def end_act(act: EmpoweringAct, last_day: date, origin: Origin) -> EmpoweringAct:
    """End an act earlier than it says; what was signed under it stays signed."""
    require_administrator(origin.actor)
    act = EmpoweringAct.objects.select_for_update().get(pk=act.pk)
    if act.ends_on and act.ends_on <= last_day:
        raise ValidationError("Cet acte se termine déjà ce jour-là ou avant.")
    if last_day < act.starts_on:
        raise ValidationError(f"Le dernier jour ne peut pas venir avant le {act.starts_on:%d/%m/%Y}.")
    act.ends_on = last_day
    act.save(update_fields=["ends_on"])
    journal.record(JournalAct.ACT_ENDED, origin, act)
    return act


def waiting() -> QuerySet[Membership]:
    """The proposals that wait for a second administrator, oldest first."""
    rows = Membership.objects.proposed().select_related("user", "authority", "proposed_by")
    return rows.prefetch_related("authority__names").order_by("proposed_at")


def without_act(authority: Authority, *, on: date) -> list[Membership]:
    """The physicians and directors in force whom no act empowers: they can sign nothing."""
    members = Membership.objects.in_force(on).filter(authority=authority)
    acts = Membership.objects.may_validate(authority, on) | Membership.objects.may_transmit(authority, on)
    signing = members.filter(role__in=[CaseRole.PHYSICIAN, CaseRole.DIRECTOR]).select_related("user")
    return list(signing.exclude(pk__in=acts.values("pk")))
