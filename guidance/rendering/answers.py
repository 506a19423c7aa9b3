"""The answers of the calculator in French: a verdict, a rule, an amount and where it comes from; never a decision."""

from guidance.amounts import coverage
from guidance.amounts.coverage import Answer, Fee, Situation, Verdict
from guidance.amounts.figures import euros
from guidance.dates import in_words
from guidance.enums import Territory

_NAMES = {
    coverage.AME: "Aide médicale de l’État (AME)",
    coverage.CMUC: "CMU complémentaire (CMU-C)",
    coverage.ACS: "Aide à l’acquisition d’une complémentaire santé (ACS)",
    coverage.CSS: "Complémentaire santé solidaire sans participation",
    coverage.CSS_PAID: "Complémentaire santé solidaire avec participation",
}
_VERDICTS = {
    Verdict.OPEN: ("ok", "check", "Conditions remplies"),
    Verdict.CLOSED: ("late", "stop", "Conditions non remplies"),
    Verdict.TO_CHECK: ("warn", "warn", "À vérifier"),
    Verdict.UNKNOWN: ("warn", "warn", "Non établi ici"),
}


def shown(situation: Situation, territory: str, found: list[Answer], due: Fee | None) -> dict:
    """Return what the page says of each cover, and of the fee."""
    return {
        **_head(situation, Territory(territory).label),
        "affiliation": coverage.affiliation(situation.day) if situation.lawful else "",
        "answers": [_answer(answer, situation) for answer in found],
        "fee": _fee(due) if due else None,
    }


def mayotte(situation: Situation) -> dict:
    """Return what little is known of Mayotte: no amount, no verdict."""
    return {**_head(situation, "Mayotte"), "mayotte": True, "answers": []}


def _head(situation: Situation, place: str) -> dict:
    size = situation.household.size
    return {
        "day": situation.day,
        "place": place,
        "size": f"{size} personne{'s' if size > 1 else ''}",
        "resources": euros(situation.resources),
        "over": coverage.reference_period(situation.day),
    }


def _answer(answer: Answer, situation: Situation) -> dict:
    kind, icon, label = _VERDICTS[answer.verdict]
    unconfirmed = answer.period is not None and not answer.period.known
    return {
        "name": _NAMES[answer.scheme],
        "badge": {"kind": kind, "icon": icon, "label": "Barème non confirmé" if unconfirmed else label},
        "rule": answer.rule,
        "reason": answer.reason,
        "close": answer.close,
        "printed_rule": _printed_rule(answer),
        "ceiling": _ceiling(answer) if answer.ceiling else None,
        "gap": _gap(answer, situation) if answer.ceiling else "",
        "since": in_words(answer.period.starts) if answer.period else "",
        "reference": answer.period.reference if answer.period else "",
    }


def _ceiling(answer: Answer) -> dict:
    ceiling = answer.ceiling
    return {
        "words": euros(ceiling.amount),
        "mark": "calculé" if ceiling.computed else "publié",
        "steps": ceiling.steps,
        "exact": euros(ceiling.exact) if ceiling.exact is not None and ceiling.exact != ceiling.amount else "",
    }


def _gap(answer: Answer, situation: Situation) -> str:
    difference = situation.resources - answer.ceiling.amount
    if not difference:
        return "Les ressources sont égales au plafond."
    side = "au-dessus" if difference > 0 else "au-dessous"
    return f"Les ressources sont {euros(abs(difference))} {side} du plafond."


def _printed_rule(answer: Answer) -> str:
    """Near a limit, what the printed amount alone would say."""
    if not answer.close or answer.met is None:
        return ""
    said = "remplie" if answer.met else "non remplie"
    return f"Selon le seul montant affiché, la condition de ressources est {said}."


def _fee(due: Fee) -> dict:
    adults = f"{due.adults} adulte{'s' if due.adults > 1 else ''}"
    return {
        "each": euros(due.each),
        "total": euros(due.total),
        "adults": adults,
        "reference": due.period.reference,
        "since": in_words(due.period.starts),
    }
