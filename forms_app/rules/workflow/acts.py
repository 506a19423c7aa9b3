"""Acts that several lives share: signature, rectification, opposition, closing, each with the clauses of its regime."""

from forms_app.enums import Role
from forms_app.rules.basis import Basis
from forms_app.rules.workflow.machine import Reason, State, Transition

PHYSICIAN = frozenset({Role.PHYSICIAN})
DIRECTOR = frozenset({Role.DIRECTOR})
MEDICAL_SERVICE = frozenset({Role.PHYSICIAN, Role.SECRETARY})

GIVEN = State("avis-given", "avis rendu")
UNDER_COVER = State("under-cover", "avis sous couvert du directeur général")
TRANSMITTED = State("avis-transmitted", "avis transmis au préfet")
CLOSED = State("closed", "dossier clos", final=True)
WITHOUT_AVIS = State("closed-without-avis", "dossier clos sans avis", final=True)

#: What the director may point out: never the substance of the avis (V-4).
CLERICAL_ERRORS = (
    Reason("identity", "erreur sur l’identité ou l’adresse"),
    Reason("date", "erreur de date"),
    Reason("addressee", "erreur de destinataire"),
    Reason("signature", "nom, qualité ou signature absents"),
)
CORRECTED = (
    Reason("clerical", "erreur matérielle"),
    Reason("declared", "changement déclaré par la personne"),
)
RECTIFIED = (
    Reason("clerical", "erreur matérielle"),
    Reason("new-elements", "éléments nouveaux"),
    Reason("new-review", "nouvel examen du dossier"),
)
NO_AVIS = (
    Reason("withdrawn", "demande retirée"),
    Reason("other-authority", "une autre autorité est compétente"),
    Reason("never-received", "pièce attendue jamais reçue"),
    Reason("deceased", "personne décédée"),
    Reason("double", "dossier ouvert en double"),
)
REOPENED = (Reason("mistake", "clos par erreur"), Reason("new-elements", "éléments nouveaux"))
_CORRECTED = (
    "Le texte ne dit pas comment corriger un état civil : l’ancien est gardé, et une lettre déjà validée est refaite "
    "avec les mêmes réponses."
)
_NOT_SAID = "Le texte ne nomme pas cet acte : il est proposé pour que le dossier en garde la trace."


def sources(*states: State) -> frozenset[str]:
    """Return the slugs of states."""
    return frozenset(state.slug for state in states)


def record_signature(basis: Basis) -> Transition:
    """The handwritten signature: the act on screen is a validation, the paper is signed (who, when)."""
    return Transition(
        "record-signature", "Enregistrer la signature manuscrite", sources(GIVEN), None, MEDICAL_SERVICE, basis,
        guards=("signatory-identified",),
    )  # fmt: skip


def under_cover(basis: Basis, silent: Basis) -> tuple[Transition, ...]:
    """Sous couvert: the director transmits or points out a clerical error, and sends nothing back for its substance."""
    return (
        Transition(
            "submit", "Remettre l’avis au directeur général", sources(GIVEN), UNDER_COVER.slug, MEDICAL_SERVICE, basis,
            guards=("signed-by-hand", "error-answered"),
        ),
        Transition(
            "transmit", "Transmettre l’avis au préfet", sources(UNDER_COVER), TRANSMITTED.slug, DIRECTOR, basis,
            guards=("sending-recorded", "error-answered"),
        ),
        Transition(
            "report-clerical-error", "Signaler une erreur matérielle", sources(UNDER_COVER), GIVEN.slug, DIRECTOR,
            silent, reasons=CLERICAL_ERRORS,
        ),
    )  # fmt: skip


def transmit_directly(basis: Basis) -> Transition:
    """No « sous couvert »: the medical service sends the avis itself."""
    return Transition(
        "transmit", "Transmettre l’avis au préfet", sources(GIVEN), TRANSMITTED.slug, MEDICAL_SERVICE, basis,
        guards=("signed-by-hand", "sending-recorded", "error-answered"),
    )  # fmt: skip


def rectify(basis: Basis, fiche: str, guards: tuple[str, ...], *states: State) -> Transition:
    """A validated avis never changes: rectifying it is a new avis that names the first (A-32)."""
    return Transition(
        "rectify-avis", "Rectifier par un nouvel avis", sources(*states), GIVEN.slug, PHYSICIAN, basis,
        guards=("replaced-avis-named", *guards), reasons=RECTIFIED, fiche=fiche,
    )  # fmt: skip


def correct_identity(clauses: tuple[str, ...], *states: State) -> Transition:
    """The identity, the address, the préfecture: what the medical service corrects, never the substance of an avis."""
    return Transition(
        "correct-identity", "Corriger l’identité", sources(*states), None, MEDICAL_SERVICE,
        Basis(clauses, silence=_CORRECTED), reasons=CORRECTED,
    )  # fmt: skip


def opposition(basis: Basis, *states: State) -> tuple[Transition, ...]:
    """The person objects to the exchange of information, or no longer does (A-17, A-43)."""
    slugs = sources(*states)
    return (
        Transition(
            "record-opposition", "Enregistrer l’opposition de la personne", slugs, None, MEDICAL_SERVICE, basis,
            guards=("not-opposed",),
        ),
        Transition(
            "withdraw-opposition", "Enregistrer la fin de l’opposition", slugs, None, MEDICAL_SERVICE, basis,
            guards=("opposed",),
        ),
    )  # fmt: skip


def closing(kept: tuple[str, ...], guards: tuple[str, ...], first: State, *before: State) -> tuple[Transition, ...]:
    """Close, close without an avis, reopen: no text names them; `kept` are the clauses on what is kept."""
    basis = Basis(kept, silence=_NOT_SAID)
    return (
        Transition(
            "close", "Clore le dossier", sources(TRANSMITTED), CLOSED.slug, MEDICAL_SERVICE, basis, guards=guards
        ),
        Transition(
            "close-without-avis", "Clore sans avis", sources(first, *before), WITHOUT_AVIS.slug, PHYSICIAN, basis,
            reasons=NO_AVIS,
        ),
        Transition(
            "reopen", "Rouvrir le dossier", sources(CLOSED), TRANSMITTED.slug, PHYSICIAN, basis, reasons=REOPENED
        ),
        Transition(
            "resume", "Reprendre le dossier", sources(WITHOUT_AVIS), first.slug, PHYSICIAN, basis, reasons=REOPENED
        ),
    )  # fmt: skip
