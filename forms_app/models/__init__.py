"""Rows of the fiches: drafts and letters (encrypted, their author's alone), and what editors keep beside them."""

from forms_app.models.drafts import Draft, Preference
from forms_app.models.journal import JournalEvent
from forms_app.models.letters import Letter, ReservedReference
from forms_app.models.vocabulary import Delivered, LetterModel, LexiconEntry, QuestionClause

__all__ = [
    "Delivered",
    "Draft",
    "JournalEvent",
    "Letter",
    "LetterModel",
    "LexiconEntry",
    "Preference",
    "QuestionClause",
    "ReservedReference",
]
