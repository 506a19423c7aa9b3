"""Lives beside that of the avis: the humanitarian avis (A-36 to A-38), and the appeal that holds documents (A-28)."""

from forms_app.enums import Role
from forms_app.rules.basis import Basis, instruction
from forms_app.rules.workflow.acts import DIRECTOR, MEDICAL_SERVICE, PHYSICIAN, sources
from forms_app.rules.workflow.machine import Reason, State, Table, Transition

NOTHING = State("nothing", "aucune circonstance signalée", final=True)
NOTED = State("noted", "circonstance signalée au directeur général")
REFERRED = State("referred", "saisine du préfet")
COMPLEMENTARY = State("complementary-given", "avis complémentaire motivé transmis au préfet", final=True)
ANSWERED = State("answered", "avis motivé communiqué au préfet", final=True)
NOT_RETAINED = State("not-retained", "circonstance non retenue", final=True)
_NOTE = instruction("III-2-2", "IV-11")
_NOTE_IN_PARIS = instruction(
    "IV-11",
    "IV-14",
    "I-2",
    silence="Le texte ne fait pas d’exception pour Paris : la note va au directeur général de l’ARS Île-de-France.",
)
_SILENT = instruction(
    "V-8", silence="Le texte ne demande pas d’écrire que rien n’est retenu : le dossier en garde la trace."
)


def _humanitarian(key: str, label: str, note: Basis) -> Table:
    states = (NOTHING, NOTED, REFERRED, COMPLEMENTARY, ANSWERED, NOT_RETAINED)
    return Table(
        key,
        label,
        states,
        (
            Transition(
                "send-note", "Signaler une circonstance au directeur général", sources(NOTHING), NOTED.slug, PHYSICIAN,
                note, guards=("avis-given",), cautions=("treatment-exists",), fiche="note",
            ),
            Transition(
                "register-referral", "Enregistrer la saisine du préfet",
                sources(NOTHING, NOTED, COMPLEMENTARY, ANSWERED, NOT_RETAINED), REFERRED.slug,
                frozenset({Role.DIRECTOR}), instruction("V-9"), guards=("referral-dated",),
            ),
            Transition(
                "collect-information", "Recueillir des informations auprès des services", sources(NOTED, REFERRED),
                None, DIRECTOR, instruction("V-10"), cautions=("not-opposed",),
            ),
            Transition(
                "give-complementary-avis", "Transmettre l’avis complémentaire motivé",
                sources(NOTHING, NOTED, NOT_RETAINED), COMPLEMENTARY.slug, DIRECTOR, instruction("IV-12", "V-8"),
                guards=("avis-given", "sending-recorded"), fiche="humanitarian",
            ),
            Transition(
                "retain-nothing", "Ne retenir aucune circonstance", sources(NOTED), NOT_RETAINED.slug, DIRECTOR, _SILENT
            ),
            Transition(
                "answer-referral", "Communiquer l’avis motivé au préfet", sources(REFERRED), ANSWERED.slug, DIRECTOR,
                instruction("V-9"), guards=("sending-recorded",), fiche="humanitarian",
            ),
        ),
    )  # fmt: skip


HUMANITARIAN_ARS = _humanitarian("humanitarian-ars", "Circonstances humanitaires exceptionnelles", _NOTE)
HUMANITARIAN_PP = _humanitarian("humanitarian-pp", "Circonstances humanitaires exceptionnelles, Paris", _NOTE_IN_PARIS)

NO_APPEAL = State("no-appeal", "aucun recours", final=True)
PENDING = State("appeal-pending", "recours en cours")
ENDED = State("appeal-ended", "recours terminé", final=True)
_KINDS = (Reason("gracious", "recours gracieux"), Reason("contentious", "recours contentieux"))
_KEPT = instruction("IV-16")
_KEPT_ENDED = instruction(
    "IV-16", silence="Le texte ne dit pas quand finit la conservation : la fin du recours est notée."
)
_KEPT_BY_OFFICE = Basis(
    ("arrete-2017#art-2-5", "text:arrete-2016-12-27"),
    silence="Les articles lus ne parlent pas des pièces pendant un recours : elles restent disponibles.",
)


def _appeal(key: str, filed: Basis, ended: Basis) -> Table:
    return Table(
        key,
        "Recours contre la décision du préfet",
        (NO_APPEAL, PENDING, ENDED),
        (
            Transition(
                "file-appeal", "Enregistrer un recours", sources(NO_APPEAL, ENDED), PENDING.slug, MEDICAL_SERVICE,
                filed, reasons=_KINDS,
            ),
            Transition(
                "end-appeal", "Enregistrer la fin du recours", sources(PENDING), ENDED.slug, MEDICAL_SERVICE, ended
            ),
        ),
    )  # fmt: skip


APPEAL = _appeal("appeal", _KEPT, _KEPT_ENDED)
APPEAL_OFFICE = _appeal("appeal-ofii", _KEPT_BY_OFFICE, _KEPT_BY_OFFICE)


def is_held(appeal_state: str) -> bool:
    """Tell whether an appeal holds every document of the dossier: nothing may then be destroyed (IV-16)."""
    return appeal_state == PENDING.slug


def is_humanitarian_pending(state: str) -> bool:
    """Tell whether a humanitarian avis is awaited: the dossier is not closed meanwhile."""
    return state in (NOTED.slug, REFERRED.slug)
