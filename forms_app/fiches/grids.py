"""Private aids shown with a step: they give no result and are kept nowhere (A-07, B-07, B-16 to B-19).

Rows and columns are words of the texts, so that nothing is suggested that they do not say.
"""

from dataclasses import dataclass

KEPT_NOWHERE = (
    "Aide à la réflexion. Elle ne donne aucun résultat, n’entre dans aucun document et n’est conservée nulle part : "
    "elle s’efface quand vous quittez l’étape."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line to think about: words of the clause, exact."""

    words: str
    clause: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of rows by columns, or a list to tick when it has no column."""

    key: str
    title: str
    rows: tuple[Row, ...]
    columns: tuple[Row, ...] = ()
    lead: str = KEPT_NOWHERE


_SUPPLY = "instruction-2011#III-1-2"
_GRAVITY = "arrete-2017#art-4-1"
_CHECKLIST = "arrete-2017#annexe-II-C-"

GRIDS = {
    grid.key: grid
    for grid in (
        Grid(
            "care-supply",
            "Grille personnelle : offre de soins",
            rows=tuple(
                Row(words, _SUPPLY)
                for words in ("traitements médicamenteux", "soins techniques", "examens de suivi et de bilan")
            ),
            columns=tuple(
                Row(words, _SUPPLY)
                for words in ("structures", "équipements", "médicaments", "dispositifs médicaux", "personnels")
            ),
        ),
        Grid(
            "three-criteria",
            "Grille personnelle : trois critères",
            rows=tuple(
                Row(words, _GRAVITY)
                for words in ("degré de gravité", "probabilité", "délai présumé de survenance de ces conséquences")
            ),
        ),
        Grid(
            "report-checklist",
            "Aide-mémoire : informations à recueillir selon la situation",
            rows=(
                Row("description du tableau clinique", f"{_CHECKLIST}a-1"),
                Row("critères diagnostiques", f"{_CHECKLIST}a-1"),
                Row("la gravité des troubles", f"{_CHECKLIST}a-1"),
                Row("les modalités de prise en charge mises en place", f"{_CHECKLIST}a-1"),
                Row("continuité du lien thérapeutique", f"{_CHECKLIST}a-2"),
                Row("l'absence d'outils virologiques de suivi de l'efficacité du traitement", f"{_CHECKLIST}b-3"),
                Row("sans complication, fibrose significative ou comorbidité", f"{_CHECKLIST}c-3"),
                Row("des complications et/ou une fibrose hépatique sévère et/ou des comorbidités", f"{_CHECKLIST}c-3"),
                Row("continuité des soins, approvisionnement et distribution de médicaments", f"{_CHECKLIST}d-1"),
            ),
        ),
    )
}
