"""Who gives the avis of a dossier of the OFII: composed, replaced, and each validating the same letter (R.425-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from forms_app import enums, policy
from forms_app.enums import ActKind, CaseRole, Compartment, JournalAct
from forms_app.models import Composition, Dossier, Letter, Membership, MemberValidation, Passage
from forms_app.rules import college
from forms_app.rules.college import Member
from forms_app.rules.vocabulary import Formation, Situation
from forms_app.rules.workflow.machine import Refused, Transition
from forms_app.rules.workflow.office import REPLACED
from forms_app.services.dossiers import dossier_held
from forms_app.services.dossiers.dossier_held import Given, Held
from forms_app.services.fiches import letters
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin

STRANGER = "Choisissez des médecins de cette autorité."
SAME = "Aucun médecin n’est changé."
OTHER_NAMES = "La lettre ne nomme pas les médecins désignés pour ce dossier : remplissez un nouvel avis."
NOT_SEATED = "Cette lettre n’est pas d’un médecin désigné pour ce dossier : remplissez un nouvel avis."
OTHER_REASON = "Les autres médecins ont donné un autre motif de rectification."
#: A change of reporting physician is written as a composition too, so that the database holds the two apart.
NEW_RAPPORTEUR = "new-rapporteur"
#: Fields of the letters of the office that name who gives the avis.
_NAMES = frozenset({"medecin_1", "medecin_2", "medecin_3", "signataire"})


@dataclass(frozen=True, slots=True)
class Seats:
    """Who gives an avis: a formation, accounts in their order."""

    formation: Formation
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """What a form asks with: who may sit, in which formation, who sits now, who reports."""

    formations: tuple[Formation, ...]
    choices: tuple[tuple[str, str], ...]
    composed: bool = False
    formation: str = ""
    member_ids: tuple[int, ...] = ()
    rapporteur_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """Who gives the avis, as a person may read it; the reporting physician is empty where reports are closed."""

    formation: str
    members: tuple[tuple[str, datetime | None], ...]
    changes: tuple[tuple[date, str], ...]
    rapporteur: str = ""
    apart: bool = False
    readable: bool = False


def seating(held: Held, *, on: date) -> Seating:
    """Return who may be named on a day, by name; what the texts allow, the usual formation first."""
    dossier, standing, rapporteur = held.dossier, held.composition, held.rapporteur
    rows = Membership.objects.may_validate(dossier.authority, on).select_related("user")
    named = {str(row.user_id): row.user.get_full_name() for row in rows.order_by("user__last_name", "user__first_name")}
    for user in standing.members if standing else ():
        named.setdefault(str(user.pk), f"{user.get_full_name()} (nomination terminée)")
    return Seating(
        formations=allowed(dossier).formations,
        choices=tuple(named.items()),
        composed=standing is not None,
        formation=standing.formation if standing else "",
        member_ids=standing.member_ids if standing else (),
        rapporteur_id=rapporteur.pk if rapporteur else None,
    )


def allowed(dossier: Dossier) -> college.Expected:
    """Return which formations the texts allow for a dossier, the usual one first, and why."""
    return college.expected(enums.Matter(dossier.matter), Situation(dossier.situation))


def seated(reader: policy.Reader, held: Held) -> Seated | None:
    """Return who gives the avis as this person may read it; None when it is closed to them, or nobody is named."""
    standing = held.composition
    if standing is None or not reader.reads(Compartment.COLLEGE):
        return None
    given = held.happened(*dossier_held.VALIDATIONS)
    letter = held.avis_letter.pk if held.avis_letter else given[-1].letter if given else None
    done = {row.member_id: row.at for row in held.validations if row.letter == letter}
    reports = reader.reads(Compartment.REPORT)
    return Seated(
        formation=standing.get_formation_display(),
        members=tuple((user.get_full_name(), done.get(user.pk)) for user in standing.members),
        changes=tuple(_changes(held)) if reports else (),
        rapporteur=held.rapporteur.get_full_name() if held.rapporteur and reports else "",
        apart=standing.rapporteur_id is not None,
        readable=held.avis_letter is not None and reader.deliberates(standing),
    )


def names_by_letter(held: Held) -> dict:
    """Return who validated each letter of the avis, in French, by the key of the letter."""
    found: dict = {}
    for row in held.validations:
        found.setdefault(row.letter, []).append(row.member.get_full_name())
    return {letter: " et ".join(filter(None, (", ".join(names[:-1]), names[-1]))) for letter, names in found.items()}


def _changes(held: Held) -> Iterable[tuple[date, str]]:
    labels = {row.slug: row.label for row in REPLACED}
    for row in held.happened("replace-member"):
        yield row.day, labels[row.reason]


def refuse_unsound(held: Held, transition: Transition, given: Given) -> None:
    """Raise `Refused` with a sentence for each thing wrong with the composition, on the day of an act."""
    composing = transition.name in dossier_held.COMPOSING
    seats = _asked(given) if composing else _standing(held.composition)
    if seats is None:
        return  # the guard says that nobody is named
    if composing and seats == _standing(held.composition):
        raise Refused(SAME)
    if found := problems(held, seats, on=given.day):
        raise Refused(*found)


def problems(held: Held, seats: Seats, *, on: date) -> list[str]:
    """Return in French what is wrong with a composition on a day; empty when it is sound."""
    dossier, rapporteur = held.dossier, held.rapporteur
    members = _members(dossier, seats.user_ids, on)
    if len(members) < len(set(seats.user_ids)):
        return [STRANGER]
    found = college.composition_problems(
        tuple(members[pk] for pk in seats.user_ids),
        formation=seats.formation,
        matter=enums.Matter(dossier.matter),
        situation=Situation(dossier.situation),
        on=on,
        rapporteur=Member(str(rapporteur.pk), rapporteur.get_full_name()) if rapporteur else None,
    )
    return [problem.says for problem in found]


def _asked(given: Given) -> Seats:
    return Seats(Formation(given.formation or Formation.COLLEGE), given.physicians)


def _standing(composition: Composition | None) -> Seats | None:
    return Seats(Formation(composition.formation), composition.member_ids) if composition else None


def _members(dossier: Dossier, user_ids: Iterable[int], on: date) -> dict[int, Member]:
    """The physicians of the authority among these accounts, with the days of the appointment that covers the day."""
    rows = Membership.objects.filter(authority=dossier.authority, role=CaseRole.PHYSICIAN, user__in=set(user_ids))
    found = {}
    for row in rows.select_related("user").prefetch_related("acts"):
        acts = [act for act in row.acts.all() if act.kind == ActKind.APPOINTMENT and act.covers(on)]
        since = max(acts[0].starts_on, row.starts_on) if acts and row.confirmed_at and not row.closed_at else None
        ends = [day for act in acts[:1] for day in (act.ends_on, row.ends_on) if day]
        member = Member(str(row.user_id), row.user.get_full_name(), since, min(ends) if ends else None)
        if row.user_id not in found or member.is_appointed(on):
            found[row.user_id] = member
    return found


def compose(dossier: Dossier, held: Held, given: Given, origin: Origin, membership: Membership) -> Composition:
    """Write who gives the avis; the act has been refused before when it is not sound."""
    return _written(held, _asked(given), given.day, given.reason, origin, membership)


def keep_apart(held: Held, row: Passage, origin: Origin, membership: Membership) -> None:
    """Write the composition again under another reporting physician; the database refuses one who sits."""
    standing = held.composition
    if standing is not None and standing.rapporteur_id != row.actor_id:
        after = dossier_held.hold([held.dossier])[0]
        _written(after, _standing(standing), row.day, NEW_RAPPORTEUR, origin, membership)


def _written(held: Held, seats: Seats, day, reason: str, origin: Origin, membership: Membership) -> Composition:
    row = Composition(
        dossier=held.dossier,
        rank=held.composition.rank + 1 if held.composition else 1,
        formation=seats.formation,
        rapporteur=held.rapporteur,
        reason=reason,
        day=day,
        composed_by=origin.actor,
        role=membership.role,
        at=timezone.now(),
    )
    row.first_id, row.second_id, row.third_id = (*seats.user_ids, None, None)[:3]
    row.full_clean()
    row.save()
    return row


def validate(held: Held, given: Given, origin: Origin) -> MemberValidation:
    """Keep that one physician validated the letter that waits; `Refused` when it is not theirs to validate."""
    letter, composition = held.avis_letter, held.composition
    if letter.author_id not in composition.member_ids:
        raise Refused(NOT_SEATED)
    named = tuple(Member(str(user.pk), user.get_full_name()) for user in composition.members)
    if not college.is_named(_names_on(letter), named):
        raise Refused(OTHER_NAMES)
    if any(row.reason != given.reason for row in held.validated_by):
        raise Refused(OTHER_REASON)
    return MemberValidation.objects.create(
        composition=composition,
        letter=letter.pk,
        pdf_sha256=letter.pdf_sha256,
        member=origin.actor,
        reason=given.reason,
        at=timezone.now(),
    )


def _names_on(letter: Letter) -> list[str]:
    lines = letters.open_content(letter).lines
    return [piece.words for line in lines for piece in line.pieces if piece.kind == "answer" and piece.name in _NAMES]


def deliberated(*, origin: Origin, reader: policy.Reader) -> bytes:
    """Return the file of the avis that waits for its validations, to those who give it; `Absent` for anybody else."""
    held = dossier_held.hold([reader.dossier])[0]
    if held.avis_letter is None or not reader.deliberates(held.composition):
        raise policy.Absent
    journal.record(JournalAct.DELIBERATION_READ, origin, reader.dossier)
    return letters.open_pdf(held.avis_letter)
