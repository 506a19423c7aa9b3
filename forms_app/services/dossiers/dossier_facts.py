"""What a dossier is known to hold, read from its rows for the tables of its life; nothing here is medical."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from forms_app import enums
from forms_app.enums import CaseRole, LetterState, Role, Way
from forms_app.models import (
    Composition,
    Dossier,
    DossierRun,
    Letter,
    MedicalFile,
    Membership,
    MemberValidation,
    Passage,
)
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import AuthorStanding, ReceptionMode, Standing, Start
from forms_app.rules.workflow import Life, beside, life
from forms_app.rules.workflow.facts import Facts
from forms_app.rules.workflow.machine import Table, Transition
from guidance.enums import Regime

VALIDATIONS = frozenset({"validate-avis", "rectify-avis"})
#: The validation of one physician of the OFII, and the act that the last one does.
OWN_VALIDATIONS = {"validate-as-member": "validate-avis", "validate-rectification": "rectify-avis"}
#: Acts for which who acts proves to be there.
PROVED = VALIDATIONS | OWN_VALIDATIONS.keys()
COMPOSING = frozenset({"compose-college", "replace-member"})
REPORTING = frozenset({"begin-report", "take-over-report"})
AVIS_OF_OFFICE = frozenset({"college", "removal"})
NOTICES = frozenset({"notify-prefecture", "inform-prefecture"})
ROLES = {
    CaseRole.PHYSICIAN: Role.PHYSICIAN,
    CaseRole.SECRETARY: Role.SECRETARY,
    CaseRole.DIRECTOR: Role.DIRECTOR,
}
#: The register answered, yes or no: the author was verified.
_ANSWERED = frozenset({AuthorStanding.ENTITLED, AuthorStanding.NOT_ENTITLED})
_STATES = ("avis_state", "appeal_state", "humanitarian_state")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says with an act; what the act does not ask for is left empty."""

    day: date
    mode: ReceptionMode | None = None
    way: Way | None = None
    reason: str = ""
    sealed: bool = True
    author: str = ""
    author_kind: str = ""
    supply_joined: bool = False
    sent_on: date | None = None
    formation: str = ""
    physicians: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one dossier, read once: its passages and the letters delivered that no passage carries yet."""

    dossier: Dossier
    passages: tuple[Passage, ...]
    letters: tuple[Letter, ...] = ()
    checks: frozenset[str] = field(default=frozenset())
    composition: Composition | None = None
    validations: tuple[MemberValidation, ...] = ()

    def happened(self, *names: str) -> list[Passage]:
        return [row for row in self.passages if row.name in names]

    @property
    def author_standing(self) -> str:
        """What the register said of the author of the last report, on the report's date (A-14)."""
        return self._report.author_standing if self._report else ""

    @property
    def author_treats(self) -> bool:
        return bool(self._report and self._report.author_treats)

    @property
    def _report(self):
        rows = sorted(self.dossier.reports.all(), key=lambda row: (row.received_on, row.pk))
        return rows[-1] if rows else None

    @property
    def rapporteur(self):
        """The account of the reporting physician: who began the report, or took it over last (R.425-12)."""
        rows = self.happened(*REPORTING)
        return rows[-1].actor if rows else None

    @property
    def avis_letter(self) -> Letter | None:
        """The letter of the OFII's avis that waits for its validations: the last delivered."""
        return next((row for row in reversed(self.letters) if row.fiche in AVIS_OF_OFFICE), None)

    @property
    def validated_by(self) -> tuple[MemberValidation, ...]:
        """The validations of the very bytes of that letter."""
        letter = self.avis_letter
        if letter is None:
            return ()
        return tuple(row for row in self.validations if row.letter == letter.pk and row.pdf_sha256 == letter.pdf_sha256)


def tables_of(dossier: Dossier) -> Life:
    """Return the tables of a dossier."""
    return life(enums.Authority(dossier.authority.kind), enums.Matter(dossier.matter))


def states_of(dossier: Dossier) -> list[tuple[Table, str]]:
    """Return each table of a dossier with the state it stands in."""
    tables = tables_of(dossier)
    pairs = zip((tables.avis, tables.appeal, tables.humanitarian), _STATES, strict=True)
    return [(table, getattr(dossier, name)) for table, name in pairs if table is not None]


def column_of(dossier: Dossier, table: Table) -> str:
    """Return the column that holds the state of a table."""
    tables = tables_of(dossier)
    return _STATES[(tables.avis, tables.appeal, tables.humanitarian).index(table)]


def hold(rows: Iterable[Dossier]) -> list[Held]:
    """Return what these dossiers hold; four queries, six at the OFII, however many. Rows come with their authority."""
    rows = list(rows)
    passages = _by_dossier(Passage.objects.filter(dossier__in=rows).select_related("actor"))
    checks = _checks(rows)
    letters = _letters(rows, {row.letter for each in passages.values() for row in each})
    compositions, validations = _colleges([row for row in rows if row.authority.kind == enums.Authority.OFII])
    return [
        Held(
            row,
            tuple(passages.get(row.pk, ())),
            _waiting(letters.get(row.pk, ()), passages.get(row.pk, ())),
            checks.get(row.pk, frozenset()),
            compositions.get(row.pk),
            tuple(validations.get(row.pk, ())),
        )
        for row in rows
    ]


def _colleges(rows: list[Dossier]) -> tuple[dict, dict]:
    """The composition in use and the validations of dossiers of the OFII, by dossier; nothing asked without one."""
    if not rows:
        return {}, {}
    seated = Composition.objects.filter(dossier__in=rows).select_related("rapporteur", "first", "second", "third")
    given = MemberValidation.objects.filter(composition__dossier__in=rows).select_related("composition", "member")
    compositions = {row.dossier_id: row for row in seated.order_by("rank")}
    return compositions, _by_dossier(given, lambda row: row.composition.dossier_id)


def _waiting(letters: Iterable[Letter], passages: Iterable[Passage]) -> tuple[Letter, ...]:
    """The letters that still wait: of the avis of the OFII, one made anew leaves the earlier ones behind."""
    given = max((row.at for row in passages if row.name in VALIDATIONS), default=None)
    rows = [row for row in letters if row.fiche not in AVIS_OF_OFFICE or given is None or row.delivered_at > given]
    last = {row.fiche: row for row in rows}
    return tuple(row for row in rows if row.fiche not in AVIS_OF_OFFICE or row is last[row.fiche])


def _checks(rows) -> dict:
    files = MedicalFile.objects.filter(dossier__in=rows).values_list("dossier_id", "author_checked", "answers_checked")
    named = {pk: (("author", author), ("answers", answers)) for pk, author, answers in files}
    return {pk: frozenset(name for name, ticked in pairs if ticked) for pk, pairs in named.items()}


def _by_dossier(rows, key=lambda row: row.dossier_id) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _letters(rows: list[Dossier], carried: set) -> dict:
    runs = dict(DossierRun.objects.filter(dossier__in=rows).values_list("run", "dossier_id"))
    found: dict = {}
    kept = Letter.objects.filter(run__in=runs, state=LetterState.DELIVERED).exclude(pk__in=carried - {None})
    for letter in kept.defer("content", "pdf").order_by("delivered_at"):
        found.setdefault(runs[letter.run], []).append(letter)
    return found


def facts(held: Held, *, on: date, user_id: int | None = None) -> Facts:
    """Return what the machine needs to know, from the rows alone; of who acts, when an account is named.

    A composition that stands counts as sound here; an act looks at it again on its own day.
    """
    validated = held.happened(*VALIDATIONS)
    last = validated[-1].rank if validated else 0
    opposed = held.happened("record-opposition", "withdraw-opposition")
    asked = held.happened("ask-doctor")
    silent = bool(asked) and deadlines.standing(deadlines.due("doctor-reply", asked[-1].day), on) == Standing.OVERDUE
    return Facts(
        letters=frozenset(letter.fiche for letter in held.letters),
        notified=bool(held.happened(*NOTICES)),
        opposed=bool(opposed) and opposed[-1].name == "record-opposition",
        author_checked="author" in held.checks or held.author_standing in _ANSWERED,
        answers_checked="answers" in held.checks,
        author_entitled="author" in held.checks or held.author_standing == AuthorStanding.ENTITLED,
        author_apart=not held.author_treats,
        signed_by_hand=any(row.rank > last for row in held.happened("record-signature")),
        signatory_identified=bool(validated),
        avis_given=bool(validated),
        humanitarian_pending=beside.is_humanitarian_pending(held.dossier.humanitarian_state),
        doctor_silent=silent,
        residence_matter=held.dossier.matter == enums.Matter.RESIDENCE,
        counted_from_card=card_day(held) is not None,
        error_answered=_error_answered(held),
        transfer_awaited=_is_awaited(held),
        rapporteur_named=held.rapporteur is not None,
        **_of_college(held, user_id),
    )


def _of_college(held: Held, user_id: int | None) -> dict[str, bool]:
    seated = held.composition.member_ids if held.composition else ()
    done = {row.member_id for row in held.validated_by}
    return {
        "is_rapporteur": held.rapporteur is not None and held.rapporteur.pk == user_id,
        "uncomposed": held.composition is None,
        "composed": held.composition is not None,
        "composition_open": not done,
        "composition_sound": held.composition is not None,
        "sits": user_id in seated,
        "stands_apart": user_id not in seated,
        "own_validation_missing": user_id in seated and user_id not in done,
        "all_validated": bool(seated) and done >= set(seated),
    }


def with_given(found: Facts, transition: Transition, given: Given, membership: Membership) -> Facts:
    """Return the facts with what the act itself brings: the form, and who acts on that day."""
    may = Membership.objects.may_validate(membership.authority, given.day).filter(pk=membership.pk)
    validates = transition.name in VALIDATIONS and may.exists()
    return replace(
        found,
        reception_mode=given.mode,
        sending_recorded=given.way is not None,
        referral_dated=transition.name == "register-referral",
        certificate_dated=given.sent_on is not None,
        applicant_informed=transition.name == "ask-doctor",
        absent=given.reason == "absent",
        identity_unproved=given.reason == "identity",
        rapporteur_named=found.rapporteur_named or transition.name == "begin-report",
        signatory_identified=found.signatory_identified or validates,
        signatory_designated=validates,
        replaced_avis_named=found.avis_given,
    )


def _error_answered(held: Held) -> bool:
    """Tell whether each clerical error met since the avis was answered: by another avis, or by a signature alone."""
    answers = {name: [row.rank for row in held.happened(name)] for name in (*VALIDATIONS, "record-signature")}
    avis = max([0, *answers["validate-avis"], *answers["rectify-avis"]])
    signed = max([0, *answers["record-signature"]])
    for row in held.happened("report-clerical-error", "correct-identity"):
        on_paper = row.name == "report-clerical-error" and row.reason in ("addressee", "signature")
        matters = row.name == "report-clerical-error" or (row.reason == "clerical" and avis)
        if matters and row.rank > max(avis, signed if on_paper else 0):
            return False
    return True


def _is_awaited(held: Held) -> bool:
    """Tell whether the last transfer of a dossier waits for its reception."""
    rows = held.happened("transfer", "receive-transfer")
    return bool(rows) and rows[-1].name == "transfer"


def hoped(found: Facts, transition: Transition) -> Facts:
    """Return the facts as a full form would make them: what decides whether an act is offered at all."""
    return replace(
        found,
        reception_mode=ReceptionMode.OTHER,
        sending_recorded=True,
        referral_dated=True,
        certificate_dated=True,
        applicant_informed=True,
        absent=bool(transition.reasons),
        rapporteur_named=found.rapporteur_named or transition.name == "begin-report",
        signatory_identified=found.signatory_identified or transition.name in VALIDATIONS,
        signatory_designated=transition.name in VALIDATIONS,
        replaced_avis_named=found.avis_given,
        composition_sound=found.composition_sound or transition.name in COMPOSING,
    )


def limits(held: Held, received: date | None, sent: date | None) -> list[deadlines.DueDate]:
    """Return the time limits of a dossier that run, the nearest first; what was done runs no more."""
    office = held.dossier.authority.kind == enums.Authority.OFII
    starts = {
        Start.REPORT_RECEIVED: received,
        Start.CERTIFICATE_SENT: sent,
        Start.PREFECT_REFERRAL: _last_day(held, "register-referral"),
        Start.DOCTOR_ASKED: _last_day(held, "ask-doctor"),
    }
    card = card_day(held)
    if card:
        starts[Start.RECEIPT_CARD] = card
    running = deadlines.for_dossier(Regime.OFII if office else Regime.ARS, enums.Matter(held.dossier.matter))
    events = [(rule.key, _start(rule, card)) for rule in running]
    found = [deadlines.due(key, starts[start], start) for key, start in events if starts.get(start)]
    return sorted((limit for limit in found if not _is_done(limit.rule.key, held)), key=lambda limit: limit.day)


def _start(rule: deadlines.Rule, card: date | None) -> Start:
    return Start.RECEIPT_CARD if card and Start.RECEIPT_CARD in rule.starts else rule.starts[0]


def card_day(held: Held) -> date | None:
    """Return the date of the récépissé when the three months were last said to run from it (T14)."""
    said = held.happened("count-from-receipt-card", "count-from-report")
    return said[-1].day if said and said[-1].name == "count-from-receipt-card" else None


def _is_done(key: str, held: Held) -> bool:
    if _over(held):
        return True
    done = {
        "notice": held.happened(*NOTICES),
        "avis": held.happened(*VALIDATIONS),
        "college-avis": held.happened(*VALIDATIONS),
        "humanitarian": not beside.is_humanitarian_pending(held.dossier.humanitarian_state),
        "doctor-reply": held.dossier.avis_state != "awaiting-elements",
    }
    return bool(done.get(key))


def _over(held: Held) -> bool:
    return tables_of(held.dossier).avis.state(held.dossier.avis_state).final


def _last_day(held: Held, name: str) -> date | None:
    rows = held.happened(name)
    return rows[-1].day if rows else None
