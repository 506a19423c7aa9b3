"""Rows of the fiches and of the cases: drafts and letters, people and their acts, the register, the journal."""

from forms_app.models.acts import EmpoweringAct
from forms_app.models.authorities import Authority, AuthorityName, Prefecture
from forms_app.models.calibration import Answered, CalibrationCase, Tally
from forms_app.models.discussions import Discussion, DiscussionReply
from forms_app.models.doctors import Approval, Doctor, HospitalPost, RegisterImport
from forms_app.models.drafts import Draft, Preference
from forms_app.models.journal import JournalEvent
from forms_app.models.letters import Letter, ReservedReference
from forms_app.models.opening import Opening
from forms_app.models.people import Absence, Membership
from forms_app.models.vocabulary import Delivered, LetterModel, LexiconEntry, QuestionClause

__all__ = [
    "Answered",
    "Approval",
    "Authority",
    "AuthorityName",
    "CalibrationCase",
    "Delivered",
    "Discussion",
    "DiscussionReply",
    "Doctor",
    "Absence",
    "Draft",
    "EmpoweringAct",
    "HospitalPost",
    "JournalEvent",
    "Letter",
    "LetterModel",
    "LexiconEntry",
    "Membership",
    "Opening",
    "Prefecture",
    "Preference",
    "QuestionClause",
    "RegisterImport",
    "ReservedReference",
    "Tally",
]
