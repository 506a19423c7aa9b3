"""The vocabulary of the fiches: English to store, French to read."""

from django.db.models import TextChoices


class Authority(TextChoices):
    """Whose physicians give the avis: bis fiches are those of the préfecture de police (A-25)."""

    ARS = "ars", "Agence régionale de santé"
    PP = "pp", "Préfecture de police"
    OFII = "ofii", "OFII"


class Recipient(TextChoices):
    """Who reads the letter; whatever leaves for the préfecture or the director passes the outgoing check (C2)."""

    PREFECTURE = "prefecture", "préfecture"
    DIRECTOR = "director", "directeur général de l’ARS"
    DOCTOR = "doctor", "médecin"


class Role(TextChoices):
    """Who fills a fiche; stored values are the names of the groups of accounts."""

    PHYSICIAN = "Médecins", "médecin"
    SECRETARY = "Secrétariats", "secrétariat"
    DIRECTOR = "Directions", "direction"


class Matter(TextChoices):
    """What the authority was asked (A-04): the four legal bases of the printed object."""

    RESIDENCE = "residence", "titre de séjour (L.313-11 11°)"
    OBLIGATION_TO_LEAVE = "obligation-to-leave", "obligation de quitter le territoire (L.511-4 10°)"
    EXPULSION = "expulsion", "expulsion (L.521-3 5°)"
    HOUSE_ARREST = "house-arrest", "assignation à résidence (L.523-4)"


class Kind(TextChoices):
    """How a question is asked."""

    CHOICE = "choice", "réponses au choix"
    TEXT = "text", "une ligne"
    PARAGRAPHS = "paragraphs", "plusieurs lignes"
    ITEMS = "items", "plusieurs éléments"
    DATE = "date", "date"
    BIRTH_DATE = "birth-date", "date de naissance"
    MONTHS = "months", "nombre de mois"
    TICK = "tick", "case"


class Outgoing(TextChoices):
    """What an answer may hold on its way out, and how the outgoing check reads it."""

    CLOSED = "closed", "réponse fermée"
    NAME = "name", "nom de personne ou de lieu"
    ADDRESS = "address", "adresse"
    PROSE = "prose", "texte libre"
    MEDICAL = "medical", "texte médical, de médecin à médecin"


class LetterState(TextChoices):
    PREVIEW = "preview", "aperçu"
    ABANDONED = "abandoned", "aperçu abandonné"
    DELIVERED = "delivered", "remise"


class KeptText(TextChoices):
    """What physicians write to each other and the portal keeps for a time."""

    DISCUSSION = "discussion", "discussion sans identité"
    CALIBRATION = "calibration", "cas type"


class CalibrationFiche(TextChoices):
    """Which four statements a made-up case asks for; stored values are keys of fiches."""

    COLLEGE = "college", "demande enregistrée depuis le 1er janvier 2017 : collège de l’OFII"
    AVIS = "avis", "demande enregistrée avant le 1er janvier 2017 : médecin de l’ARS"


# --- people, the journal, the register of doctors --------------------------------------------------------------------

#: The group of accounts whose members propose and confirm; they see no case.
ADMINISTRATORS = "Administrateurs"


class CaseRole(TextChoices):
    """What a membership lets a person be in the cases of one authority; groups of accounts give nothing of it (C1)."""

    PHYSICIAN = "physician", "médecin"
    SECRETARY = "secretary", "secrétariat"
    DIRECTOR = "director", "direction"
    AUDITOR = "auditor", "contrôle des accès"
    LOCAL_EDITOR = "local-editor", "rédaction locale"


class ActKind(TextChoices):
    """An act that empowers: without it, in force on the day, a role signs nothing."""

    DESIGNATION = "designation", "désignation du médecin"  # L.313-11 11°: designated by the director general
    APPOINTMENT = "appointment", "nomination au collège de médecins de l’OFII"  # B-02
    HEAD = "head", "prise de fonctions à la tête de l’autorité"
    DELEGATION = "delegation", "délégation de signature"


class Scope(TextChoices):
    """What a delegation of signature covers."""

    TRANSMISSION = "transmission", "transmission des avis sous couvert"
    HUMANITARIAN = "humanitarian", "avis sur la circonstance humanitaire"


class ImportState(TextChoices):
    """The life of a file of doctors, from its deposit to the register."""

    READING = "reading", "lecture en cours"
    READ = "read", "lu, en attente de votre accord"
    ACCEPTED = "accepted", "ajout en cours"
    DONE = "done", "ajouté"
    DROPPED = "dropped", "abandonné"


class Post(TextChoices):
    """Where a doctor who is on no list practises: what makes the doctor an author of reports (A-14, A-26)."""

    HOSPITAL = "hospital", "praticien hospitalier"
    UCSA = "ucsa", "médecin d’une UCSA"
    CRA = "cra", "médecin d’un centre de rétention"


class Result(TextChoices):
    """How an act of the journal ended."""

    DONE = "done", "fait"
    REFUSED = "refused", "refusé"


class JournalAct(TextChoices):
    """Everything the journal can say that somebody did or read: a closed list, so that no value enters it (C3, C4)."""

    ACCOUNT_OPENED = "account-opened", "compte ouvert"
    ACCOUNT_CHANGED = "account-changed", "compte modifié"
    ACCOUNT_LINK_SENT = "account-link-sent", "lien de mot de passe envoyé"
    FACTOR_ADDED = "factor-added", "second facteur ajouté"
    FACTOR_REMOVED = "factor-removed", "second facteur retiré"
    RECOVERY_CODES_MADE = "recovery-codes-made", "codes de secours créés"
    FACTORS_RESET_PROPOSED = "factors-reset-proposed", "retrait de seconds facteurs proposé"
    FACTORS_RESET_REFUSED = "factors-reset-refused", "retrait de seconds facteurs écarté"
    FACTORS_RESET = "factors-reset", "seconds facteurs retirés"
    IDENTITY_ATTACHED = "identity-attached", "connexion par un fournisseur d’identité ouverte"
    IDENTITY_DETACHED = "identity-detached", "connexion par un fournisseur d’identité fermée"
    SESSION_ENDED_REMOTELY = "session-ended", "session fermée à distance"
    ADMINISTRATOR_NAMED = "administrator-named", "administrateur nommé"
    MEMBERSHIP_PROPOSED = "membership-proposed", "habilitation proposée"
    MEMBERSHIP_CONFIRMED = "membership-confirmed", "habilitation confirmée"
    MEMBERSHIP_REFUSED = "membership-refused", "habilitation écartée"
    MEMBERSHIP_ENDED = "membership-ended", "habilitation terminée"
    ACT_RECORDED = "act-recorded", "acte d’habilitation enregistré"
    ACT_ENDED = "act-ended", "acte d’habilitation terminé"
    ABSENCE_RECORDED = "absence-recorded", "absence enregistrée"
    ABSENCE_CANCELLED = "absence-cancelled", "absence annulée"
    AUTHORITY_CHANGED = "authority-changed", "autorité modifiée"
    PREFECTURE_ADDRESSED = "prefecture-addressed", "adresse de préfecture enregistrée"
    PREFECTURE_ADDED = "prefecture-added", "préfecture rattachée"
    TEAM_READ = "team-read", "équipe lue"
    REGISTER_IMPORTED = "register-imported", "registre importé"
    OPENING_PROPOSED = "opening-proposed", "ouverture des dossiers proposée"
    OPENING_CONFIRMED = "opening-confirmed", "ouverture des dossiers confirmée"
    OPENING_ENDED = "opening-ended", "dossiers refermés"
    JOURNAL_READ = "journal-read", "journal lu"
    JOURNAL_EXPORTED = "journal-exported", "journal exporté"
    ACCESS_READ = "access-read", "accès à un dossier lus"
    KEYS_ROTATED = "keys-rotated", "clés de scellement renouvelées"
    DOSSIER_OPENED = "dossier-opened", "dossier enregistré"
    DOSSIER_LISTED = "dossier-listed", "liste de dossiers lue"
    DOSSIER_SEARCHED = "dossier-searched", "personne recherchée"
    DOSSIER_READ = "dossier-read", "dossier lu"
    DOSSIER_PASSED = "dossier-passed", "acte sur un dossier"
    FICHE_STARTED = "fiche-started", "fiche commencée depuis un dossier"
    AVIS_VALIDATED = "avis-validated", "avis validé"
    AVIS_READ = "avis-read", "avis lu"
    MEDICAL_READ = "medical-read", "compartiment médical lu"
    MEDICAL_WRITTEN = "medical-written", "compartiment médical écrit"
    COLLEGE_COMPOSED = "college-composed", "composition du collège enregistrée"
    AVIS_VALIDATED_BY_ONE = "avis-validated-by-one", "avis validé par un des médecins"
    DELIBERATION_READ = "deliberation-read", "projet d’avis lu par un des médecins"
    AUTHOR_CHECKED = "author-checked", "auteur d’un rapport vérifié au registre"
    DIRECTOR_READ = "director-read", "compartiment de la direction lu"
    DIRECTOR_WRITTEN = "director-written", "compartiment de la direction écrit"
    IDENTITY_CORRECTED = "identity-corrected", "identité d’un dossier corrigée"
    MAIL_ASKED = "mail-asked", "courriers réunis pour l’impression"
    MAIL_PRINTED = "mail-printed", "courriers imprimés"
    MAIL_LEFT = "mail-left", "envoi enregistré"
    MAIL_UNDONE = "mail-undone", "envoi annulé"
    CALENDAR_MADE = "calendar-made", "adresse d’agenda créée"
    CALENDAR_REVOKED = "calendar-revoked", "adresse d’agenda révoquée"
    CALENDAR_READ = "calendar-read", "agenda lu"
    DIGEST_CHOSEN = "digest-chosen", "courriel du jour choisi"
    DOSSIER_TRANSFERRED = "dossier-transferred", "dossier transféré"
    TRANSFERS_READ = "transfers-read", "dossiers transférés lus"
    CUSTODY_MOVED = "custody-moved", "mouvement des pièces noté"
    APPEAL_PACKED = "appeal-packed", "documents d’un recours réunis"
    RETENTION_PROPOSED = "retention-proposed", "durée de conservation enregistrée"
    RETENTION_CONFIRMED = "retention-confirmed", "durée de conservation confirmée"
    RETENTION_ENDED = "retention-ended", "durée de conservation terminée"
    DISPOSAL_READ = "disposal-read", "dossiers à détruire lus"
    DISPOSAL_PROPOSED = "disposal-proposed", "destruction proposée"
    DISPOSAL_CANCELLED = "disposal-cancelled", "destruction abandonnée"
    DISPOSAL_CONFIRMED = "disposal-confirmed", "dossiers détruits"
    LETTER_READ = "letter-read", "lettre partie d’un dossier lue"
    NOTE_LISTED = "note-listed", "notes reçues lues"
    NOTE_READ = "note-read", "note lue"
    REFERRAL_READ = "referral-read", "saisine lue"
    REFERRAL_PASSED = "referral-passed", "acte sur une saisine"
    NOTE_PASSED = "note-passed", "acte sur une note"
    BILAN_ASKED = "bilan-asked", "bilan calculé"
    BILAN_READ = "bilan-read", "bilan lu"
    BILAN_FROZEN = "bilan-frozen", "bilan figé"
    BILAN_SENT = "bilan-sent", "envoi d’un bilan noté"
    FRAME_WRITTEN = "frame-written", "cadre d’un bilan changé"


# --- dossiers ---------------------------------------------------------------------------------------------------------


class Compartment(TextChoices):
    """The parts of a dossier that are opened separately (C1)."""

    LISTED = "listed", "référence, initiales, état et échéances"
    IDENTITY = "identity", "identité et demande"
    REPORT = "report", "réception du rapport"
    COLLEGE = "college", "médecins qui rendent l’avis"
    DELIBERATION = "deliberation", "projet d’avis du collège"
    AVIS = "avis", "avis validés et lettres au préfet"
    NOTE = "note", "notes au directeur général"
    CUSTODY = "custody", "lieu et mouvements des pièces"
    MEDICAL = "medical", "compartiment médical"
    DIRECTOR = "director", "compartiment de la direction"
    ACCESS = "access", "qui a ouvert le dossier"


class Nature(TextChoices):
    """What the person asks for, as the referral says it."""

    FIRST = "first", "première demande"
    RENEWAL = "renewal", "renouvellement"


class Way(TextChoices):
    """How a letter left."""

    POST = "post", "courrier"
    COURIER = "courier", "porteur"
    SECURE_MAIL = "secure-mail", "messagerie sécurisée"
    HAND = "hand", "remise en main propre"


# --- the mail of the secretariat -------------------------------------------------------------------------------------


class MailPiece(TextChoices):
    """What leaves with the day's mail: keys of fiches, or of the acts by which a signed avis leaves."""

    RECEIPT = "receipt", "Fiche 1, réception du rapport médical"
    TRANSMISSION = "transmission", "Information du préfet"
    SUBMIT = "submit", "Avis signé, pour le directeur général"
    TRANSMIT = "transmit", "Avis signé, pour le préfet"


class MailLayout(TextChoices):
    """Where the addresses are printed."""

    WINDOW = "window", "enveloppes à fenêtre : l’adresse est sur le bordereau"
    LABELS = "labels", "étiquettes : une planche A4 de 24"


class MailProblem(TextChoices):
    """Why a letter could not be made without somebody: a closed list, which quotes nothing."""

    INCOMPLETE = "incomplete", "la fiche demande une réponse que le dossier n’a pas"
    WORDS = "words", "un mot est à vérifier avant de partir"
    GONE = "gone", "le dossier n’attend plus cette lettre"
    CLOSED = "closed", "cette installation ne garde aucune fiche nominative"


class Digest(TextChoices):
    """When a person wants the mail of the day."""

    NEVER = "never", "jamais"
    LATE = "late", "les jours où une échéance est dépassée"
    DAILY = "daily", "chaque jour où une échéance est dépassée ou proche"


# --- the annual bilan -------------------------------------------------------------------------------------------------


class BilanKind(TextChoices):
    """Which bilan an authority owes: under the instruction of 2011, or to the report to Parliament (A-39, B-12)."""

    INSTRUCTION = "instruction", "bilan annuel à la direction générale de la santé"
    OFII = "ofii", "contribution au rapport au Parlement"


class BilanState(TextChoices):
    """Where the computing of a draft stands."""

    ASKED = "asked", "en attente"
    RUNNING = "running", "en cours"
    READY = "ready", "calculé"


class BilanReason(TextChoices):
    """Why a frozen bilan is followed by another version."""

    DOSSIERS = "dossiers", "dossiers corrigés ou ajoutés"
    FRAME = "frame", "cadre changé"
    ASKED = "asked", "correction demandée par le destinataire"
