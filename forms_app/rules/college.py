"""Who may give an avis of the OFII: three physicians, or one, and never the one who wrote the report (R.425-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from forms_app.enums import Matter
from forms_app.fiches.names import same_person
from forms_app.rules.basis import Basis, article
from forms_app.rules.vocabulary import Formation, Situation

SIZE = {Formation.COLLEGE: 3, Formation.PHYSICIAN: 1}
_RESIDENCE = article("ceseda/R425-13", "arrete-2016-12-27/6")
_TOGETHER = article("arrete-2016-12-27/11")
_HELD = article("arrete-2016-12-27/11", "ceseda/R731-1")
_APPOINTED = article(
    "arrete-2016-12-27/5",
    silence="Cet article n’a pas été lu : la désignation est vérifiée au jour de l’avis.",
)
_RAPPORTEUR = article("ceseda/R425-13")


@dataclass(frozen=True, slots=True)
class Member:
    """A physician: `key` is an account; `since` and `until` (included) bound the appointment, None for an open end."""

    key: str
    name: str
    since: date | None = None
    until: date | None = None
    validated: bool = False

    def is_appointed(self, on: date) -> bool:
        """Tell whether the appointment covers a day; without a first day there is no appointment."""
        return self.since is not None and self.since <= on and (self.until is None or on <= self.until)

    def is_same(self, other: "Member") -> bool:
        """Tell whether two members are one physician, by account or by name."""
        return self.key == other.key or same_person(self.name, other.name)


@dataclass(frozen=True, slots=True)
class Expected:
    """Which formations the texts allow, the usual one first, and why."""

    formations: tuple[Formation, ...]
    explanation: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps an avis from being given: a slug, a French sentence, the rule."""

    slug: str
    says: str
    basis: Basis


def expected(matter: Matter, situation: Situation) -> Expected:
    """Return who decides: a college for a permit; one physician may when the person is assigned, held or detained."""
    if matter == Matter.RESIDENCE:
        return Expected((Formation.COLLEGE,), "Pour un titre de séjour, un collège de trois médecins.", _RESIDENCE)
    if situation != Situation.FREE or matter == Matter.HOUSE_ARREST:
        told = "Personne assignée, retenue ou détenue : un seul médecin de l’office, ou un collège."
        return Expected((Formation.PHYSICIAN, Formation.COLLEGE), told, _HELD)
    return Expected((Formation.COLLEGE,), "Pour l’éloignement d’une personne libre, un collège.", _TOGETHER)


def composition_problems(
    members: tuple[Member, ...],
    *,
    formation: Formation,
    matter: Matter,
    situation: Situation,
    on: date,
    rapporteur: Member | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong with a composition on the day of the avis, in reading order; empty when it is sound."""
    rule = expected(matter, situation)
    found = [] if formation in rule.formations else [Problem("formation", rule.explanation, rule.basis)]
    if len(members) != SIZE[formation]:
        found.append(
            Problem("size", f"Nommez {formation.label}. Nombre de médecins nommés : {len(members)}.", rule.basis)
        )
    if any(one.is_same(other) for one, other in combinations(members, 2)):
        found.append(Problem("twice", "Un médecin est nommé deux fois.", rule.basis))
    found += _of_the_rapporteur(members, matter, rapporteur)
    found += _of_appointments(members, on)
    return tuple(found)


def _of_the_rapporteur(members: tuple[Member, ...], matter: Matter, rapporteur: Member | None) -> Iterable[Problem]:
    if rapporteur is None:
        if matter == Matter.RESIDENCE:
            yield Problem("no-rapporteur", "Nommez le médecin rapporteur : il ne siège pas au collège.", _RAPPORTEUR)
    elif any(rapporteur.is_same(member) for member in members):
        yield Problem("rapporteur", "Le médecin rapporteur ne siège pas au collège.", _RAPPORTEUR)


def _of_appointments(members: tuple[Member, ...], on: date) -> Iterable[Problem]:
    absent = [member.name for member in members if not member.is_appointed(on)]
    if absent:
        yield Problem("appointment", f"Non désigné au jour de l’avis : {', '.join(absent)}.", _APPOINTED)


def is_named(names: Iterable[str], members: tuple[Member, ...]) -> bool:
    """Tell whether a letter names these members and nobody else: the préfet checks the composition on it."""
    told = list(names)
    return len(told) == len(members) and all(any(same_person(name, one.name) for name in told) for one in members)


def missing_validations(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return the members who have not validated the avis yet: each signs it (arrêté of 2016, art. 6)."""
    return tuple(member for member in members if not member.validated)


def all_validated(members: tuple[Member, ...], formation: Formation) -> bool:
    """Tell whether every member of a full formation has validated the avis."""
    return len(members) == SIZE[formation] and not missing_validations(members)
