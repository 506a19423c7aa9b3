"""The vocabulary of the life of a dossier: English to store, French to read."""

from django.db.models import TextChoices


class Start(TextChoices):
    """The event a time limit runs from."""

    REPORT_RECEIVED = "report-received", "réception du rapport médical"
    RECEIPT_CARD = "receipt-card", "date du récépissé"
    PREFECT_REFERRAL = "prefect-referral", "saisine du directeur général par le préfet"
    YEAR_END = "year-end", "fin de l’année du bilan"
    CERTIFICATE_SENT = "certificate-sent", "transmission du certificat médical"
    DOCTOR_ASKED = "doctor-asked", "demande au médecin qui suit le demandeur"


class Standing(TextChoices):
    """Where a day stands before a due date."""

    UPCOMING = "upcoming", "à venir"
    SOON = "soon", "bientôt"
    LAST_DAY = "last-day", "dernier jour"
    OVERDUE = "overdue", "dépassé"


class Situation(TextChoices):
    """Where the person is: it decides who writes the report, who is competent, how many physicians decide."""

    FREE = "free", "libre"
    UCSA = "ucsa", "incarcérée (UCSA)"
    CRA = "cra", "en centre de rétention administrative"
    ASSIGNED = "assigned", "assignée à résidence"


class ReceptionMode(TextChoices):
    """How a report reached the physician: under sealed cover, by the person or the doctor (A-18)."""

    BY_PERSON = "by-person", "pli confidentiel remis par l’intéressé"
    BY_DOCTOR = "by-doctor", "pli confidentiel transmis par le médecin"
    OTHER = "other", "autre voie, à signaler"


class CustodyStep(TextChoices):
    """What happens to the papers of a dossier (A-28)."""

    PLACED = "placed", "rangées"
    LENT = "lent", "prêtées"
    RETURNED = "returned", "rendues"
    SENT = "sent", "envoyées à une autre autorité"


class KeptFrom(TextChoices):
    """The day from which a duration of keeping runs."""

    CLOSED = "closed", "clôture du dossier"
    LAST_ACT = "last-act", "dernier acte du dossier"


class AuthorKind(TextChoices):
    """What the author of a medical report is (A-14, A-26)."""

    APPROVED = "approved", "médecin agréé"
    HOSPITAL = "hospital", "médecin praticien hospitalier"
    UCSA = "ucsa", "médecin d’une UCSA"
    CRA = "cra", "médecin d’un centre de rétention administrative"


class AuthorStanding(TextChoices):
    """What the register says of the author of a report on the report's date (A-14); it never blocks."""

    ENTITLED = "entitled", "parmi les médecins que le texte désigne"
    NOT_ENTITLED = "not-entitled", "pas parmi les médecins que le texte désigne"
    UNKNOWN = "unknown", "le registre ne peut pas répondre"


class Formation(TextChoices):
    """How many OFII physicians give an avis."""

    COLLEGE = "college", "un collège de trois médecins"
    PHYSICIAN = "physician", "un médecin de l’OFII"


class ReceiptCard(TextChoices):
    """What the préfecture needs to extend a récépissé (A-13)."""

    NOTHING = "nothing", "rien à faire"
    NOTICE_MISSING = "notice-missing", "fiche 1 à envoyer"
    TO_EXTEND = "to-extend", "récépissé à prolonger"
    EXTENSION_STUCK = "extension-stuck", "récépissé à prolonger, fiche 1 jamais envoyée"


class Likeness(TextChoices):
    """How likely two dossiers are the same person's."""

    SAME = "same", "même nom, même date de naissance"
    LIKELY = "likely", "probablement la même personne"
    HOMONYM = "homonym", "même nom, autre date de naissance"
    DIFFERENT = "different", "autre personne"
