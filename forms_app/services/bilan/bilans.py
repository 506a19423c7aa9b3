"""The life of a bilan: computed any day, frozen once its year is over, sent, corrected by another version (A-39)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from forms_app import enums, policy
from forms_app.bilan.shape import Bilan, as_text, digest, from_text
from forms_app.enums import BilanReason, BilanState, CaseRole, JournalAct, Way
from forms_app.models import Authority, BilanDraft, BilanSending, Dossier, FrozenBilan, Membership
from forms_app.policy import BilanRight
from forms_app.rules import deadlines
from forms_app.rules.deadlines import DueDate
from forms_app.rules.vocabulary import Standing
from forms_app.rules.workflow.machine import Refused
from forms_app.services.bilan import computing
from forms_app.services.dossiers.dossier_acts import FUTURE, under
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.dates import days

YEARS = 5  # back from the present one, that a list proposes
NOT_OVER = "L’année n’est pas terminée : le bilan se fige à partir du 1er janvier."
NOT_READY = "Aucun brouillon calculé : calculez-le d’abord."
CHANGED = "Le brouillon a été recalculé depuis que cette page est ouverte. Relisez-le avant de le figer."
NOT_DESIGNATED = "Aucun acte en vigueur ce jour ne vous désigne : le bilan est celui des médecins de l’autorité."
NO_REASON = "Choisissez le motif de la correction."
SENT = "Cet envoi est déjà noté."
BEFORE = "Le jour d’envoi précède celui où le bilan a été figé."
SUPERSEDED = "Une version plus récente existe : c’est elle qui s’envoie."


class Altered(Exception):
    """The text of a frozen bilan is not the one whose digest was kept: nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A bilan that an authority has not sent yet, and where the day stands before 1 March."""

    authority: Authority
    year: int
    due: DueDate
    standing: Standing
    left: int
    next: str  # what brings it nearer to its sending: `compute`, `review`, or `send` the version of that number
    version: int = 0

    @property
    def late(self) -> bool:
        return self.standing == Standing.OVERDUE

    @property
    def told(self) -> str:
        """The distance in French."""
        if self.left == 0:
            return "dernier jour"
        away = days(abs(self.left))
        return f"dépassé de {away}" if self.late else f"dans {away}"


def membership_for(held: Iterable[Membership], code: str, right: BilanRight) -> Membership:
    """Return the membership that gives a right on the bilans of an authority; `Absent` when none does."""
    found = next((row for row in policy.bilans_of(held, right) if row.authority.code == code), None)
    if found is None:
        raise policy.Absent
    return found


def due(authority: Authority, year: int) -> DueDate | None:
    """Return the last day of a bilan; None for the OFII's contribution, which has none (B-12)."""
    return None if authority.kind == enums.Authority.OFII else deadlines.bilan_due(year)


def waiting(held: Iterable[Membership]) -> list[Waiting]:
    """Return the bilans of last year that these memberships owe and have not sent: their physicians'."""
    owed = [row.authority for row in policy.bilans_of(held, BilanRight.FREEZE)]
    owed = [authority for authority in owed if due(authority, authority.today.year - 1)]
    if not owed:
        return []
    sent = set(BilanSending.objects.filter(bilan__authority__in=owed).values_list("bilan__authority", "bilan__year"))
    last_years = [(authority, authority.today.year - 1) for authority in owed]
    found = [(one, year) for one, year in last_years if (one.pk, year) not in sent and _has_any(one, year)]
    return _told(found) if found else []


def _told(found: list[tuple[Authority, int]]) -> list[Waiting]:
    """Say of each what comes next; two queries for all."""
    where = {"authority__in": [authority for authority, _ in found]}
    rows = FrozenBilan.objects.filter(**where).order_by("version")
    frozen = {(row[0], row[1]): row[2] for row in rows.values_list("authority", "year", "version")}
    drafts = set(BilanDraft.objects.filter(**where).exclude(content="").values_list("authority", "year"))
    waits = []
    for authority, year in found:
        key = authority.pk, year
        step = "send" if key in frozen else "review" if key in drafts else "compute"
        waits.append(_waiting(authority, year, step, frozen.get(key, 0)))
    return waits


def _has_any(authority: Authority, year: int) -> bool:
    """A bilan is asked for where dossiers of its year are kept: an authority that opens here owes none of before."""
    return Dossier.objects.filter(authority=authority, year=year).exists()


def _waiting(authority: Authority, year: int, step: str, version: int) -> Waiting:
    limit = due(authority, year)
    today = authority.today
    return Waiting(authority, year, limit, deadlines.standing(limit, today), (limit.day - today).days, step, version)


def years_of(authority: Authority) -> list[int]:
    """Return the years that a list proposes, the newest first: this one, the last, those kept here, those frozen."""
    frozen = FrozenBilan.objects.filter(authority=authority).values_list("year", flat=True)
    present = authority.today.year
    first = Dossier.objects.filter(authority=authority).aggregate(first=Min("year"))["first"] or present
    first = max(min(first, present - 1), present - YEARS + 1)
    return sorted({*range(first, present + 1), *frozen}, reverse=True)


def drafts_of(authority: Authority) -> dict[int, BilanDraft]:
    """Return the drafts of an authority by year, without their text."""
    return {row.year: row for row in BilanDraft.objects.filter(authority=authority).defer("content")}


def draft_of(authority: Authority, year: int) -> BilanDraft | None:
    """Return the draft of a year, computed or not."""
    return BilanDraft.objects.filter(authority=authority, year=year).select_related("asked_by").first()


def versions(authority: Authority, year: int) -> QuerySet[FrozenBilan]:
    """Return the frozen versions of a year, the last one first, without their text."""
    rows = FrozenBilan.objects.filter(authority=authority, year=year).select_related("frozen_by", "sending")
    return rows.select_related("sending__recorded_by").defer("content").order_by("-version")


def last_versions(authority: Authority) -> dict[int, FrozenBilan]:
    """Return the last frozen version of each year, without its text, by year."""
    rows = FrozenBilan.objects.filter(authority=authority).select_related("sending").defer("content")
    return {row.year: row for row in rows.order_by("version")}


def frozen_until(authority: Authority, year: int, back: int) -> list[Bilan]:
    """Return the last frozen bilans of so many years, that of `year` the last; one that was altered is left out."""
    rows = FrozenBilan.objects.filter(authority=authority, year__range=(year - back + 1, year)).order_by("version")
    found = {row.year: row for row in rows}
    return [opened(found[each]) for each in sorted(found) if digest(found[each].content) == found[each].sha256]


def former(authority: Authority, year: int) -> Bilan | None:
    """Return the last version of the newest bilan of a year before; None without one, or when it was altered."""
    rows = FrozenBilan.objects.filter(authority=authority, year__lt=year)
    row = rows.order_by("-year", "-version").first()
    return opened(row) if row and digest(row.content) == row.sha256 else None


def opened(row: FrozenBilan) -> Bilan:
    """Return a frozen bilan; `Altered` when its text is not the one that was frozen."""
    if digest(row.content) != row.sha256:
        raise Altered
    return from_text(row.content)


@transaction.atomic
def ask(*, origin: Origin, membership: Membership, year: int) -> BilanDraft:
    """Have a draft computed again in the background and return its row; a computing that waits is left to go on."""
    authority = membership.authority
    if not 2000 < year <= authority.today.year:
        raise policy.Absent
    asked = {"asked_by": origin.actor, "asked_at": timezone.now()}
    row, _ = BilanDraft.objects.select_for_update().get_or_create(authority=authority, year=year, defaults=asked)
    row.state, row.done, row.total = BilanState.ASKED, 0, 0
    row.asked_by, row.asked_at = origin.actor, timezone.now()
    row.save(update_fields=["state", "done", "total", "asked_by", "asked_at"])
    transaction.on_commit(lambda: computing.compute_draft.enqueue(row.pk))
    journal.record(JournalAct.BILAN_ASKED, under(origin, membership), row)
    return row


@transaction.atomic
def freeze(*, origin: Origin, membership: Membership, year: int, seen: str, reason: str = "") -> FrozenBilan:
    """Freeze the draft that was read, `seen` being its digest, and return the version; `Refused` says what forbids."""
    authority = Authority.objects.select_for_update().get(pk=membership.authority_id)
    _refuse_unentitled(membership, authority)
    if authority.today.year <= year:
        raise Refused(NOT_OVER)
    draft = BilanDraft.objects.filter(authority=authority, year=year, state=BilanState.READY).first()
    if draft is None:
        raise Refused(NOT_READY)
    if digest(draft.content) != seen:
        raise Refused(CHANGED)
    last = FrozenBilan.objects.filter(authority=authority, year=year).aggregate(last=Max("version"))["last"] or 0
    if last and reason not in BilanReason.values:
        raise Refused(NO_REASON)
    text = as_text(replace(from_text(draft.content), version=last + 1))
    row = FrozenBilan.objects.create(
        authority=authority, year=year, version=last + 1, content=text, sha256=digest(text),
        reason=reason if last else "", frozen_by=origin.actor, role=membership.role, frozen_at=timezone.now(),
    )  # fmt: skip
    journal.record(JournalAct.BILAN_FROZEN, under(origin, membership), row)
    return row


def _refuse_unentitled(membership: Membership, authority: Authority) -> None:
    """The bilan is the physicians': of an ARS, or the médecin chef in Paris (VI-1); a designation says who they are."""
    allowed = Membership.objects.may_validate(authority, authority.today).filter(pk=membership.pk)
    if membership.role != CaseRole.PHYSICIAN or not allowed.exists():
        raise Refused(NOT_DESIGNATED)


@transaction.atomic
def send(*, origin: Origin, membership: Membership, row: FrozenBilan, day: date, way: Way) -> BilanSending:
    """Note that a version left; `Refused` when it is noted already, superseded, or its day makes no sense."""
    locked = FrozenBilan.objects.select_for_update(of=("self",)).select_related("authority").get(pk=row.pk)
    if locked.authority_id != membership.authority_id:
        raise policy.Absent
    today = locked.authority.today
    if day > today:
        raise Refused(FUTURE)
    if day < min(timezone.localdate(locked.frozen_at), today):
        raise Refused(BEFORE)
    if BilanSending.objects.filter(bilan=locked).exists():
        raise Refused(SENT)
    if FrozenBilan.objects.filter(authority=locked.authority_id, year=locked.year, version__gt=locked.version).exists():
        raise Refused(SUPERSEDED)
    sending = BilanSending.objects.create(
        bilan=locked, day=day, way=Way(way), recorded_by=origin.actor, role=membership.role
    )
    journal.record(JournalAct.BILAN_SENT, under(origin, membership), locked)
    return sending
