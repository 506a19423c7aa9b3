"""Who is competent for a request, and why, in one sentence (A-03, A-25, A-27; arrêté of 27 December 2016, art. 13)."""

from dataclasses import dataclass
from datetime import date

from forms_app.enums import Authority, Matter
from forms_app.rules.basis import Basis, article, instruction
from forms_app.rules.places import ILE_DE_FRANCE, PARIS, Department, ars_name, department
from forms_app.rules.vocabulary import Situation
from guidance.enums import Regime
from guidance.regimes import regime_for

_NAME_UNKNOWN = "Le nom de cette agence à cette date reste à confirmer."
_RESIDENCE = instruction("I-2")
_PARIS = instruction("I-2", "IV-14")
_CENTRE = instruction("IV-15")
_CENTRE_IN_PARIS = instruction(
    "IV-15",
    "IV-14",
    silence="Le texte ne parle, pour un centre de rétention, que de l’ARS du lieu du centre : à Paris, c’est déduit.",
)
_UCSA = instruction(
    "I-2",
    "IV-15",
    silence="Le texte ne déplace la compétence que pour un centre de rétention : la résidence est gardée ici.",
)
_UCSA_IN_PARIS = instruction("I-2", "IV-14", "IV-15", silence=_UCSA.silence)
_OFII = article("arrete-2016-12-27/13", "ceseda/R425-11")
_OFII_REMOVAL = article(
    "arrete-2016-12-27/13",
    "arrete-2016-12-27/11",
    silence="L’éloignement n’a pas de date d’enregistrement : celle de la saisine est retenue, à confirmer.",
)
_DIRECTOR = instruction("I-2", "III-2-1", "V-8", "V-9")
_DIRECTOR_IN_PARIS = instruction(
    "I-2", "V-9", silence="Le texte ne fait pas d’exception pour Paris : c’est déduit, l’ARS est celle de la région."
)


class ReasonMissing(ValueError):
    """Another authority was chosen without saying why; the message is French."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An authority: its kind, and for an ARS the region and the name it bears on the day, empty when not verified."""

    kind: Authority
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Competence:
    """What the texts answer: the seat, the French sentence that explains it, the basis."""

    seat: Seat
    explanation: str
    basis: Basis

    @property
    def inferred(self) -> bool:
        """Tell whether the answer is deduced: a screen marks it « déduit »."""
        return self.basis.inferred


@dataclass(frozen=True, slots=True)
class Choice:
    """What was kept for a dossier: the rule's answer, the seat chosen, and why when they differ."""

    rule: Competence
    seat: Seat
    reason: str = ""

    @property
    def follows_the_rule(self) -> bool:
        return _same_seat(self.rule.seat, self.seat)


POLICE = Seat(Authority.PP, "Préfecture de police, service médical")
OFFICE = Seat(Authority.OFII, "Office français de l’immigration et de l’intégration")


def competent(
    *,
    registered_on: date,
    on: date,
    residence: str,
    matter: Matter = Matter.RESIDENCE,
    situation: Situation = Situation.FREE,
    centre: str = "",
) -> Competence:
    """Return who is competent.

    `registered_on` is the day of registration (of the referral in removal matters) and chooses the regime; `on` is the
    day of the act and dates the names; `residence` and `centre` are codes of departments, the centre being asked for a
    person held in one. Raises `UnknownPlace` for a code of no ARS, ValueError when the centre is missing.
    """
    if regime_for(registered_on) == Regime.OFII:
        return _office(matter)
    if situation == Situation.CRA:
        if not centre:
            raise ValueError("Indiquez le département du centre de rétention : il décide de l’agence compétente.")
        return _of_the_centre(department(centre), on)
    return _of_the_residence(department(residence), on, detained=situation == Situation.UCSA)


def choose(rule: Competence, seat: Seat, reason: str = "") -> Choice:
    """Return what is kept: the rule, or another seat with a reason; `ReasonMissing` without one.

    The reason is administrative prose: whoever stores or prints it passes it through the outgoing check (C2).
    """
    choice = Choice(rule, seat, reason.strip())
    if not (choice.follows_the_rule or choice.reason):
        raise ReasonMissing("Dites pourquoi cette autorité est retenue : la règle en désigne une autre.")
    return choice


def humanitarian_director(seat: Seat, on: date) -> Competence | None:
    """Return whose director general gives the humanitarian avis, Paris included; None in the OFII regime."""
    if seat.kind == Authority.OFII:
        return None
    if seat.kind == Authority.ARS:
        return Competence(seat, "L’avis est celui du directeur général de cette ARS.", _DIRECTOR)
    told = "À Paris aussi, l’avis est celui du directeur général de l’ARS Île-de-France."
    return Competence(_ars(ILE_DE_FRANCE, on), told, _DIRECTOR_IN_PARIS)


def _office(matter: Matter) -> Competence:
    if matter == Matter.RESIDENCE:
        told = "Demande enregistrée à compter du 1er janvier 2017 : les médecins de l’OFII sont compétents."
        return Competence(OFFICE, told, _OFII)
    told = "Saisine à compter du 1er janvier 2017 : les médecins de l’OFII sont compétents."
    return Competence(OFFICE, told, _OFII_REMOVAL)


def _of_the_centre(place: Department, on: date) -> Competence:
    where = f"Personne en centre de rétention ({place.name}) : le lieu du centre décide, non la résidence"
    if place.code == PARIS:
        return Competence(POLICE, f"{where} ; à Paris, le médecin chef de la préfecture de police.", _CENTRE_IN_PARIS)
    return Competence(_ars(place.region, on), _told(where, place, on), _CENTRE)


def _of_the_residence(place: Department, on: date, *, detained: bool) -> Competence:
    held = "Personne incarcérée : la résidence décide encore" if detained else "La région de résidence décide"
    where = f"{held} ({place.name})"
    if place.code == PARIS:
        told = f"{where} ; à Paris, le médecin chef du service médical de la préfecture de police."
        return Competence(POLICE, told, _UCSA_IN_PARIS if detained else _PARIS)
    return Competence(_ars(place.region, on), _told(where, place, on), _UCSA if detained else _RESIDENCE)


def _ars(region: str, on: date) -> Seat:
    return Seat(Authority.ARS, ars_name(region, on), region)


def _told(where: str, place: Department, on: date) -> str:
    name = ars_name(place.region, on)
    return f"{where} : {name}." if name else f"{where} : l’ARS de cette région. {_NAME_UNKNOWN}"


def _same_seat(one: Seat, other: Seat) -> bool:
    return (one.kind, one.region) == (other.kind, other.region)
