"""The annual bilan: its kinds, its states, why a number is masked."""

from django.db.models import TextChoices


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
