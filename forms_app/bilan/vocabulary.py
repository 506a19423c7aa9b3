"""What a bilan can count: populations, the dimensions of each, the closed values of a dimension with their French.

Values are English to store; a frame renames, orders and groups them, and adds none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms_app.enums import Matter, Nature
from forms_app.rules.vocabulary import AuthorKind

#: The value of what nobody wrote down; every dimension has it, and it is never 0 by default.
UNKNOWN = "unknown"
UNKNOWN_LABEL = "non relevé"
#: Months that end the first two groups of durations: six months, a year.
SHORT, YEAR = 6, 12


def _values(**labels: str) -> Mapping[str, str]:
    return MappingProxyType({key.replace("_", "-"): label for key, label in labels.items()})


@dataclass(frozen=True, slots=True)
class Dimension:
    """A question asked of each thing counted. An open one has values that no list holds.

    The rare values of a `telling` one name a person by themselves: they are shown under « autres » alone.
    """

    key: str
    label: str
    values: Mapping[str, str]
    open: bool = False
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """What is counted once each, which day puts it in a year, and what may be asked of it."""

    key: str
    unit: str
    counted: str
    dimensions: tuple[Dimension, ...]

    def dimension(self, key: str) -> Dimension:
        """Return a dimension by its key; KeyError when the population has none of that name."""
        found = next((one for one in self.dimensions if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


BASIS = Dimension("basis", "fondement", MappingProxyType(dict(Matter.choices)))
NATURE = Dimension("nature", "nature de la demande", MappingProxyType(dict(Nature.choices)))
NATIONALITY = Dimension("nationality", "nationalité", _values(), open=True, telling=True)
#: The first of the printed statements that is not in favour; the texts know no « avis favorable ».
SENSE = Dimension(
    "sense",
    "sens de l’avis",
    _values(
        met="soins nécessaires, gravité, pas de traitement approprié",
        no_care="prise en charge non nécessaire",
        no_gravity="pas de conséquences d’une exceptionnelle gravité",
        treatment="traitement approprié dans le pays",
        incomplete="une case laissée vide",
    ),
)
DURATION = Dimension(
    "duration",
    "durée des soins",
    _values(
        short="jusqu’à six mois",
        year="de sept à douze mois",
        longer="plus de douze mois",
        long_term="longue durée",
        not_said="durée non précisée",
    ),
)
TRAVEL = Dimension(
    "travel",
    "voyage sans risque",
    _values(can="peut voyager", cannot="ne peut pas voyager", not_said="non précisé"),
)
INQUIRY = Dimension(
    "inquiry", "demande de précisions", _values(without="sans demande de précisions", with_one="après une demande")
)
LIMIT = Dimension("limit", "délai de trois mois", _values(within="dans les trois mois", over="plus de trois mois"))
AUTHOR = Dimension("author", "auteur du rapport", MappingProxyType(dict(AuthorKind.choices)))
OUTCOME = Dimension(
    "outcome",
    "suite du rapport",
    _values(accepted="sans demande", incomplete="précisions demandées", refused="nouveau rapport demandé"),
)
ORIGIN = Dimension("origin", "origine", _values(note="note du médecin", referral="saisine du préfet"))
ANSWER = Dimension(
    "answer",
    "suite donnée",
    _values(complementary="avis complémentaire motivé", answered="avis motivé", nothing="aucune retenue"),
)
APPEAL = Dimension("appeal", "recours", _values(gracious="recours gracieux", contentious="recours contentieux"))
#: A physician may name no group: it is counted too, so that the whole is the number of avis.
DECLINED, DECLINED_LABEL = "declined", "non indiqué par le médecin"
GROUP = Dimension("group", "groupe de diagnostics", _values(), open=True)

POPULATIONS = {
    population.key: population
    for population in (
        Population(
            "requests", "demandes", "Enregistrées ou objet d’une saisine dans l’année.", (BASIS, NATURE, NATIONALITY)
        ),
        Population(
            "avis",
            "avis",
            "Premiers avis validés dans l’année ; une rectification remplace les réponses de l’avis, sans s’ajouter.",
            (BASIS, SENSE, DURATION, TRAVEL, INQUIRY, LIMIT),
        ),
        Population("reports", "rapports", "Reçus dans l’année.", (AUTHOR, OUTCOME)),
        Population("circumstances", "signalements", "Notes et saisines de l’année.", (ORIGIN,)),
        Population("answers", "suites", "Données dans l’année par le directeur général.", (ANSWER,)),
        Population("appeals", "recours", "Enregistrés dans l’année.", (APPEAL,)),
        Population("diagnoses", "avis validés", "Comptés à la validation, sans lien avec le dossier.", (GROUP,)),
    )
}


def duration_of(months: int) -> str:
    """Return the group of a duration in whole months."""
    if months <= SHORT:
        return "short"
    return "year" if months <= YEAR else "longer"
