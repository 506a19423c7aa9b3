"""Which cover a household may claim on a day: AME, CMU-C and ACS, then CSS, each rule with its article (A-50 to A-54).

Nothing here decides: the caisse does. What the portal does not know is said to be unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from guidance.amounts.household import Ceiling, Household, ceiling
from guidance.amounts.periods import Period, period_on
from guidance.enums import AmountKind

#: CMU-C and ACS became the complémentaire santé solidaire.
CSS_SINCE = date(2019, 11, 1)
#: The « CMU de base » became the protection universelle maladie.
PUMA_SINCE = date(2016, 1, 1)
#: Published tables follow no single rounding: within two euros of a limit, only the caisse can tell.
DOUBT = Decimal(2)

AME, CMUC, ACS, CSS, CSS_PAID = "ame", "cmuc", "acs", "css", "css-participation"
_AME_RULE = "« ne dépassent pas le plafond » (CASF, art. L. 251-1)"
_FREE_RULE = "ressources « inférieures » au plafond (CSS, art. L. 861-1)"
_PAID_RULE = "ressources jusqu’au plafond majoré de 35 % (CSS, art. L. 861-1)"
_ACS_RULE = "ressources entre le plafond de la CMU-C et celui de l’ACS"


class Verdict(Enum):
    OPEN = "open"
    CLOSED = "closed"
    TO_CHECK = "to-check"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Situation:
    """What a person says of a household; resources in euros, over the period that applied on the day."""

    day: date
    household: Household
    resources: Decimal
    lawful: bool
    three_months: bool
    minor: bool = False


@dataclass(frozen=True)
class Answer:
    """What one cover answers. `met` is the printed rule alone, `close` that resources are within two euros of it."""

    scheme: str
    rule: str
    verdict: Verdict
    ceiling: Ceiling | None = None
    period: Period | None = None
    met: bool | None = None
    close: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Fee:
    """The droit forfaitaire due for the household, in euros a year (A-52), or the period that ended it."""

    period: Period
    each: Decimal
    adults: int

    @property
    def total(self) -> Decimal:
        return self.each * self.adults


Series = Mapping[str, Sequence[Period]]


def answers(situation: Situation, series: Series) -> list[Answer]:
    """Return the answer of each cover that existed on the day for such a stay; `series` are periods by kind."""
    if not situation.lawful:
        return [_ame(situation, series)]
    free = _free(situation, series)
    return [free, _paid(situation, series, free)]


def fee(situation: Situation, series: Series) -> Fee | None:
    """Return what adults of the household owe for the AME, or None when there is nothing to say of it (A-52, T16)."""
    period = period_on(series[AmountKind.AME_FEE], situation.day)
    if situation.lawful or period is None or not period.known:
        return None
    return Fee(period, period.figures["one"].value, situation.household.adults)


def reference_period(day: date) -> str:
    """Return over which months the resources of a claim of that day are counted (CSS, art. R. 861-8)."""
    if day < date(2021, 12, 1):
        return "les douze mois qui précèdent la demande"
    if day >= date(2022, 1, 1):
        return "les douze mois qui vont du treizième au deuxième mois avant la demande"
    return "douze mois ; la règle a changé en décembre 2021, vérifiez lesquels"


def affiliation(day: date) -> str:
    """Return the name, on a day, of the affiliation of whoever resides in a stable and lawful way (A-54)."""
    return "protection universelle maladie" if day >= PUMA_SINCE else "CMU de base"


def _ame(situation: Situation, series: Series) -> Answer:
    answer = _against(situation, series[AmountKind.BASE], Answer(AME, _AME_RULE, Verdict.UNKNOWN), inclusive=True)
    if situation.three_months or situation.minor:
        return answer
    return _closed(answer, "Un adulte doit résider en France sans interruption depuis plus de trois mois.")


def _free(situation: Situation, series: Series) -> Answer:
    scheme = CSS if situation.day >= CSS_SINCE else CMUC
    asked = Answer(scheme, _FREE_RULE, Verdict.UNKNOWN)
    return _residing(situation, _against(situation, series[AmountKind.BASE], asked, inclusive=False))


def _paid(situation: Situation, series: Series, free: Answer) -> Answer:
    scheme, rule = (CSS_PAID, _PAID_RULE) if situation.day >= CSS_SINCE else (ACS, _ACS_RULE)
    asked = Answer(scheme, rule, Verdict.UNKNOWN)
    answer = _against(situation, series[AmountKind.CONTRIBUTION], asked, inclusive=True)
    if free.met and free.verdict in (Verdict.OPEN, Verdict.TO_CHECK):
        verdict = Verdict.TO_CHECK if free.close else Verdict.CLOSED
        reason = "Les ressources sont sous le premier plafond : la couverture sans participation passe d’abord."
        return replace(answer, verdict=verdict, met=False, close=free.close, reason=reason)
    if free.close and answer.verdict == Verdict.OPEN:
        answer = replace(answer, verdict=Verdict.TO_CHECK, close=True)
    return _residing(situation, answer)


def _residing(situation: Situation, answer: Answer) -> Answer:
    """Lawful residence of more than three months (annexe V); what the rule became in 2016 is not established here."""
    if situation.three_months:
        return answer
    if situation.day < PUMA_SINCE:
        reason = (
            "La résidence stable et régulière doit durer depuis plus de trois mois, sauf dispense, "
            "notamment pour les étudiants et les demandeurs d’asile."
        )
        return _closed(answer, reason)
    reason = "La condition de trois mois est celle de 2011 ; la règle depuis 2016 n’est pas établie ici."
    return replace(answer, verdict=Verdict.UNKNOWN, reason=reason)


def _closed(answer: Answer, reason: str) -> Answer:
    return replace(answer, verdict=Verdict.CLOSED, reason=reason)


def _against(situation: Situation, periods: Sequence[Period], answer: Answer, *, inclusive: bool) -> Answer:
    """Compare the resources with the ceiling of the day; unknown where no table stands on it."""
    period = period_on(periods, situation.day)
    if period is None:
        return replace(answer, reason="Le portail ne connaît pas de barème à cette date.")
    if not period.known:
        return replace(answer, period=period, reason="Barème non confirmé à cette date.")
    limit = ceiling(period, situation.household)
    met = situation.resources <= limit.amount if inclusive else situation.resources < limit.amount
    close = abs(situation.resources - limit.amount) <= DOUBT
    verdict = Verdict.TO_CHECK if close else Verdict.OPEN if met else Verdict.CLOSED
    return replace(answer, verdict=verdict, ceiling=limit, period=period, met=met, close=close)
