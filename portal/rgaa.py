"""The grid of the RGAA 4.1: 106 criteria, each with how it was found; read once a process from `rgaa.yaml`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from guidance.data_files import read_yaml

_GRID = Path(__file__).with_name("rgaa.yaml")
THEMES = (
    *("Images", "Cadres", "Couleurs", "Multimédia", "Tableaux", "Liens", "Scripts", "Éléments obligatoires"),
    *("Structuration", "Présentation", "Formulaires", "Navigation", "Consultation"),
)
MET, ABSENT, OPEN = "conforme", "non applicable", "non vérifié"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its topic in words of our own, its status, the tests that prove it or why it is not met."""

    number: str
    topic: str
    status: str
    why: str = ""
    proofs: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        return THEMES[int(self.number.partition(".")[0]) - 1]


@dataclass(frozen=True, slots=True)
class Grid:
    """What was found on a day."""

    day: date
    criteria: tuple[Criterion, ...]

    def counts(self) -> dict[str, int]:
        """Return how many criteria have each status."""
        found = Counter(criterion.status for criterion in self.criteria)
        return {status: found[status] for status in (MET, ABSENT, OPEN)}

    def of_status(self, status: str) -> list[Criterion]:
        """Return the criteria of a status, in their order."""
        return [criterion for criterion in self.criteria if criterion.status == status]

    def themes(self) -> list[tuple[str, list[Criterion]]]:
        """Return the criteria under their themes, in the order of the RGAA."""
        return [(theme, [each for each in self.criteria if each.theme == theme]) for theme in THEMES]


@cache
def grid() -> Grid:
    """Return the grid; OSError, KeyError or `yaml.YAMLError` when the file that is delivered is damaged."""
    read = read_yaml(_GRID)
    rows = (row | {"proofs": tuple(row.get("proofs", ()))} for row in read["criteria"])
    return Grid(read["date"], tuple(Criterion(**row) for row in rows))
