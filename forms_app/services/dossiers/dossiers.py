"""Opening a dossier: the person sealed, found by keyed digests of the name, a reference of its own (A-02, A-03)."""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet

from forms_app import crypto, policy, secrecy
from forms_app import enums as vocabulary
from forms_app.crypto import Family
from forms_app.enums import Compartment, JournalAct, Outgoing
from forms_app.models import Authority, Dossier, DossierName, KeptCompetence, Membership
from forms_app.rules import competence, duplicates
from forms_app.rules.duplicates import Identity
from forms_app.rules.places import UnknownPlace
from forms_app.rules.vocabulary import Likeness
from forms_app.rules.workflow import life
from forms_app.services.doctrine import lexicon
from forms_app.services.dossiers import dossier_marks
from forms_app.services.trace import journal
from forms_app.services.trace.journal import Origin
from guidance.enums import Regime
from guidance.regimes import regime_for

LEAKS = "Ces mots peuvent révéler une maladie ou un soin. Donnez une raison administrative."


@dataclass(frozen=True, slots=True)
class Person:
    """Who the dossier is about, as declared; `birth` is « jj/mm/aaaa », a year alone, or nothing."""

    family: str
    given: str = ""
    civility: str = ""
    birth: str = ""
    birth_place: str = ""
    nationality: str = ""
    country: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.family, self.given) if part)

    @property
    def initials(self) -> str:
        """The given name's letter first, as the lists show it."""
        return " ".join(f"{part.strip()[0].upper()}." for part in (self.given, self.family) if part.strip())

    def identity(self) -> Identity:
        """Return the person as the rule of duplicates reads one."""
        return Identity(self.family, self.given, _birth(self.birth))


@dataclass(frozen=True, slots=True)
class Request:
    """What the préfecture asks: the columns of a dossier that are not the person's."""

    prefecture_id: int
    matter: str
    registered_on: date
    residence: str
    nature: str = ""
    situation: str = "free"
    centre: str = ""
    competence_reason: str = ""


@dataclass(frozen=True, slots=True)
class Double:
    """A dossier of the same authority that may be the same person's, and how likely."""

    dossier: Dossier
    likeness: Likeness


def wait_turn(authority: Authority) -> Authority:
    """Return the row of an authority, locked until the transaction ends: it registers one dossier at a time.

    TransactionManagementError outside of one: a turn that is over at once is none.
    """
    return Authority.objects.select_for_update().get(pk=authority.pk)


def registered(user, key: uuid.UUID) -> Dossier | None:
    """Return the dossier that a person has already opened under this key: the first of two clicks."""
    return Dossier.objects.filter(pk=key, opened_by=user).first()


@transaction.atomic
def open_dossier(
    *, origin: Origin, membership: Membership, person: Person, asked: Request, key: uuid.UUID | None = None
) -> Dossier:
    """Open a dossier, under `key` when no other bears it, and return it.

    ValidationError says in French what is wrong, by field; PermissionDenied for whose membership registers nothing.
    """
    if membership.role not in policy.REGISTRARS or not policy.is_member(origin.actor):
        raise PermissionDenied
    authority = wait_turn(membership.authority)  # one number at a time
    choice = rule_of(authority, asked)
    tables = life(vocabulary.Authority(authority.kind), vocabulary.Matter(asked.matter))
    row = Dossier(
        pk=key if key and not Dossier.objects.filter(pk=key).exists() else uuid.uuid4(),
        authority=authority,
        **asdict(asked),
        **next_reference(authority),
        initials=person.initials,
        person=sealed(person),
        avis_state=tables.avis.initial.slug,
        appeal_state=tables.appeal.initial.slug,
        humanitarian_state=tables.humanitarian.initial.slug if tables.humanitarian else "",
        opened_by=origin.actor,
    )
    row.full_clean(exclude=["person"])
    row.save(force_insert=True)
    DossierName.objects.bulk_create(DossierName(dossier=row, digest=digest) for digest in sorted(name_digests(row)))
    keep_competence(row, choice)
    dossier_marks.refresh(row)
    journal.record(JournalAct.DOSSIER_OPENED, origin, row)
    return row


def keep_competence(row: Dossier, choice: competence.Choice) -> KeptCompetence:
    """Keep with the dossier what the rule answered, in its words and with its clauses, beside the choice."""
    kept = competence_of(row, choice)
    kept.save(force_insert=True)
    return kept


def competence_of(row: Dossier, choice: competence.Choice) -> KeptCompetence:
    """Return that row, not written yet."""
    rule = choice.rule
    return KeptCompetence(
        dossier=row,
        explanation=rule.explanation,
        clauses=list(rule.basis.clauses),
        silence=rule.basis.silence,
        seat_kind=rule.seat.kind,
        seat_name=rule.seat.name,
        follows=choice.follows_the_rule,
        reason=choice.reason,
    )


def next_reference(authority: Authority) -> dict[str, int]:
    """Return the year and the number of the next dossier of an authority, which the caller has locked."""
    year = authority.today.year
    last = Dossier.objects.filter(authority=authority, year=year).aggregate(last=Max("number"))["last"]
    return {"year": year, "number": (last or 0) + 1}


def rule_of(authority: Authority, asked: Request) -> competence.Choice:
    """Return the competence that the texts give and what is kept; ValidationError by field when it cannot stand."""
    try:
        rule = competence.competent(
            registered_on=asked.registered_on,
            on=authority.today,
            residence=asked.residence,
            matter=vocabulary.Matter(asked.matter),
            situation=asked.situation,
            centre=asked.centre,
        )
    except UnknownPlace as error:
        field = "centre" if asked.situation == "cra" and asked.centre else "residence"
        raise ValidationError({field: str(error.args[0])}) from error
    except ValueError as error:
        raise ValidationError({"centre": str(error)}) from error
    if (regime_for(asked.registered_on) == Regime.OFII) != (authority.kind == vocabulary.Authority.OFII):
        raise ValidationError({"registered_on": rule.explanation})
    return _kept(authority, rule, asked.competence_reason)


def _kept(authority: Authority, rule: competence.Competence, reason: str) -> competence.Choice:
    if reason and secrecy.check(reason, Outgoing.PROSE, lexicon.current()):
        raise ValidationError({"competence_reason": LEAKS})
    same_kind = authority.kind == rule.seat.kind
    if authority.demonstration and same_kind:  # a region that does not exist cannot be compared
        return competence.choose(rule, rule.seat, reason)
    region = authority.region if authority.kind == vocabulary.Authority.ARS else ""
    try:
        return competence.choose(
            rule, competence.Seat(vocabulary.Authority(authority.kind), str(authority), region), reason
        )
    except competence.ReasonMissing as error:
        raise ValidationError({"competence_reason": f"{rule.explanation} {error}"}) from error


def sealed(person: Person) -> bytes:
    """Return the person sealed under the keys of persons."""
    return crypto.seal_in(Family.PERSON, json.dumps(asdict(person)).encode())


def person_of(reader: policy.Reader) -> Person:
    """Return who the dossier is about; `Absent` when the identity is not open to the reader."""
    reader.require(Compartment.IDENTITY)
    return _unsealed(reader.dossier)


def _unsealed(dossier: Dossier) -> Person:
    return unsealed(dossier.person)


def unsealed(token: bytes) -> Person:
    """Return a person as sealed; whoever calls has asked the policy."""
    return Person(**json.loads(crypto.unseal_in(Family.PERSON, token)))


def name_digests(dossier: Dossier, rank: int = 0) -> set[str]:
    """Return the digests under which the person is found, made with one of the keys, 0 for the newest.

    An identity that was corrected still finds the dossier: the préfecture may use it.
    """
    tokens = [dossier.person, *(version.person for version in dossier.identities.all())]
    forms = {form for token in tokens for form in duplicates.index_forms(unsealed(token).identity())}
    return {crypto.digests(form)[rank] for form in forms}


def named(typed: str, *, among: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers, among those shown, of a person under any spelling of the name typed; none for an empty text."""
    forms = duplicates.index_forms(Identity(typed))
    found = [digest for form in forms for digest in crypto.digests(form)]
    return among.filter(pk__in=DossierName.objects.filter(digest__in=found).values("dossier"))


def doubles(person: Person, *, held: list[Membership], authority: Authority) -> list[Double]:
    """Return the dossiers of this authority that may be the same person's, the surest first; nobody is merged."""
    forms = duplicates.index_forms(person.identity())
    found = [digest for form in forms for digest in crypto.digests(form)]
    rows = policy.visible(held).filter(authority=authority, names__digest__in=found).distinct()[:20]
    told = [Double(row, duplicates.likeness(person.identity(), _unsealed(row).identity())) for row in rows]
    order = list(Likeness)
    return sorted(
        (one for one in told if one.likeness != Likeness.DIFFERENT), key=lambda one: order.index(one.likeness)
    )


def _birth(text: str) -> date | int | None:
    if text.isdecimal():
        return int(text)
    try:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None
