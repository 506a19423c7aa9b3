"""Who sees what of a dossier: one table of roles, compartments and states; every screen and search passes here (C1).

A dossier that is not yours does not exist. Rights come from memberships in force on the day, and from nothing else:
no group, no superuser's box. What an avis says is nobody's before it is validated (C5): it is a draft of
its author, then of the physicians who give it together.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from forms_app.enums import Authority, CaseRole, Compartment, Recipient
from forms_app.models import Composition, Dossier, DossierRun, Membership, Passage, SentLetter
from forms_app.rules.workflow import beside
from forms_app.rules.workflow.acts import CLOSED, TRANSMITTED, UNDER_COVER

EVERY = None
#: The director meets a dossier when an avis is handed to him (V-4), or a circumstance is pointed out (V-8, V-9).
HANDED = frozenset({UNDER_COVER.slug, TRANSMITTED.slug, CLOSED.slug})
_CIRCUMSTANCE = frozenset(state.slug for state in beside.HUMANITARIAN_ARS.states) - {beside.NOTHING.slug}
#: A circumstance opens the dossier to the director, not the avis: that one is handed to him, sous couvert (V-7).
_HANDED_ONLY = frozenset({Compartment.AVIS})
#: Role, compartment, states of the avis in which it is open; what is not in the table is closed.
TABLE: dict[tuple[CaseRole, Compartment], frozenset[str] | None] = {
    (CaseRole.PHYSICIAN, Compartment.LISTED): EVERY,
    (CaseRole.PHYSICIAN, Compartment.IDENTITY): EVERY,
    (CaseRole.PHYSICIAN, Compartment.REPORT): EVERY,
    (CaseRole.PHYSICIAN, Compartment.COLLEGE): EVERY,
    (CaseRole.PHYSICIAN, Compartment.DELIBERATION): EVERY,  # and only who gives this avis: `Reader.deliberates`
    (CaseRole.PHYSICIAN, Compartment.AVIS): EVERY,
    (CaseRole.PHYSICIAN, Compartment.NOTE): EVERY,
    (CaseRole.PHYSICIAN, Compartment.CUSTODY): EVERY,
    (CaseRole.PHYSICIAN, Compartment.MEDICAL): EVERY,
    (CaseRole.PHYSICIAN, Compartment.ACCESS): EVERY,
    (CaseRole.SECRETARY, Compartment.LISTED): EVERY,
    (CaseRole.SECRETARY, Compartment.IDENTITY): EVERY,
    (CaseRole.SECRETARY, Compartment.REPORT): EVERY,
    (CaseRole.SECRETARY, Compartment.COLLEGE): EVERY,
    (CaseRole.SECRETARY, Compartment.AVIS): EVERY,
    (CaseRole.SECRETARY, Compartment.CUSTODY): EVERY,
    (CaseRole.DIRECTOR, Compartment.LISTED): HANDED,
    (CaseRole.DIRECTOR, Compartment.IDENTITY): HANDED,
    (CaseRole.DIRECTOR, Compartment.COLLEGE): HANDED,
    (CaseRole.DIRECTOR, Compartment.AVIS): HANDED,
    (CaseRole.DIRECTOR, Compartment.NOTE): HANDED,
    (CaseRole.DIRECTOR, Compartment.DIRECTOR): HANDED,
}
#: Acts on what only some roles may write.
WRITERS = {Compartment.MEDICAL: CaseRole.PHYSICIAN, Compartment.DIRECTOR: CaseRole.DIRECTOR}
REGISTRARS = frozenset({CaseRole.PHYSICIAN, CaseRole.SECRETARY})


class Absent(Exception):
    """No such dossier for this person; answered as if it had never been."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person before one dossier, with the memberships that open it; ask it before reading anything."""

    dossier: Dossier
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(row.role for row in self.memberships)

    @property
    def user_id(self) -> int | None:
        return self.memberships[0].user_id if self.memberships else None

    def deliberates(self, composition: Composition | None) -> bool:
        """Tell whether a letter not validated yet is this person's to read: they give the avis with others (C5)."""
        return self.reads(Compartment.DELIBERATION) and sits(self.user_id, composition)

    def reads(self, compartment: Compartment) -> bool:
        """Tell whether a compartment is open to this person in the state the dossier is in."""
        return any(
            role_reads(role, compartment) and state_opens(role, compartment, self.dossier) for role in self.roles
        )

    def require(self, compartment: Compartment) -> None:
        """Raise `Absent` unless the compartment is open."""
        if not self.reads(compartment):
            raise Absent

    def acting(self, roles: Iterable[str]) -> Membership | None:
        """Return the membership under which the person acts, among these roles."""
        wanted = frozenset(map(str, roles))
        return next((row for row in self.memberships if row.role in wanted), None)


def sits(user_id: int | None, composition: Composition | None) -> bool:
    """Tell whether an account is among those who give the avis of a dossier."""
    return composition is not None and user_id in composition.member_ids


def role_reads(role: str, compartment: Compartment) -> bool:
    """Tell whether a role ever opens a compartment."""
    return (role, compartment) in TABLE


def state_opens(role: str, compartment: Compartment, dossier: Dossier) -> bool:
    """Tell whether the state of a dossier opens a compartment to a role that reads it."""
    states = TABLE[role, compartment]
    if states is EVERY or dossier.avis_state in states:
        return True
    return compartment not in _HANDED_ONLY and dossier.humanitarian_state in _CIRCUMSTANCE


def is_member(user) -> bool:
    """Tell whether an account may hold rights on a case at all: an all-powerful one may not."""
    return user is not None and user.is_authenticated and user.is_active and not user.is_superuser


def memberships(user, *, on: date) -> list[Membership]:
    """Return the memberships that open dossiers on a day; one query."""
    if not is_member(user):
        return []
    rows = Membership.objects.in_force(on).filter(user=user, role__in={role for role, _ in TABLE})
    return list(rows.select_related("authority").prefetch_related("authority__names").order_by("pk"))


def same_authority(membership: Membership, dossier: Dossier) -> bool:
    """Tell whether a membership is of the authority that holds a dossier."""
    return membership.authority_id == dossier.authority_id


def reader(user, dossier: Dossier, held: Iterable[Membership]) -> Reader:
    """Return the person as a reader of one row; `Absent` when it is not theirs. Every single reading passes here."""
    own = tuple(row for row in held if is_member(user) and same_authority(row, dossier))
    found = Reader(dossier, own)
    found.require(Compartment.LISTED)
    return found


def visible(held: Iterable[Membership]) -> QuerySet[Dossier]:
    """Return the dossiers that memberships show in lists, counters and searches; none without one."""
    shown = Q(pk__in=[])
    for row in held:
        if role_reads(row.role, Compartment.LISTED):
            shown |= _rows_of(row)
    return Dossier.objects.filter(shown)


def _rows_of(row: Membership) -> Q:
    states = TABLE[row.role, Compartment.LISTED]
    own = Q(authority=row.authority_id)
    if states is EVERY:
        return own
    return own & (Q(avis_state__in=states) | Q(humanitarian_state__in=_CIRCUMSTANCE))


def notes(held: Iterable[Membership]) -> QuerySet[SentLetter]:
    """Return the notes that other authorities sent to the directors that these memberships are of (A-10)."""
    authorities = [row.authority_id for row in held if row.role == CaseRole.DIRECTOR]
    rows = SentLetter.objects.filter(recipient=Recipient.DIRECTOR, addressee__in=authorities)
    return rows.exclude(dossier__authority=F("addressee"))


def referrals(directing: Iterable[Membership]) -> QuerySet[Passage]:
    """Return the préfet's referrals in dossiers of Paris, whose director general these memberships are of (V-9).

    Where a note had come, the note tells of the referral. Whoever calls says who directs for Paris; of those, only a
    director's membership counts.
    """
    sides = {row.authority.demonstration for row in directing if row.role == CaseRole.DIRECTOR}
    rows = Passage.objects.filter(
        name="register-referral", role=CaseRole.DIRECTOR, dossier__authority__kind=Authority.PP,
        dossier__authority__demonstration__in=sides,
    )  # fmt: skip
    noted = SentLetter.objects.filter(recipient=Recipient.DIRECTOR, dossier=OuterRef("dossier"))
    return rows.exclude(Exists(noted))


def runs_closed_to(user, *, on: date) -> QuerySet[DossierRun]:
    """Return the runs that a person began from dossiers which are no longer theirs: their letters are closed too."""
    return DossierRun.objects.filter(started_by=user).exclude(dossier__in=visible(memberships(user, on=on)))


def directs(membership: Membership, note: SentLetter) -> bool:
    """Tell whether a membership is of the director whom a note was sent to."""
    return membership.role == CaseRole.DIRECTOR and membership.authority_id == note.addressee_id


def opened(user, pk: uuid.UUID, *, on: date) -> Reader:
    """Return a person before the dossier of an address; `Absent` when there is none for them."""
    held = memberships(user, on=on)
    rows = visible(held).select_related("authority", "prefecture").prefetch_related("authority__names")
    dossier = rows.filter(pk=pk).first()
    if dossier is None:
        raise Absent
    return reader(user, dossier, held)


def auditors(user, *, on: date) -> list[Membership]:
    """Return the memberships under which a person reads the journal of an authority: never a dossier (C3)."""
    if not is_member(user):
        return []
    rows = Membership.objects.in_force(on).filter(user=user, role=CaseRole.AUDITOR)
    return list(rows.select_related("authority").prefetch_related("authority__names").order_by("pk"))


def registrars(user, *, on: date) -> list[Membership]:
    """Return the memberships under which a person registers dossiers: of the medical service."""
    return [row for row in memberships(user, on=on) if row.role in REGISTRARS]


class BilanRight(StrEnum):
    """What a role may do with the bilans of its authority."""

    DRAFT = "draft"
    FREEZE = "freeze"
    SEND = "send"
    READ = "read"


#: The physicians send the bilan (A-39); the secretariat, which reads every avis, prepares it. A draft read each day
#: would tell the director what an avis says before it is handed to him: he reads what is frozen.
BILANS = {
    CaseRole.PHYSICIAN: frozenset(BilanRight),
    CaseRole.SECRETARY: frozenset(BilanRight) - {BilanRight.FREEZE},
    CaseRole.DIRECTOR: frozenset({BilanRight.READ}),
}


def bilans_of(held: Iterable[Membership], right: BilanRight) -> list[Membership]:
    """Return the memberships that give a right on bilans, one for each authority; a physician's comes first."""
    found: dict[int, Membership] = {}
    order = list(BILANS)
    for row in sorted((row for row in held if row.role in BILANS), key=lambda row: order.index(row.role)):
        if right in BILANS[row.role]:
            found.setdefault(row.authority_id, row)
    return list(found.values())
