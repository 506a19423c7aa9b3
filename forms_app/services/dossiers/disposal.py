"""Destruction of the dossiers whose time is over: seen first, proposed by one, confirmed by a physician, traced (W10).

A recours or a humanitarian avis that is awaited holds everything (A-28). The journal is never emptied: its rows name
a key that leads nowhere any more.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from forms_app import enums, policy
from forms_app.enums import CaseRole, JournalAct
from forms_app.models import (
    Authority,
    Disposal,
    DisposalItem,
    Dossier,
    DossierRun,
    Letter,
    Membership,
    Passage,
    RetentionRule,
)
from forms_app.rules import retention as rules
from forms_app.rules.vocabulary import KeptFrom
from forms_app.rules.workflow import beside
from forms_app.rules.workflow.acts import CLOSED, WITHOUT_AVIS
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import dossier_acts, retention
from forms_app.services.dossiers.dossier_acts import under
from forms_app.services.fiches import drafts, letters
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime

MOST = 500  # dossiers of one destruction: a second one follows
_CLOSING = ("close", "close-without-avis")
UNKNOWN = "La durée de conservation est inconnue : rien n’est détruit."
NOTHING = "Aucun dossier n’est arrivé à son terme."
WAITING = "Une destruction attend déjà dans cette autorité."
OWN = "Vous avez proposé cette destruction : un autre médecin doit la confirmer."
ONLY_PHYSICIAN = "Le médecin conserve les documents : lui seul confirme leur destruction."
GONE = "Cette destruction n’attend plus."
NOT_FRESH = "Confirmez votre identité : la destruction la demande depuis moins de dix minutes."


@dataclass(frozen=True, slots=True)
class Falling:
    """A dossier whose time is over: its reference, the day it was counted from, its last day. Nobody's name."""

    key: object
    reference: str
    start: date
    last: date


def regime_of(authority: Authority) -> Regime:
    """Return the regime of an authority's dossiers."""
    return Regime.OFII if authority.kind == enums.Authority.OFII else Regime.ARS


def falling(membership: Membership, rule: RetentionRule | None, *, on: date) -> list[Falling]:
    """Return the dossiers of an authority whose time is over, the oldest first, at most `MOST`; one query."""
    if rule is None:
        return []
    coarse = on - timedelta(days=28 * rule.months)
    rows = _free(membership).annotate(start=_start(rule)).filter(start__lt=coarse).order_by("start", "pk")[:MOST]
    found = [Falling(row.pk, row.reference, row.start, rules.last_day(row.start, rule.months)) for row in rows]
    return [one for one in found if rules.is_over(one.start, rule.months, on)]


def _free(membership: Membership) -> QuerySet[Dossier]:
    """The closed dossiers that nothing holds."""
    pending = [beside.NOTED.slug, beside.REFERRED.slug]
    rows = policy.visible([membership]).filter(avis_state__in=[CLOSED.slug, WITHOUT_AVIS.slug])
    return rows.exclude(appeal_state=beside.PENDING.slug).exclude(humanitarian_state__in=pending)


def _start(rule: RetentionRule) -> Subquery:
    rows = Passage.objects.filter(dossier=OuterRef("pk")).order_by("-rank")
    if rule.runs_from == KeptFrom.CLOSED:
        rows = rows.filter(name__in=_CLOSING)
    return Subquery(rows.values("day")[:1])


@transaction.atomic
def propose(*, origin: Origin, membership: Membership, on: date) -> Disposal:
    """Propose to destroy what is over now; destroys nothing. `Refused` says in French why it may not be."""
    if membership.role not in policy.REGISTRARS or membership.user_id != origin.actor.pk:
        raise policy.Absent
    Authority.objects.select_for_update().get(pk=membership.authority_id)
    rule = retention.standing(regime_of(membership.authority))
    if rule is None:
        raise Refused(UNKNOWN)
    if waiting(membership.authority):
        raise Refused(WAITING)
    found = falling(membership, rule, on=on)
    if not found:
        raise Refused(NOTHING)
    row = Disposal.objects.create(authority=membership.authority, rule=rule, count=len(found), proposed_by=origin.actor)
    DisposalItem.objects.bulk_create(DisposalItem(disposal=row, dossier=one.key) for one in found)
    journal.record(JournalAct.DISPOSAL_PROPOSED, under(origin, membership), row)
    return row


def waiting(authority: Authority) -> Disposal | None:
    """Return the destruction that waits in an authority."""
    rows = Disposal.objects.filter(authority=authority, confirmed_at=None, cancelled_at=None)
    return rows.select_related("proposed_by", "rule").first()


@transaction.atomic
def cancel(*, origin: Origin, membership: Membership, disposal: Disposal) -> None:
    """Give a destruction up, by anybody of the medical service."""
    row = _locked(membership, disposal)
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    row.items.all().delete()
    journal.record(JournalAct.DISPOSAL_CANCELLED, under(origin, membership), row)


@transaction.atomic
def confirm(
    *, origin: Origin, membership: Membership, disposal: Disposal, on: date, authenticated_at: datetime | None
) -> Disposal:
    """Destroy, and return the trace: what is held by a recours meanwhile is left out, and is not counted."""
    row = _locked(membership, disposal)
    if membership.role != CaseRole.PHYSICIAN:
        raise Refused(ONLY_PHYSICIAN)
    if row.proposed_by_id == origin.actor.pk:
        raise Refused(OWN)
    if not dossier_acts.is_fresh(authenticated_at):
        raise Refused(NOT_FRESH)
    if row.rule.ended_at:
        raise Refused(UNKNOWN)
    keys = _still_over(row, membership, on)
    row.confirmed_by, row.confirmed_at, row.count = origin.actor, timezone.now(), len(keys)
    row.save(update_fields=["confirmed_by", "confirmed_at", "count"])
    _destroy(keys)
    row.items.all().delete()
    journal.record(JournalAct.DISPOSAL_CONFIRMED, under(origin, membership), row)
    return row


def _locked(membership: Membership, disposal: Disposal) -> Disposal:
    if membership.role not in policy.REGISTRARS:
        raise policy.Absent
    rows = Disposal.objects.select_for_update(of=("self",)).select_related("rule")
    row = rows.filter(pk=disposal.pk, authority=membership.authority_id).first()
    if row is None:
        raise policy.Absent
    if row.confirmed_at or row.cancelled_at:
        raise Refused(GONE)
    return row


def _still_over(row: Disposal, membership: Membership, on: date) -> list:
    named = set(row.items.values_list("dossier", flat=True))
    list(Dossier.objects.select_for_update().filter(pk__in=named).order_by("pk"))  # nobody files an appeal meanwhile
    own = _free(membership).filter(pk__in=named).annotate(start=_start(row.rule))
    keys = [one.pk for one in own if rules.is_over(one.start, row.rule.months, on)]
    row.items.exclude(dossier__in=keys).delete()
    return keys


def _destroy(keys: list) -> None:
    for run in DossierRun.objects.filter(dossier__in=keys).select_related("started_by"):
        drafts.forget(run.started_by, run.run)
        for letter in Letter.objects.filter(run=run.run):
            letters.forget(letter)
    erase(Dossier, keys)


def erase(model: type[models.Model], keys: list) -> None:
    """Delete rows and all that points to them, whatever table comes; the locks open for confirmed dossiers alone."""
    if not keys:
        return
    for relation in model._meta.related_objects:
        child, name = relation.related_model, relation.field.name
        if child is not model:  # an avis names the one that it replaces: both go
            erase(child, list(child._base_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)))
    rows = model._base_manager.filter(pk__in=keys)
    rows._raw_delete(rows.db)


def traces(authority: Authority) -> QuerySet[Disposal]:
    """Return the destructions of an authority: the day, how many, who; never whom."""
    rows = Disposal.objects.filter(authority=authority, confirmed_at__isnull=False)
    return rows.select_related("proposed_by", "confirmed_by", "rule")
