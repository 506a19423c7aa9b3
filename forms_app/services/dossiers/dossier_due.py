"""By when what waits in a dossier is to be done: its time limit, or the words that say that the texts give none."""

from forms_app import enums
from forms_app.rules import deadlines
from forms_app.rules.workflow.acts import UNDER_COVER
from forms_app.rules.workflow.beside import REFERRED
from forms_app.services.dossiers.dossier_held import VALIDATIONS, Held
from forms_app.services.dossiers.dossier_waiting import Waits

#: What ends a time limit, by the key of its rule; the months of the avis are those of every act that leads to it.
_ENDS = {
    "notice": {"receipt", "notify-prefecture"},
    "humanitarian": {"humanitarian", "answer-referral"},
    "doctor-reply": {"register-elements"},
}
_AVIS = frozenset({"avis", "college-avis"})
#: What leads to no avis: it is told to the préfet, or follows papers.
_APART = frozenset({"receipt", "notify-prefecture", "transmission", "inform-prefecture", "receive-transfer"})
_SILENCES = {key: words for key, words, _basis in deadlines.WITHOUT_LIMIT}


def limit_of(waits: Waits, running: list[deadlines.DueDate]) -> deadlines.DueDate | None:
    """Return the time limit that a task answers, among those that run; None when it answers none."""
    name = waits.fiche or waits.act
    own = next((one for one in running if name in _ENDS.get(one.rule.key, ())), None)
    if own or name in _APART or name == "humanitarian":
        return own
    return next((one for one in running if one.rule.key in _AVIS), None)


def silence_of(waits: Waits, one: Held) -> str:
    """Return the French sentence that says that the texts give a task no time limit, empty when nothing says so."""
    name, dossier = waits.fiche or waits.act, one.dossier
    if name == "transmit" and dossier.avis_state == UNDER_COVER.slug:
        return _SILENCES["cover"]
    if name == "humanitarian":
        return "" if dossier.humanitarian_state == REFERRED.slug else _SILENCES["complementary-avis"]
    removal = dossier.matter != enums.Matter.RESIDENCE and not one.happened(*VALIDATIONS)
    if not removal or name in _APART:
        return ""
    return _SILENCES["removal" if dossier.authority.kind == enums.Authority.OFII else "removal-before-2017"]
