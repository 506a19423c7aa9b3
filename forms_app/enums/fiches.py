"""What the fiches are about: who they are addressed to, which kind they are, how a letter stands."""

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

    COLLEGE = "college", "demande enregistrée depuis le 1er janvier 2017 : collège de l’OFII"
    AVIS = "avis", "demande enregistrée avant le 1er janvier 2017 : médecin de l’ARS"
