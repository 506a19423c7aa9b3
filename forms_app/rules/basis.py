"""What a rule stands on: the clauses it reads, and what it had to infer where they are silent."""

from dataclasses import dataclass

ARS_TEXT = "instruction-2011#"
OFII_TEXT = "arrete-2017#"


@dataclass(frozen=True, slots=True)
class Basis:
    """The source of a rule.

    `clauses` are keys: « text#label » of the two texts, « article:key » of `articles.yaml`, « text:id » of
    `linked-texts.yaml`. `silence` is the French sentence saying what the texts do not say, and what is done instead.
    `elsewhere` names a source that none of these tables holds.
    """

    clauses: tuple[str, ...]
    silence: str = ""
    elsewhere: str = ""

    @property
    def inferred(self) -> bool:
        """Tell whether a part of the rule is ours: a screen shows it as « déduit »."""
        return bool(self.silence)


def instruction(*labels: str, silence: str = "", elsewhere: str = "") -> Basis:
    """Return a basis in the instruction of 10 November 2011."""
    return Basis(tuple(f"{ARS_TEXT}{label}" for label in labels), silence, elsewhere)


def arrete(*labels: str, silence: str = "", elsewhere: str = "") -> Basis:
    """Return a basis in the arrêté of 5 January 2017."""
    return Basis(tuple(f"{OFII_TEXT}{label}" for label in labels), silence, elsewhere)


def article(*keys: str, silence: str = "", elsewhere: str = "") -> Basis:
    """Return a basis in named articles, where the arrêté of 5 January 2017 refers to them or is silent."""
    return Basis(tuple(f"article:{key}" for key in keys), silence, elsewhere)
