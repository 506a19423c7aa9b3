"""The rows of a dossier held together: its passages, its letters, its college; a fixed number of queries for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from forms_app import enums
from forms_app.enums import CaseRole, LetterState, Role, Way
from forms_app.models import (
    Composition,
    Dossier,
    DossierRun,
    Letter,
    MedicalFile,
    MemberValidation,
    Passage,
)
from forms_app.rules.vocabulary import ReceptionMode
from forms_app.rules.workflow import Life, life
from forms_app.rules.workflow.machine import Table

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
    group: str = field(default="", repr=False)  # of diagnoses: counted, and written nowhere (S5)


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

    def last_day(self, name: str) -> date | None:
        """The day of the last passage of that name."""
        rows = self.happened(name)
        return rows[-1].day if rows else None

    @property
    def card_day(self) -> date | None:
        """The date of the récépissé when the three months were last said to run from it (T14)."""
        said = self.happened("count-from-receipt-card", "count-from-report")
        return said[-1].day if said and said[-1].name == "count-from-receipt-card" else None

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
