"""What leaves by post or by mail, and how it is laid out."""

from django.db.models import TextChoices


class MailPiece(TextChoices):
    """What leaves with the day's mail: keys of fiches, or of the acts by which a signed avis leaves."""

    RECEIPT = "receipt", "Fiche 1, réception du rapport médical"
    TRANSMISSION = "transmission", "Information du préfet"
    SUBMIT = "submit", "Avis signé, pour le directeur général"
    TRANSMIT = "transmit", "Avis signé, pour le préfet"


class MailLayout(TextChoices):
    """Where the addresses are printed."""

    WINDOW = "window", "enveloppes à fenêtre : l’adresse est sur le bordereau"
    LABELS = "labels", "étiquettes : une planche A4 de 24"


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
