"""The life of a dossier of the OFII since 2017: residence permits and removal (R.425-11 to R.425-13; arrêté of 2016).

Articles of the code were read, and articles 6 and 11 of the arrêté; what they do not name is marked as inferred.
"""

from forms_app.rules.basis import Basis, arrete, article
from forms_app.rules.workflow import acts
from forms_app.rules.workflow.acts import GIVEN, MEDICAL_SERVICE, PHYSICIAN, TRANSMITTED, UNDER_COVER, sources
from forms_app.rules.workflow.machine import Reason, State, Table, Transition

AWAITED = State("awaiting-certificate", "certificat médical attendu")
RECEIVED = State("certificate-received", "certificat médical reçu")
REPORTING = State("report-in-progress", "rapport médical en cours")
EXAMINED = State("under-examination", "certificat médical à l’examen")
ASKED = State("awaiting-elements", "éléments demandés")
COLLEGE = State("before-college", "rapport médical transmis au collège")
_KEPT = ("text:arrete-2016-12-27",)
_R12, _R13 = article("ceseda/R425-12"), article("ceseda/R425-13")
_REMOVAL = article("arrete-2016-12-27/11")
_SITTING = ("composed", "sits", "composition-sound")
_COLLEGE = (*_SITTING, "all-validated")
_OWN = (*_SITTING, "own-validation-missing")
#: Why a physician of a composition is replaced: a closed list, of which none speaks of the person.
REPLACED = (
    Reason("absent", "absence ou congé"),
    Reason("unavailable", "empêchement du médecin"),
    Reason("appointment-ended", "fin de la nomination"),
    Reason("withdrew", "le médecin se récuse"),
    Reason("mistake", "nommé par erreur"),
)
_COMPOSED = article(
    "ceseda/R425-13",
    "arrete-2016-12-27/5",
    silence="L’article 5 n’a pas été lu : qui compose le collège d’un dossier, et comment, reste à confirmer.",
)
_COMPOSED_REMOVAL = article(
    "arrete-2016-12-27/11",
    silence="L’article ne dit pas qui désigne le médecin ou le collège d’un dossier : le service le note ici.",
)
_REPLACED = article(
    "ceseda/R425-13",
    silence="Les textes ne parlent pas du remplacement d’un médecin : il se fait avant la première validation.",
)
_REPLACED_REMOVAL = article("arrete-2016-12-27/11", silence=_REPLACED.silence)
_TAKEN_OVER = article(
    "ceseda/R425-12",
    silence="L’article ne parle pas d’un changement de médecin rapporteur : le dossier dit qui, quand et pourquoi.",
)
_EACH = article(
    "arrete-2016-12-27/6",
    "ceseda/R425-13",
    silence="L’article dit que chacun des trois médecins signe, sans rien prévoir en cas de désaccord : sans les trois "
    "validations, il n’y a pas d’avis.",
)
_EACH_REMOVAL = article(
    "arrete-2016-12-27/11", silence="L’article ne décrit pas la validation : chaque médecin désigné valide l’avis."
)
_SIGNED = article("arrete-2016-12-27/6", "caa-lyon-4419")
_SIGNED_REMOVAL = article(
    "arrete-2016-12-27/11",
    "caa-lyon-4419",
    silence="L’article ne décrit pas la signature : l’avis est signé à la main, et le dossier dit par qui et quand.",
)
_RECTIFIED = arrete(
    "annexe-I-8", silence="Les textes ne prévoient pas de rectification : un avis validé ne change jamais."
)
_RETURNED = article(
    "ceseda/R425-13", silence="L’article ne prévoit aucun retour : seule une erreur matérielle peut être signalée."
)
_DIRECT = article(
    "arrete-2016-12-27/11", silence="Aucun « sous couvert » n’a été lu pour l’éloignement : l’avis part directement."
)
_LIMITED = (
    Reason("silent", "le médecin n’a pas répondu dans les quinze jours"),
    Reason("absent", "la personne ne s’est pas présentée"),
    Reason("identity", "l’identité n’est pas justifiée"),
)
_NO_WAIT = article(
    "arrete-2016-12-27/11", silence="L’article ne donne pas de délai aux compléments : le médecin décide de la suite."
)


def _certificate(basis: Basis) -> Transition:
    return Transition(
        "register-certificate", "Enregistrer le certificat médical", sources(AWAITED), RECEIVED.slug, MEDICAL_SERVICE,
        basis, guards=("reception-mode-known", "certificate-dated"),
    )  # fmt: skip


def _elements(basis: Basis, examining: State) -> tuple[Transition, ...]:
    """Convocation, examinations, identity: recorded as they happen (R.425-12; arrêté, art. 11)."""
    slugs = sources(examining, ASKED)
    named = (
        ("summon", "Convoquer la personne"),
        ("order-exams", "Demander des examens complémentaires"),
        ("record-identity", "Enregistrer la justification de l’identité"),
    )
    received = Transition(
        "register-elements", "Enregistrer les éléments reçus", sources(ASKED), examining.slug, MEDICAL_SERVICE, basis,
        guards=("reception-mode-known",),
    )  # fmt: skip
    return (*(Transition(name, label, slugs, None, PHYSICIAN, basis) for name, label in named), received)


def _composing(basis: Basis, replaced: Basis, first: tuple[str, ...], *states: State) -> tuple[Transition, ...]:
    """Who gives the avis: named once, then replaced one by one, until the first of them validates it."""
    after = (GIVEN, *((UNDER_COVER,) if COLLEGE in states else ()), TRANSMITTED)
    return (
        Transition(
            "compose-college", "Désigner qui rend l’avis", sources(*states), None, MEDICAL_SERVICE, basis,
            guards=(*first, "not-composed", "composition-sound"),
        ),
        Transition(
            "replace-member", "Remplacer un médecin du collège", sources(*states, *after), None, MEDICAL_SERVICE,
            replaced, guards=("composed", "composition-open", "composition-sound"), reasons=REPLACED,
        ),
    )  # fmt: skip


def _validating(basis: Basis, fiche: str, state: State, *after: State) -> tuple[Transition, ...]:
    """The validation of each physician; the last one gives the avis, in the same act."""
    return (
        Transition(
            "validate-as-member", "Valider l’avis, pour ma part", sources(state), None, PHYSICIAN, basis,
            guards=_OWN, fiche=fiche,
        ),
        Transition(
            "validate-rectification", "Valider l’avis qui rectifie, pour ma part", sources(*after), None, PHYSICIAN,
            basis, guards=("replaced-avis-named", *_OWN), reasons=acts.RECTIFIED, fiche=fiche,
        ),
    )  # fmt: skip


def _report() -> tuple[Transition, ...]:
    return (
        Transition(
            "begin-report", "Commencer le rapport médical, comme médecin rapporteur", sources(RECEIVED),
            REPORTING.slug, PHYSICIAN, article("ceseda/R425-11", "ceseda/R425-12"),
            guards=("rapporteur-named", "stands-apart"),
        ),
        Transition(
            "take-over-report", "Reprendre le rapport, comme médecin rapporteur", sources(REPORTING, ASKED), None,
            PHYSICIAN, _TAKEN_OVER, guards=("stands-apart",), reasons=REPLACED[:-1],
        ),
        Transition(
            "ask-doctor", "Interroger le médecin qui suit le demandeur", sources(REPORTING), ASKED.slug, PHYSICIAN,
            _R12, guards=("applicant-informed",), cautions=("not-opposed",), fiche="inquiry",
        ),
        Transition(
            "go-on-with-available", "Établir le rapport avec les informations disponibles", sources(REPORTING, ASKED),
            REPORTING.slug, PHYSICIAN, _R12, guards=("available-information-only",), reasons=_LIMITED,
        ),
        Transition(
            "send-to-college", "Transmettre le rapport au collège", sources(REPORTING), COLLEGE.slug, PHYSICIAN,
            _R13, guards=("rapporteur-named", "by-rapporteur"),
        ),
        *_composing(_COMPOSED, _REPLACED, ("rapporteur-named",), REPORTING, ASKED, COLLEGE),
        Transition(
            "inform-prefecture", "Informer le préfet de la transmission au collège", sources(COLLEGE, GIVEN), None,
            MEDICAL_SERVICE, _R13, guards=("not-notified",), fiche="transmission",
        ),
    )  # fmt: skip


def _college_avis() -> tuple[Transition, ...]:
    return (
        *_validating(_EACH, "college", COLLEGE, GIVEN, UNDER_COVER, TRANSMITTED),
        Transition(
            "validate-avis", "Rendre l’avis du collège", sources(COLLEGE), GIVEN.slug, PHYSICIAN,
            Basis((*arrete("art-2-1", "art-2-3").clauses, *article("arrete-2016-12-27/6", "ceseda/R425-13").clauses)),
            guards=_COLLEGE, fiche="college",
        ),
        acts.record_signature(_SIGNED),
        *acts.under_cover(_R13, _RETURNED),
        acts.rectify(_RECTIFIED, "college", _COLLEGE, GIVEN, UNDER_COVER, TRANSMITTED),
    )  # fmt: skip


def _removal_avis() -> tuple[Transition, ...]:
    return (
        Transition(
            "begin-examination", "Commencer l’examen du certificat", sources(RECEIVED), EXAMINED.slug, PHYSICIAN,
            _REMOVAL,
        ),
        Transition(
            "ask-elements", "Demander des compléments", sources(EXAMINED), ASKED.slug, PHYSICIAN, _REMOVAL,
            cautions=("not-opposed",),
        ),
        Transition(
            "go-on-with-available", "Rendre l’avis avec les informations disponibles", sources(ASKED), EXAMINED.slug,
            PHYSICIAN, _NO_WAIT, reasons=_LIMITED,
        ),
        *_composing(_COMPOSED_REMOVAL, _REPLACED_REMOVAL, (), EXAMINED, ASKED),
        *_validating(_EACH_REMOVAL, "removal", EXAMINED, GIVEN, TRANSMITTED),
        Transition(
            "validate-avis", "Rendre l’avis", sources(EXAMINED), GIVEN.slug, PHYSICIAN,
            Basis((*arrete("art-2-3").clauses, *_REMOVAL.clauses)), guards=_COLLEGE, fiche="removal",
        ),
        acts.record_signature(_SIGNED_REMOVAL),
        acts.transmit_directly(_DIRECT),
        acts.rectify(_RECTIFIED, "removal", _COLLEGE, GIVEN, TRANSMITTED),
    )  # fmt: skip


_RESIDENCE_BEFORE = (RECEIVED, REPORTING, ASKED, COLLEGE)
_REMOVAL_BEFORE = (RECEIVED, EXAMINED, ASKED)
_CLOSED = (acts.CLOSED, acts.WITHOUT_AVIS)
_OPPOSED = arrete("annexe-I-8")

RESIDENCE = Table(
    "ofii-residence",
    "Demande de titre de séjour depuis 2017, OFII",
    (AWAITED, *_RESIDENCE_BEFORE, GIVEN, UNDER_COVER, TRANSMITTED, *_CLOSED),
    (
        _certificate(Basis((*arrete("art-2-4").clauses, *_R13.clauses))),
        *_report(),
        *_elements(_R12, REPORTING),
        *_college_avis(),
        acts.correct_identity(_R13.clauses, AWAITED, *_RESIDENCE_BEFORE, GIVEN, UNDER_COVER, TRANSMITTED),
        *acts.opposition(_OPPOSED, AWAITED, *_RESIDENCE_BEFORE, GIVEN, UNDER_COVER, TRANSMITTED),
        *acts.closing(_KEPT, (), AWAITED, *_RESIDENCE_BEFORE),
    ),
)
REMOVAL = Table(
    "ofii-removal",
    "Éloignement depuis 2017, OFII",
    (AWAITED, *_REMOVAL_BEFORE, GIVEN, TRANSMITTED, *_CLOSED),
    (
        _certificate(Basis((*arrete("art-2-4").clauses, *_REMOVAL.clauses))),
        *_removal_avis(),
        *_elements(_REMOVAL, EXAMINED),
        acts.correct_identity(_REMOVAL.clauses, AWAITED, *_REMOVAL_BEFORE, GIVEN, TRANSMITTED),
        *acts.opposition(_OPPOSED, AWAITED, *_REMOVAL_BEFORE, GIVEN, TRANSMITTED),
        *acts.closing(_KEPT, (), AWAITED, *_REMOVAL_BEFORE),
    ),
)
