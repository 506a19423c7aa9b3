"""The life of a dossier before 2017, at an ARS and at the préfecture de police (instruction of 2011, IV and V)."""

from forms_app.rules.basis import Basis, instruction
from forms_app.rules.workflow import acts
from forms_app.rules.workflow.acts import GIVEN, MEDICAL_SERVICE, PHYSICIAN, TRANSMITTED, UNDER_COVER, sources
from forms_app.rules.workflow.machine import Reason, State, Table, Transition

AWAITED = State("awaiting-report", "rapport médical attendu")
RECEIVED = State("report-received", "rapport médical reçu")
REVIEWED = State("under-review", "rapport médical à l’examen")
INCOMPLETE = State("awaiting-details", "précisions demandées au médecin")
COMMISSION = State("before-commission", "convocation devant la commission médicale régionale")
_BEFORE = (RECEIVED, REVIEWED, INCOMPLETE, COMMISSION)
_KEPT = ("instruction-2011#IV-16",)
_SIGNATORY = ("signatory-identified", "signatory-designated")
_SIGNED = Basis(
    ("article:caa-paris-07PA00667", "instruction-2011#I-2"),
    silence="Le texte ne décrit pas la signature : l’avis est signé à la main, et le dossier dit par qui et quand.",
)
_NO_REPLY = instruction("IV-4", silence="Le texte ne dit pas ce qui suit l’absence de réponse : le médecin en décide.")
_NOT_ENTITLED = instruction("IV-3", silence="Le texte ne dit pas ce qui suit : un nouveau rapport est attendu.")
_ASKED_AGAIN = instruction(
    "IV-3",
    "IV-4",
    silence="Le texte ne dit pas combien de fois les précisions se demandent : chaque lettre est une fiche 2 entière.",
)
_REMINDED = instruction("IV-4", silence="Le texte ne parle pas de relance : elle est notée, et ne suspend rien.")
_RECTIFIED = instruction("V-4", silence="Le texte ne prévoit pas de rectification : un avis validé ne change jamais.")
_RETURNED = instruction(
    "V-4", "V-7", silence="Le texte ne prévoit aucun retour : seule une erreur matérielle peut être signalée."
)
_TRANSFERRED = instruction(
    "I-2",
    "IV-14",
    "IV-15",
    silence="Le texte dit qui est compétent, non ce que devient un dossier commencé ailleurs : avant l’avis il suit la "
    "personne, avec ses pièces, et la première autorité n’en garde que la trace.",
)
_MOVED = (
    Reason("residence", "changement de résidence"),
    Reason("centre", "placement en centre de rétention"),
    Reason("released", "sortie du centre de rétention"),
    Reason("mistake", "reçu par erreur"),
)
_START = instruction(
    "IV-2",
    "IV-4",
    silence="Le texte ne dit pas d’où part ce délai : réception du rapport, ou date du récépissé, au choix. "
    "La complétude du rapport n’en est pas un départ : le texte ne suspend rien.",
)
_HEARD = instruction("I-2", silence="Le texte ne dit pas ce qui suit la consultation : le médecin reprend l’examen.")


def _reception() -> tuple[Transition, ...]:
    return (
        Transition(
            "register-report", "Enregistrer le rapport médical", sources(AWAITED), RECEIVED.slug, MEDICAL_SERVICE,
            instruction("IV-2", "IV-6"), guards=("reception-mode-known",),
        ),
        Transition(
            "notify-prefecture", "Aviser la préfecture de la réception", sources(*_BEFORE, GIVEN), None,
            MEDICAL_SERVICE, instruction("IV-2"), guards=("not-notified",), fiche="receipt",
        ),
        Transition(
            "begin-review", "Commencer l’examen du rapport", sources(RECEIVED), REVIEWED.slug, PHYSICIAN,
            instruction("IV-3"),
        ),
        Transition(
            "ask-new-report", "Demander un rapport d’un médecin habilité", sources(REVIEWED), AWAITED.slug, PHYSICIAN,
            _NOT_ENTITLED, reasons=(Reason("author", "auteur non habilité"), Reason("unsigned", "rapport non signé")),
        ),
    )  # fmt: skip


def _completeness() -> tuple[Transition, ...]:
    """The loop of A-15 and A-16: the time limit of the avis goes on running."""
    return (
        Transition(
            "ask-details", "Demander des précisions au médecin", sources(REVIEWED), INCOMPLETE.slug, PHYSICIAN,
            instruction("IV-3", "IV-4"), cautions=("not-opposed",), fiche="complements",
        ),
        Transition(
            "ask-details-again", "Demander à nouveau des précisions au médecin", sources(INCOMPLETE), None, PHYSICIAN,
            _ASKED_AGAIN, cautions=("not-opposed",), fiche="complements",
        ),
        Transition(
            "remind-doctor", "Noter une relance du médecin", sources(INCOMPLETE), None, MEDICAL_SERVICE, _REMINDED
        ),
        Transition(
            "register-details", "Enregistrer les précisions reçues", sources(INCOMPLETE), REVIEWED.slug,
            MEDICAL_SERVICE, instruction("IV-4", "IV-6"), guards=("reception-mode-known",),
        ),
        Transition(
            "go-on-without", "Reprendre l’examen sans réponse", sources(INCOMPLETE), REVIEWED.slug, PHYSICIAN,
            _NO_REPLY,
            reasons=(Reason("silent", "le médecin n’a pas répondu"), Reason("enough", "le dossier suffit à l’avis")),
        ),
        Transition(
            "summon-commission", "Convoquer devant la commission médicale régionale", sources(REVIEWED),
            COMMISSION.slug, PHYSICIAN, instruction("I-2"), guards=("not-opposed",),
        ),
        Transition(
            "end-commission", "Reprendre l’examen après la consultation", sources(COMMISSION), REVIEWED.slug,
            PHYSICIAN, _HEARD,
        ),
    )  # fmt: skip


def _avis(paris: bool) -> tuple[Transition, ...]:
    place = ("IV-14",) if paris else ()
    given = Transition(
        "validate-avis", "Valider l’avis", sources(REVIEWED), GIVEN.slug, PHYSICIAN,
        instruction("I-2", "IV-6", "IV-7", "IV-8", *place), guards=_SIGNATORY,
        cautions=("author-checked", "author-entitled", "author-apart", "answers-checked"), fiche="avis",
    )  # fmt: skip
    if paris:
        no_cover = instruction("IV-14", "annexe-IV-fiche-3-bis")
        way, held = (acts.transmit_directly(no_cover),), (GIVEN, TRANSMITTED)
    else:
        way, held = acts.under_cover(instruction("V-7"), _RETURNED), (GIVEN, UNDER_COVER, TRANSMITTED)
    return (given, acts.record_signature(_SIGNED), *way, acts.rectify(_RECTIFIED, "avis", _SIGNATORY, *held))


def _transfer() -> tuple[Transition, ...]:
    """The person moved, or was placed in a centre: the dossier follows before any avis (A-25, A-27)."""
    before = sources(AWAITED, *_BEFORE)
    return (
        Transition(
            "transfer", "Transférer à une autre autorité", before, None, MEDICAL_SERVICE, _TRANSFERRED,
            guards=("no-humanitarian-pending",), reasons=_MOVED,
        ),
        Transition(
            "receive-transfer", "Enregistrer la réception du transfert", sources(AWAITED, *_BEFORE, GIVEN, TRANSMITTED),
            None, MEDICAL_SERVICE, _TRANSFERRED, guards=("transfer-awaited", "reception-mode-known"),
        ),
    )  # fmt: skip


def _start() -> tuple[Transition, ...]:
    """T14: the start of the three months is a stated choice; the completeness of the report is no start (IV-4)."""
    named = (
        ("count-from-receipt-card", "Compter les trois mois depuis la date du récépissé", ("residence-matter",)),
        (
            "count-from-report", "Compter les trois mois depuis la réception du rapport",
            ("residence-matter", "counted-from-card"),
        ),
    )  # fmt: skip
    living = sources(AWAITED, *_BEFORE)
    return tuple(
        Transition(name, label, living, None, MEDICAL_SERVICE, _START, guards=guards) for name, label, guards in named
    )


def _table(key: str, label: str, *, paris: bool) -> Table:
    cover = () if paris else (UNDER_COVER,)
    states = (AWAITED, *_BEFORE, GIVEN, *cover, TRANSMITTED, acts.CLOSED, acts.WITHOUT_AVIS)
    living = (AWAITED, *_BEFORE, GIVEN, *cover, TRANSMITTED)
    return Table(
        key,
        label,
        states,
        (
            *_reception(),
            *_completeness(),
            *_start(),
            *_transfer(),
            *_avis(paris),
            acts.correct_identity(("instruction-2011#V-4",), *living),
            *acts.opposition(instruction("IV-6", "annexe-I-5"), *living),
            *acts.closing(_KEPT, ("no-humanitarian-pending",), AWAITED, *_BEFORE),
        ),
    )


ARS = _table("ars", "Demande d’avant 2017, agence régionale de santé", paris=False)
PP = _table("pp", "Demande d’avant 2017, préfecture de police", paris=True)
