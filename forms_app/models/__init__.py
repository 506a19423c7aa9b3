"""Rows of the fiches and of the cases: drafts and letters, people and their acts, the register, the journal."""

from forms_app.models.acts import EmpoweringAct
from forms_app.models.authorities import Authority, AuthorityName, Prefecture, PrefectureAddress
from forms_app.models.bilans import (
    AvisAnswers,
    BilanDraft,
    BilanSending,
    DiagnosisCount,
    DiagnosisWaiting,
    FrameEdition,
    FrozenBilan,
)
from forms_app.models.calibration import Answered, CalibrationCase, Tally
from forms_app.models.college import Composition, MemberValidation
from forms_app.models.competences import KeptCompetence
from forms_app.models.custody import CustodyMove
from forms_app.models.discussions import Discussion, DiscussionReply
from forms_app.models.doctors import Approval, Doctor, HospitalPost, RegisterImport
from forms_app.models.dossiers import Avis, Awaited, DirectorFile, Dossier, DossierName, DossierRun, MedicalFile, Report
from forms_app.models.drafts import Draft, Preference
from forms_app.models.identities import IdentityVersion
from forms_app.models.journal import JournalCursor, JournalEvent
from forms_app.models.letters import Letter, ReservedReference
from forms_app.models.mailing import Mailing, PrintJob
from forms_app.models.messages import MessageWording
from forms_app.models.opening import Opening
from forms_app.models.passages import Passage
from forms_app.models.people import Absence, Membership
from forms_app.models.reminders import CalendarFeed, DigestChoice
from forms_app.models.retention import Disposal, DisposalItem, RetentionRule
from forms_app.models.sent import SentLetter
from forms_app.models.transfers import Transfer
from forms_app.models.vocabulary import Delivered, LetterModel, LexiconEntry, QuestionClause

__all__ = [
    "Absence",
    "Answered",
    "Approval",
    "Authority",
    "AuthorityName",
    "Avis",
    "AvisAnswers",
    "BilanDraft",
    "BilanSending",
    "CalendarFeed",
    "Awaited",
    "CalibrationCase",
    "Composition",
    "CustodyMove",
    "Delivered",
    "DiagnosisCount",
    "DiagnosisWaiting",
    "DigestChoice",
    "DirectorFile",
    "Discussion",
    "Disposal",
    "DisposalItem",
    "DiscussionReply",
    "Doctor",
    "Dossier",
    "DossierName",
    "DossierRun",
    "Draft",
    "EmpoweringAct",
    "FrameEdition",
    "FrozenBilan",
    "HospitalPost",
    "IdentityVersion",
    "JournalCursor",
    "JournalEvent",
    "KeptCompetence",
    "Letter",
    "LetterModel",
    "LexiconEntry",
    "Mailing",
    "MedicalFile",
    "MemberValidation",
    "Membership",
    "MessageWording",
    "Opening",
    "Passage",
    "Prefecture",
    "PrefectureAddress",
    "Preference",
    "PrintJob",
    "QuestionClause",
    "RegisterImport",
    "Report",
    "ReservedReference",
    "RetentionRule",
    "SentLetter",
    "Tally",
    "Transfer",
]
