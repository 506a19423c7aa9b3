"""Closed lists of words, each with its French label; a module for each thing they are about."""

from forms_app.enums.bilan import BilanKind, BilanReason, BilanState
from forms_app.enums.dossiers import Compartment, Nature, Way
from forms_app.enums.fiches import (
    Authority,
    CalibrationFiche,
    KeptText,
    Kind,
    LetterState,
    Matter,
    Outgoing,
    Recipient,
    Role,
)
from forms_app.enums.journal import JournalAct, Result
from forms_app.enums.mail import Digest, MailLayout, MailPiece, MailProblem
from forms_app.enums.people import ADMINISTRATORS, ActKind, CaseRole, ImportState, Post, Scope

__all__ = [
    "ADMINISTRATORS",
    "ActKind",
    "Authority",
    "BilanKind",
    "BilanReason",
    "BilanState",
    "CalibrationFiche",
    "CaseRole",
    "Compartment",
    "Digest",
    "ImportState",
    "JournalAct",
    "KeptText",
    "Kind",
    "LetterState",
    "MailLayout",
    "MailPiece",
    "MailProblem",
    "Matter",
    "Nature",
    "Outgoing",
    "Post",
    "Recipient",
    "Result",
    "Role",
    "Scope",
    "Way",
]
