"""The time limits of a dossier that run, from what its rows say was received, sent and done."""

from datetime import date

from forms_app import enums
from forms_app.rules import deadlines
from forms_app.rules.vocabulary import Start
from forms_app.rules.workflow import beside
from forms_app.services.dossiers.dossier_held import NOTICES, VALIDATIONS, Held, tables_of
from guidance.enums import Regime


def limits(held: Held, received: date | None, sent: date | None) -> list[deadlines.DueDate]:
    """Return the time limits of a dossier that run, the nearest first; what was done runs no more."""
    office = held.dossier.authority.kind == enums.Authority.OFII
    starts = {
        Start.REPORT_RECEIVED: received,
        Start.CERTIFICATE_SENT: sent,
        Start.PREFECT_REFERRAL: held.last_day("register-referral"),
        Start.DOCTOR_ASKED: held.last_day("ask-doctor"),
    }
    card = held.card_day
    if card:
        starts[Start.RECEIPT_CARD] = card
    running = deadlines.for_dossier(Regime.OFII if office else Regime.ARS, enums.Matter(held.dossier.matter))
    events = [(rule.key, _start(rule, card)) for rule in running]
    found = [deadlines.due(key, starts[start], start) for key, start in events if starts.get(start)]
    return sorted((limit for limit in found if not _is_done(limit.rule.key, held)), key=lambda limit: limit.day)


def _start(rule: deadlines.Rule, card: date | None) -> Start:
    return Start.RECEIPT_CARD if card and Start.RECEIPT_CARD in rule.starts else rule.starts[0]


def _is_done(key: str, held: Held) -> bool:
    if _over(held):
        return True
    done = {
        "notice": held.happened(*NOTICES),
        "avis": held.happened(*VALIDATIONS),
        "college-avis": held.happened(*VALIDATIONS),
        "humanitarian": not beside.is_humanitarian_pending(held.dossier.humanitarian_state),
        "doctor-reply": held.dossier.avis_state != "awaiting-elements",
    }
    return bool(done.get(key))


def _over(held: Held) -> bool:
    return tables_of(held.dossier).avis.state(held.dossier.avis_state).final
