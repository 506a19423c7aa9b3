"""Which regime a request follows, and what stands in force on a day (arrêté of 27 December 2016, art. 13; T15)."""

from dataclasses import dataclass
from datetime import date

from guidance.enums import Regime

#: First day of registration at the préfecture that puts a request under the OFII procedure.
OFII_SINCE = date(2017, 1, 1)
#: Signature of the instruction DGS/MC1/RI2/2011/417: none of it exists before.
INSTRUCTION_SINCE = date(2011, 11, 10)
SOURCE = "arrêté du 27 décembre 2016, art. 13"


@dataclass(frozen=True)
class RegimeChoice:
    """A reader's request date and the regime that follows; `to_confirm` when the rule is not settled by a text."""

    day: date
    regime: Regime
    removal: bool = False

    @property
    def to_confirm(self) -> bool:
        """Removal matters have no registration date: the referral's is asked, and the rule stays to be confirmed."""
        return self.removal

    @property
    def before_instruction(self) -> bool:
        """True when the request is older than the instruction of 10 November 2011 itself."""
        return self.day < INSTRUCTION_SINCE


def regime_for(registered_on: date) -> Regime:
    """Return the regime of a request registered at the préfecture on that day (T15)."""
    return Regime.OFII if registered_on >= OFII_SINCE else Regime.ARS


def choose(day: date, *, removal: bool = False) -> RegimeChoice:
    """Return the choice for a registration date, or for a referral's date in removal matters (A-04)."""
    return RegimeChoice(day=day, regime=regime_for(day), removal=removal)
