"""A state machine that knows neither rows nor permissions: states, transitions, what is allowed, what refuses."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_app.enums import Role
from forms_app.fiches import FICHES, get
from forms_app.rules.basis import Basis
from forms_app.rules.workflow.facts import GUARDS, Facts


class TableError(ValueError):
    """A table that does not hold together; raised when it is read, that is at import."""


class Refused(Exception):
    """A transition that may not happen now; `messages` are French sentences."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


@dataclass(frozen=True, slots=True)
class State:
    """A state as the texts name it; a dossier may rest in a final one, and leaves it only by being reopened."""

    slug: str
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason from a closed list: no prose, so that nothing medical can be written in the life of a dossier."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Transition:
    """An act: where from, where to (None: recorded, the state stays), by whom, on which clauses, under which guards.

    `guards` refuse; `cautions` warn and never refuse a physician (R.4127-95). `reasons`: one must be given when there
    are any. `fiche`: the letter that carries the act; it must have been delivered, and is proposed while it is not.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[Role]
    basis: Basis
    guards: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    fiche: str = ""

    def unmet(self, facts: Facts) -> tuple[str, ...]:
        """Return the French sentences of what is missing, the letter last."""
        found = [GUARDS[name].refusal for name in self.guards if not GUARDS[name].holds(facts)]
        if self.fiche and self.fiche not in facts.letters:
            found.append(f"La lettre « {get(self.fiche).title} » n’est pas encore remise.")
        return tuple(found)

    def opens(self, facts: Facts) -> bool:
        """Tell whether its letter may be offered: the guards that come before a letter hold."""
        return all(GUARDS[name].holds(facts) for name in self.guards if GUARDS[name].before_letter)

    def warnings(self, facts: Facts) -> tuple[str, ...]:
        """Return the French sentences of the cautions that do not hold."""
        return tuple(GUARDS[name].refusal for name in self.cautions if not GUARDS[name].holds(facts))


@dataclass(frozen=True, slots=True)
class Passage:
    """What a transition did: the consumer writes it as a row that never changes."""

    transition: Transition
    source: str
    target: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A life as data. Reading it checks it: reachable states, exits, guards, fiches, clauses, reasons."""

    key: str
    label: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        if problems := tuple(_problems(self)):
            raise TableError(f"{self.key}: {'; '.join(problems)}")

    @property
    def initial(self) -> State:
        return self.states[0]

    def state(self, slug: str) -> State:
        """Return a state by its slug; KeyError when there is none."""
        return {state.slug: state for state in self.states}[slug]

    def transition(self, name: str) -> Transition:
        """Return a transition by its name; KeyError when there is none."""
        return {transition.name: transition for transition in self.transitions}[name]

    def leaving(self, state: str, role: Role | None = None) -> tuple[Transition, ...]:
        """Return the transitions from a state, of one role when it is named, whatever the facts."""
        self.state(state)
        return tuple(one for one in self.transitions if state in one.sources and (role is None or role in one.roles))


def allowed(table: Table, state: str, facts: Facts, role: Role) -> tuple[Transition, ...]:
    """Return the transitions a role may make now, in the order of the table; KeyError for an unknown state."""
    return tuple(one for one in table.leaving(state, role) if not one.unmet(facts))


def proposed(table: Table, state: str, facts: Facts, role: Role) -> tuple[str, ...]:
    """Return the fiches to offer now, each the letter an act waits for: fiche 1 as soon as a report is there (A-12).

    An act that asks for a reason is exceptional, a rectification for instance: its letter is not offered by itself.
    """
    waiting = (one for one in table.leaving(state, role) if one.fiche not in facts.letters and not one.reasons)
    return tuple(dict.fromkeys(one.fiche for one in waiting if one.fiche and one.opens(facts)))


def apply(table: Table, state: str, name: str, facts: Facts, role: Role, reason: str = "") -> Passage:
    """Return the passage of a transition.

    Raises KeyError for an unknown transition or state, `Refused` with every sentence of what is missing.
    """
    transition = table.transition(name)
    if transition not in table.leaving(state):
        raise Refused(f"« {transition.label} » n’est pas possible : le dossier est « {table.state(state).label} ».")
    if role not in transition.roles:
        raise Refused("Votre rôle ne permet pas cet acte.")
    if missing := transition.unmet(facts):
        raise Refused(*missing)
    return Passage(transition, state, transition.target or state, _reason(transition, reason))


def _reason(transition: Transition, slug: str) -> Reason | None:
    if not transition.reasons:
        if slug:
            raise Refused("Cet acte ne demande pas de motif.")
        return None
    found = [reason for reason in transition.reasons if reason.slug == slug]
    if not found:
        raise Refused("Choisissez le motif dans la liste.")
    return found[0]


def _problems(table: Table) -> Iterable[str]:
    slugs = [state.slug for state in table.states]
    names = [one.name for one in table.transitions]
    if len(set(slugs)) < len(slugs) or len(set(names)) < len(names):
        yield "a state or a transition is named twice"
    for one in table.transitions:
        yield from _of_transition(one, set(slugs))
    yield from _of_graph(table, slugs)


def _of_transition(one: Transition, slugs: set[str]) -> Iterable[str]:
    if not one.sources or not one.sources | {one.target or next(iter(slugs))} <= slugs:
        yield f"{one.name} names a state that does not exist"
    if not one.roles or not one.basis.clauses:
        yield f"{one.name} has no role or no clause"
    if unknown := {*one.guards, *one.cautions} - GUARDS.keys():
        yield f"{one.name} names guards that do not exist: {sorted(unknown)}"
    if one.fiche and one.fiche not in {fiche.key for fiche in FICHES}:
        yield f"{one.name} names a fiche that does not exist"


def _of_graph(table: Table, slugs: list[str]) -> Iterable[str]:
    onward = {slug: set() for slug in slugs}
    for one in table.transitions:
        for source in one.sources & onward.keys():
            if one.target and one.target != source:
                onward[source].add(one.target)
    finals = {state.slug for state in table.states if state.final}
    if unreached := set(slugs) - _reach(slugs[0], onward):
        yield f"states that nothing reaches: {sorted(unreached)}"
    for slug in slugs:
        if slug not in finals and not (onward[slug] and finals & _reach(slug, onward)):
            yield f"{slug} leads to no final state"


def _reach(start: str, onward: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = onward.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found
