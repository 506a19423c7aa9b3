"""Who works here, in which role, by which act; how the register of doctors is read."""

from django.db.models import TextChoices

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
