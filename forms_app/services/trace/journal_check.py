"""The verification of the journal: every row recomputed, the chain followed, the heads kept outside compared.

What it cannot see is said by `LIMITS`, and printed with each verification.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from forms_app import chain
from forms_app.models import JournalEvent
from forms_app.services.trace.journal_heads import Head

LIMITS = (
    "Une fin de journal coupée depuis la dernière tête exportée ne se voit pas : exportez souvent.",
    "Qui tient à la fois la base, les clés et toutes les têtes exportées peut refaire une chaîne entière : "
    "gardez des têtes hors du serveur (courriel, papier).",
    "Le journal dit quel compte a agi, pas qui était devant l’écran ; il ne dit rien de ce qui se lit sans le portail.",
)
_TRIGGERS = {
    "sqlite": {"journal_never_changes", "journal_never_loses", "journal_in_order"},
    "postgresql": {"journal_never_changes", "journal_never_loses", "journal_never_emptied", "journal_in_order"},
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a row; number 0 when it is about the whole."""

    number: int
    words: str

    def __str__(self):
        return f"ligne {self.number} : {self.words}" if self.number else self.words


@dataclass
class Verification:
    """What a verification found: sound when there is no fault. Warnings are what could not be verified."""

    rows: int = 0
    head: Head | None = None
    heads_compared: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(heads: Iterable[Head] = ()) -> Verification:
    """Verify the whole journal, row after row, against the heads kept outside the database."""
    found, expected = Verification(), {}
    for head in heads:
        expected.setdefault(head.number, set()).add(head.seal)
    _follow(found, expected)
    last = found.head.number if found.head else 0
    for number in sorted(number for number in expected if number > last):
        found.faults.append(Fault(number, "exportée puis disparue : la fin du journal a été coupée"))
    if not expected:
        found.warnings.append(
            "Aucune tête exportée à comparer : une fin coupée ou une chaîne refaite ne se verrait pas."
        )
    found.warnings += [f"Verrou absent de la base : {name}." for name in sorted(missing_triggers())]
    return found


def _follow(found: Verification, expected: dict[int, set[str]]) -> None:
    number, previous = 0, chain.ORIGIN
    for row in JournalEvent.objects.order_by("number").iterator(chunk_size=2_000):
        if row.number != number + 1:
            found.faults.append(Fault(row.number, f"précédée d’un trou : {number + 1} à {row.number - 1} manquent"))
        elif row.previous != previous:
            found.faults.append(Fault(row.number, "ne suit pas la ligne d’avant : insérée, remplacée ou déplacée"))
        if words := _altered(row):
            found.faults.append(Fault(row.number, words))
        found.heads_compared += row.number in expected
        if expected.get(row.number, {row.seal}) != {row.seal}:
            found.faults.append(Fault(row.number, "diffère de la tête exportée : la chaîne a été refaite"))
        number, previous = row.number, row.seal
        found.rows += 1
        found.head = Head(row.number, row.seal, row.at)


def _altered(row: JournalEvent) -> str:
    try:
        sound = chain.seal(row.sealed_values(), row.key_name) == row.seal
    except KeyError:
        return f"scellée sous une clé absente ({row.key_name}) : remettez-la dans PORTAL_FIELD_KEYS pour vérifier"
    return "" if sound else "modifiée depuis son écriture"


def missing_triggers() -> set[str]:
    """Return the names of the locks that the database has lost."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor], [JournalEvent._meta.db_table])
        present = {name for (name,) in cursor.fetchall()}
    return _TRIGGERS[connection.vendor] - present
