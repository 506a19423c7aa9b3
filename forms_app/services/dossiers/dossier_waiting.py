"""What waits in a dossier, and for whom: the fiches to offer, the acts that are possible, the limits that run.

Without an account, what waits is what any member of the roles may do; with one, what is theirs alone comes too: the
avis of the physicians named for it, the report of the reporting physician.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from forms_app import enums, fiches
from forms_app.enums import CaseRole
from forms_app.fiches.declaration import Fiche
from forms_app.rules import deadlines
from forms_app.rules.workflow import beside, machine
from forms_app.rules.workflow.facts import Facts
from forms_app.rules.workflow.machine import Table, Transition
from forms_app.services.dossiers import dossier_facts, dossier_held, dossier_limits
from forms_app.services.dossiers.dossier_held import ROLES, Held

#: Acts that move a dossier on: what a to-do list says. The rest may be done, and waits for nobody.
FORWARD = frozenset({
    "register-report", "register-certificate", "begin-review", "begin-report", "begin-examination", "validate-avis",
    "record-signature", "submit", "transmit", "register-details", "register-elements", "end-commission",
    "notify-prefecture", "inform-prefecture", "receive-transfer", "compose-college", "send-to-college",
    "validate-as-member",
})  # fmt: skip
#: Fiches that the procedure expects in the state that offers them; the others are the physician's choice.
EXPECTED = frozenset({"receipt", "avis", "college", "removal", "transmission"})
#: A circumstance pointed out, or a referral: the director's avis is expected then, and nothing but his choice before.
_CIRCUMSTANCE = frozenset({beside.NOTED.slug, beside.REFERRED.slug})


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits, in French, with its clause: a fiche to begin or an act to do."""

    label: str
    clauses: tuple[str, ...]
    fiche: str = ""
    act: str = ""


class Standpoint(NamedTuple):
    """All that decides what waits: who asks, the states of the tables, what the dossier is known to hold.

    Dossiers that stand alike share one: a list asks the tables a few times, however many rows it shows.
    """

    roles: frozenset[str]
    states: tuple[tuple[Table, str], ...]
    known: Facts
    kind: enums.Authority

    @classmethod
    def of(cls, roles: Collection[str], one: Held, on: date, user_id: int | None) -> "Standpoint":
        states = tuple(dossier_held.states_of(one.dossier))
        known = dossier_facts.facts(one, on=on, user_id=user_id)
        return cls(frozenset(roles) & set(ROLES), states, known, enums.Authority(one.dossier.authority.kind))

    def __hash__(self):
        return hash((self.roles, tuple((table.key, state) for table, state in self.states), self.known, self.kind))


def offered(roles: Collection[str], one: Held, *, on: date, user_id: int | None = None) -> list[Fiche]:
    """Return the fiches to offer now to these roles: those that an act of theirs waits for."""
    return list(_offered(Standpoint.of(roles, one, on, user_id)))


@lru_cache(maxsize=4096)
def _offered(seen: Standpoint) -> tuple[Fiche, ...]:
    keys: dict[str, None] = {}
    for table, state in seen.states:
        for role in sorted(seen.roles):
            keys |= dict.fromkeys(machine.proposed(table, state, seen.known, ROLES[CaseRole(role)]))
    return tuple(fiche for fiche in map(fiches.get, keys) if seen.kind in fiche.authorities)


def possible(roles: Collection[str], one: Held, *, on: date, user_id: int | None = None) -> list[Transition]:
    """Return the acts that these roles could do now, were their forms filled."""
    return list(_possible(Standpoint.of(roles, one, on, user_id)))


@lru_cache(maxsize=4096)
def _possible(seen: Standpoint) -> tuple[Transition, ...]:
    found: dict[str, Transition] = {}
    for table, state in seen.states:
        for role in sorted(seen.roles):
            for act in table.leaving(state, ROLES[CaseRole(role)]):
                if not act.unmet(dossier_facts.hoped(seen.known, act)):
                    found[act.name] = act
    return tuple(found.values())


def expected(roles: Collection[str], one: Held, *, on: date, user_id: int | None = None) -> list[Fiche]:
    """Return the fiches that the procedure expects now of these roles."""
    seen = Standpoint.of(roles, one, on, user_id)
    return [fiche for fiche in _offered(seen) if _is_expected(fiche, seen)]


def _is_expected(fiche: Fiche, seen: Standpoint) -> bool:
    pointed_out = any(state in _CIRCUMSTANCE for _table, state in seen.states)
    return fiche.key in EXPECTED or (fiche.key == "humanitarian" and pointed_out)


def ready(roles: Collection[str], one: Held, *, on: date, user_id: int | None = None) -> list[Transition]:
    """Return the acts that move the dossier on and wait for these roles."""
    return list(_ready(Standpoint.of(roles, one, on, user_id)))


def _ready(seen: Standpoint) -> tuple[Transition, ...]:
    return tuple(act for act in _possible(seen) if act.name in FORWARD and not _done(act, seen.known))


def _done(act: Transition, known: Facts) -> bool:
    return act.name == "record-signature" and known.signed_by_hand


def waits(roles: Collection[str], one: Held, *, on: date, user_id: int | None = None) -> list[Waits]:
    """Return what waits for these roles: the fiches to send first, then the acts that move the dossier on."""
    seen = Standpoint.of(roles, one, on, user_id)
    return [*_fiches(seen), *_reminders(seen, one, on), *_acts(seen)]


@lru_cache(maxsize=4096)
def _fiches(seen: Standpoint) -> tuple[Waits, ...]:
    expected = [(fiche, fiche.number(seen.kind)) for fiche in _offered(seen) if _is_expected(fiche, seen)]
    return tuple(
        Waits(f"Fiche {number} : {fiche.title}" if number else fiche.title, fiche.pinned[:1], fiche=fiche.key)
        for fiche, number in expected
    )


@lru_cache(maxsize=4096)
def _acts(seen: Standpoint) -> tuple[Waits, ...]:
    return tuple(Waits(act.label, act.basis.clauses[:1], act=act.name) for act in _ready(seen))


def _reminders(seen: Standpoint, one: Held, on: date) -> list[Waits]:
    """The doctor who has not answered fiche 2 for long: a reminder is proposed, and the physician decides (A-16)."""
    act = next((act for act in _possible(seen) if act.name == "remind-doctor"), None)
    asked = one.happened("ask-details", "ask-details-again", "remind-doctor")
    silent = (on - asked[-1].day).days if asked else 0
    if act is None or silent < deadlines.REMIND_AFTER:
        return []
    label = f"Relancer le médecin : fiche 2 sans réponse depuis {silent} jours"
    return [Waits(label, act.basis.clauses[:1], act=act.name)]


def running(one: Held) -> list[deadlines.DueDate]:
    """Return the time limits that run, the nearest first. Its reports are read, prefetched or not."""
    reports = sorted(one.dossier.reports.all(), key=lambda report: (report.received_on, report.pk))
    last = reports[-1] if reports else None
    return dossier_limits.limits(one, last.received_on if last else None, last.sent_on if last else None)
