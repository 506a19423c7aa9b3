"""The vocabulary of the guidance app: English to store, French to read."""

from django.db.models import TextChoices


class Regime(TextChoices):
    """Which procedure a request follows, by its date of registration (arrêté of 27 December 2016, art. 13; T15)."""

    ARS = "ars", "demandes enregistrées avant le 1er janvier 2017"
    OFII = "ofii", "demandes enregistrées à compter du 1er janvier 2017"


class TextKind(TextChoices):
    INSTRUCTION = "instruction", "instruction"
    ARRETE = "arrete", "arrêté"
    LOI = "loi", "loi"
    DECRET = "decret", "décret"
    CIRCULAIRE = "circulaire", "circulaire"


class TextStatus(TextChoices):
    IN_FORCE = "in-force", "en vigueur"
    EARLIER_REQUESTS = "earlier-requests", "applicable aux demandes antérieures"
    TO_CHECK = "to-check", "à vérifier"
    REPEALED = "repealed", "abrogé"


class SectionKind(TextChoices):
    PREAMBLE = "preamble", "préambule"
    RECITALS = "recitals", "visas"
    SECTION = "section", "partie"
    ARTICLE = "article", "article"
    ANNEX = "annex", "annexe"
    SIGNATURE = "signature", "signature"


class NoticeKind(TextChoices):
    """What the tool says inside a text, in its own voice, never the text's."""

    GAP = "gap", "absent de la source"
    RESTORATION = "restoration", "restauration éditoriale"
    ANOMALY = "anomaly", "anomalie de la source"
    TO_CONFIRM = "to-confirm", "à confirmer"


class Mark(TextChoices):
    """How far a fact that comes from elsewhere than the texts can be trusted."""

    VERIFIED = "verified", "vérifié"
    TO_CONFIRM = "to-confirm", "à confirmer"


class ChangeKind(TextChoices):
    """Why the words of a published section change."""

    FIRST = "first", "première mise en ligne"
    TRANSCRIPTION = "transcription", "correction de transcription"
    AMENDMENT = "amendment", "modification par un acte"
    FOLLOW_UP = "follow-up", "suivi seul, texte inchangé"


class LinkedTextRelation(TextChoices):
    REPEALS = "repeals", "abroge"
    REPEALED_BY = "repealed-by", "abrogé par"
    AMENDS = "amends", "modifie"
    AMENDED_BY = "amended-by", "modifié par"
    CITES = "cites", "cite"
    CITED_BY = "cited-by", "cité par"
    TRANSITION = "transition", "règle le passage d’un régime à l’autre"
    BETWEEN = "between", "publié entre les deux textes"
    LATER = "later", "texte postérieur"
    RELATED = "related", "texte lié"


class AmountKind(TextChoices):
    """What an amount, or a rule, of the series is about (A-49 to A-54, B-10)."""

    BASE = "base", "plafond AME, CMU-C, puis CSS sans participation"
    CONTRIBUTION = "contribution", "plafond ACS, puis CSS avec participation"
    AME_FEE = "ame-fee", "droit forfaitaire de l’AME, par adulte et par an"
    CERTIFICATE = "certificate", "consultation du certificat médical"
    RULE = "rule", "règle de prise en charge"


class Territory(TextChoices):
    METROPOLE = "metropole", "métropole"
    OVERSEAS = "outre-mer", "outre-mer"


class AmountState(TextChoices):
    """What a period says: amounts or a rule, that nobody knows, or that it is over (T16)."""

    KNOWN = "known", "connu"
    UNCONFIRMED = "unconfirmed", "barème non confirmé"
    ENDED = "ended", "supprimé"


class FigureMark(TextChoices):
    PUBLISHED = "published", "publié"
    COMPUTED = "computed", "calculé"


class AmountStage(TextChoices):
    """The life of a row: typed by one, validated by another, then only ever corrected by a new row."""

    DRAFT = "draft", "à valider"
    STANDING = "standing", "validé"
    CORRECTED = "corrected", "corrigé"


class SourceKind(TextChoices):
    """Who speaks in a reference: the third side of the library, beside country and group of pathologies (L1)."""

    INTERNATIONAL = "international", "organisation internationale"
    ADMINISTRATION = "administration", "administration ou agence"
    ASSOCIATION = "association", "association"
    DRUGS = "drugs", "base de médicaments"
    ORIGIN = "origin", "information sur les pays d’origine"
    PRACTICE = "practice", "recommandation ou société savante"
    REPORT = "report", "rapport d’experts ou d’inspection"


class Access(TextChoices):
    """How a reference opens; unknown is said, never guessed."""

    UNKNOWN = "unknown", "accès à vérifier"
    PUBLIC = "public", "accès libre"
    ACCOUNT = "account", "accès sur compte"
    ENDED = "ended", "accès terminé"


class CoverageScope(TextChoices):
    EVERYWHERE = "everywhere", "tous pays"
    LISTED = "listed", "pays choisis"
    UNSTATED = "unstated", "pays que la source ne liste pas"


class ContactKind(TextChoices):
    POST = "post", "adresse postale"
    PHONE = "phone", "téléphone"
    FAX = "fax", "télécopie"
    MAIL = "mail", "mél"


class Verdict(TextChoices):
    """What the last check of a reference found; « à vérifier » covers what could not be checked (L2)."""

    TO_CHECK = "to-check", "à vérifier"
    ALIVE = "alive", "répond"
    MOVED = "moved", "a changé d’adresse"
    LOGIN = "login", "demande un compte"
    CHANGED = "changed", "contenu changé"
    DEAD = "dead", "lien rompu"


class RunState(TextChoices):
    WAITING = "waiting", "en attente"
    RUNNING = "running", "en cours"
    DONE = "done", "terminée"
    STOPPED = "stopped", "arrêtée"


class ProposalKind(TextChoices):
    NEW = "new", "nouveau lien"
    DEAD = "dead", "lien rompu"


class ProposalState(TextChoices):
    WAITING = "waiting", "en attente"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"


class DifficultyState(TextChoices):
    """A difficulty told by a reader (A-40): answered, it still goes into the letter to the DGS; closed, it is over."""

    OPEN = "open", "sans réponse"
    ANSWERED = "answered", "répondue, suivie"
    CLOSED = "closed", "close"


class SearchAct(TextChoices):
    """What an editor decides of a result for one phrase (R5)."""

    PIN = "pin", "mis en avant"
    EXCLUDE = "exclude", "écarté"


class Reading(TextChoices):
    """Who reads a medical text before it is published (G4), in this order."""

    LEGAL = "legal", "relecture juridique"
    MEDICAL = "medical", "relecture médicale"


class NewsKind(TextChoices):
    """What the network is told for a time (B-11, A-34)."""

    ALERT = "alert", "alerte sanitaire"
    MEETING = "meeting", "réunion du réseau"
    PREFECTURE_MEETING = "prefecture-meeting", "réunion avec les services de préfecture"
