"""The parts of a named case and how it moves."""

from django.db.models import TextChoices


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
