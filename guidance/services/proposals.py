"""What physicians propose and what editors answer; and the references that one keeps for a country (L8)."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from guidance import extensions
from guidance.enums import CoverageScope, ProposalKind, ProposalState, Verdict
from guidance.models import Reference, ReferenceProposal, UsedReference
from guidance.services import library
from guidance.services.desk import PHYSICIANS

KEPT = 20  # references a person keeps for one country


def may_propose(user) -> bool:
    """Tell whether a person proposes references: physicians, who read them with an avis to give."""
    if not user.is_authenticated:
        return False
    if not hasattr(user, "_names_of_groups"):
        user._names_of_groups = frozenset(user.groups.values_list("name", flat=True))
    return PHYSICIANS in user._names_of_groups


def propose(author, values: dict) -> ReferenceProposal:
    """Record a link proposed; raises ValidationError when its words speak of a person (C2)."""
    _refuse_words_about_persons(**{name: values.get(name, "") for name in ("title", "publisher", "url", "remark")})
    return ReferenceProposal.objects.create(kind=ProposalKind.NEW, author=author, **values)


def tell_dead(author, row: Reference) -> ReferenceProposal:
    """Record that a person found a link dead, once while nobody has answered."""
    said = {"kind": ProposalKind.DEAD, "author": author, "reference": row, "state": ProposalState.WAITING}
    try:
        with transaction.atomic():
            return ReferenceProposal.objects.create(title=row.title, url=row.url, **said)
    except IntegrityError:
        return ReferenceProposal.objects.get(**said)


def told_dead(author, row: Reference) -> bool:
    """Tell whether this person's word on this link still waits for an answer."""
    waiting = ReferenceProposal.objects.filter(state=ProposalState.WAITING, kind=ProposalKind.DEAD)
    return waiting.filter(author=author, reference=row).exists()


@transaction.atomic
def accept(proposal: ReferenceProposal, editor, reason: str = "") -> Reference | None:
    """Accept a proposal: a new link becomes a reference to check, a dead one is marked so under the editor's name."""
    row = _decide(proposal, editor, ProposalState.ACCEPTED, reason)
    if row.kind == ProposalKind.DEAD:
        if row.reference:
            library.checked_by_hand(row.reference, editor, Verdict.DEAD, reason="Signalée par un médecin")
        return row.reference
    row.reference = Reference.objects.create(
        title=row.title,
        publisher=row.publisher or "Éditeur à préciser",
        url=row.url,
        kind="origin",
        scope=CoverageScope.LISTED if row.country else CoverageScope.EVERYWHERE,
        owner=editor,
    )
    row.save(update_fields=["reference"])
    library.cover(row.reference, [row.country] if row.country else [], [row.group] if row.group else [])
    return row.reference


def refuse(proposal: ReferenceProposal, editor, reason: str) -> None:
    """Refuse a proposal; its author reads the reason. Raises ValidationError without one."""
    if not reason.strip():
        raise ValidationError({"reason": "Écrivez la raison : le médecin la lira."})
    with transaction.atomic():
        _decide(proposal, editor, ProposalState.REFUSED, reason)


def _decide(proposal, editor, state: str, reason: str) -> ReferenceProposal:
    _refuse_words_about_persons(reason=reason)
    row = ReferenceProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != ProposalState.WAITING:
        raise ValidationError("Cette proposition a déjà sa réponse.")
    row.state, row.decided_by, row.decided_at, row.reason = state, editor, timezone.now(), reason.strip()
    row.save()
    return row


def _refuse_words_about_persons(**texts: str) -> None:
    wrong = {name: said for name, text in texts.items() if text and (said := extensions.objections(text))}
    if wrong:
        raise ValidationError(wrong)


def keep(person, row: Reference, country: str) -> None:
    """Keep a reference for a country, the last one first; the oldest beyond `KEPT` go."""
    UsedReference.objects.update_or_create(
        person=person, reference=row, country=country, defaults={"used_at": timezone.now()}
    )
    mine = UsedReference.objects.filter(person=person, country=country)
    mine.exclude(pk__in=list(mine.values_list("pk", flat=True)[:KEPT])).delete()


def used_for(person, country: str) -> list[UsedReference]:
    """Return the references a person kept for a country, the last one first."""
    return list(UsedReference.objects.filter(person=person, country=country).select_related("reference"))


def forget(person, *, pk: int | None = None, country: str = "") -> None:
    """Erase one line of a person's, or those of a country, or all of them."""
    mine = UsedReference.objects.filter(person=person)
    if pk is not None:
        mine = mine.filter(pk=pk)
    elif country:
        mine = mine.filter(country=country)
    mine.delete()
