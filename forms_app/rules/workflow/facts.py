"""What a dossier is known to hold, and the guards that read it."""

from collections.abc import Callable
from dataclasses import dataclass

from forms_app.rules.vocabulary import ReceptionMode


@dataclass(frozen=True, slots=True)
class Facts:
    """What the machine needs to know of a dossier, none of it medical.

    `letters` are the keys of the fiches delivered for this dossier and not yet carried by a passage: a second fiche 2
    needs a second letter. The way a piece came, a signature and a sending are those of the piece or of the avis at
    hand. `is_rapporteur`, `sits`, `stands_apart` and `own_validation_missing` are of whoever acts. The rest is what has
    been recorded so far; whoever calls derives it from the rows.
    """

    letters: frozenset[str] = frozenset()
    reception_mode: ReceptionMode | None = None
    notified: bool = False
    opposed: bool = False
    author_checked: bool = False
    answers_checked: bool = False
    author_entitled: bool = False
    author_apart: bool = True
    signatory_identified: bool = False
    signatory_designated: bool = False
    signed_by_hand: bool = False
    sending_recorded: bool = False
    replaced_avis_named: bool = False
    avis_given: bool = False
    treatment_exists: bool = False
    referral_dated: bool = False
    humanitarian_pending: bool = False
    certificate_dated: bool = False
    applicant_informed: bool = False
    doctor_silent: bool = False
    absent: bool = False
    identity_unproved: bool = False
    rapporteur_named: bool = False
    is_rapporteur: bool = False
    uncomposed: bool = False
    composed: bool = False
    composition_open: bool = False
    composition_sound: bool = False
    sits: bool = False
    stands_apart: bool = False
    own_validation_missing: bool = False
    all_validated: bool = False
    residence_matter: bool = False
    counted_from_card: bool = False
    error_answered: bool = True
    transfer_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition by name, and the French sentence shown while it does not hold.

    `before_letter`: it must hold before a letter is even offered. The others are learnt from the letter, or after it:
    its signatory, the validations of a college, the way it was sent.
    """

    refusal: str
    holds: Callable[[Facts], bool]
    before_letter: bool = False


GUARDS: dict[str, Guard] = {
    "reception-mode-known": Guard(
        "Indiquez comment le pli confidentiel est arrivé.", lambda facts: facts.reception_mode is not None
    ),
    "not-notified": Guard("La préfecture a déjà été avisée.", lambda facts: not facts.notified, before_letter=True),
    "not-opposed": Guard(
        "L’opposition de la personne à l’échange d’informations est enregistrée.",
        lambda facts: not facts.opposed,
    ),
    "opposed": Guard("Aucune opposition n’est enregistrée.", lambda facts: facts.opposed),
    "author-checked": Guard(
        "La qualité de l’auteur du rapport n’a pas été vérifiée.", lambda facts: facts.author_checked
    ),
    "author-entitled": Guard(
        "L’auteur du rapport ne figure pas parmi les médecins que le texte désigne.",
        lambda facts: facts.author_entitled or not facts.author_checked,
    ),
    "author-apart": Guard(
        "L’auteur du rapport est aussi le médecin traitant de la personne.", lambda facts: facts.author_apart
    ),
    "answers-checked": Guard(
        "Les réponses du rapport aux questions posées n’ont pas été vérifiées.", lambda facts: facts.answers_checked
    ),
    "signatory-identified": Guard(
        "Indiquez le nom et la qualité du signataire : l’auteur d’un avis est identifié.",
        lambda facts: facts.signatory_identified,
    ),
    "signatory-designated": Guard(
        "Le médecin n’était pas désigné à la date de l’avis.", lambda facts: facts.signatory_designated
    ),
    "signed-by-hand": Guard("Enregistrez qui a signé à la main, et quand.", lambda facts: facts.signed_by_hand),
    "sending-recorded": Guard("Indiquez la date et le mode d’envoi.", lambda facts: facts.sending_recorded),
    "replaced-avis-named": Guard(
        "Le nouvel avis doit nommer celui qu’il rectifie.", lambda facts: facts.replaced_avis_named
    ),
    "avis-given": Guard("L’avis n’est pas encore rendu.", lambda facts: facts.avis_given, before_letter=True),
    "treatment-exists": Guard(
        "Le texte prévoit cette note quand l’avis conclut à l’existence d’un traitement approprié.",
        lambda facts: facts.treatment_exists,
    ),
    "referral-dated": Guard("Indiquez la date de la saisine du préfet.", lambda facts: facts.referral_dated),
    "no-humanitarian-pending": Guard(
        "Un avis sur les circonstances humanitaires exceptionnelles est en cours.",
        lambda facts: not facts.humanitarian_pending,
    ),
    "certificate-dated": Guard(
        "Indiquez la date de transmission du certificat : les trois mois en partent.",
        lambda facts: facts.certificate_dated,
    ),
    "applicant-informed": Guard(
        "Indiquez quand le demandeur a été informé de cette demande.", lambda facts: facts.applicant_informed
    ),
    "available-information-only": Guard(
        "Les quinze jours courent encore, et ni absence ni défaut d’identité n’est enregistré.",
        lambda facts: facts.doctor_silent or facts.absent or facts.identity_unproved,
    ),
    "rapporteur-named": Guard("Nommez le médecin rapporteur.", lambda facts: facts.rapporteur_named),
    "by-rapporteur": Guard(
        "Seul le médecin rapporteur transmet son rapport au collège.", lambda facts: facts.is_rapporteur
    ),
    "not-composed": Guard(
        "Une composition est déjà enregistrée : remplacez un médecin.", lambda facts: facts.uncomposed
    ),
    "composed": Guard(
        "Désignez d’abord qui rend l’avis : un collège, ou un médecin.",
        lambda facts: facts.composed,
        before_letter=True,
    ),
    "composition-open": Guard(
        "Un médecin a déjà validé cet avis : la composition ne change plus.", lambda facts: facts.composition_open
    ),
    "sits": Guard(
        "Seul un médecin désigné pour ce dossier valide son avis.", lambda facts: facts.sits, before_letter=True
    ),
    "stands-apart": Guard(
        "Un membre du collège n’établit pas le rapport : le médecin rapporteur ne siège pas.",
        lambda facts: facts.stands_apart,
    ),
    "own-validation-missing": Guard("Vous avez déjà validé cet avis.", lambda facts: facts.own_validation_missing),
    "composition-sound": Guard(
        "La composition n’est pas celle que les textes demandent.", lambda facts: facts.composition_sound
    ),
    "residence-matter": Guard(
        "Le texte ne donne les trois mois que pour une demande de titre de séjour.",
        lambda facts: facts.residence_matter,
    ),
    "counted-from-card": Guard(
        "Les trois mois sont déjà comptés depuis la réception du rapport.", lambda facts: facts.counted_from_card
    ),
    "error-answered": Guard(
        "Une erreur matérielle attend : corrigez-la, et refaites la lettre de l’avis.",
        lambda facts: facts.error_answered,
    ),
    "transfer-awaited": Guard("Aucun transfert n’attend sa réception.", lambda facts: facts.transfer_awaited),
    "all-validated": Guard("La validation d’un des médecins manque.", lambda facts: facts.all_validated),
}
