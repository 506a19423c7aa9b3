"""The outgoing check: a net under the closed vocabularies, pure and silent (C2, A-19, A-41)."""

from forms_app.secrecy.explaining import AVIS_CLAUSE, CLAUSE, REASONS, explain
from forms_app.secrecy.lexicon import Lexicon, build, delivered, written_terms
from forms_app.secrecy.outgoing import Finding, Passage, check, check_letter

__all__ = [
    "AVIS_CLAUSE",
    "CLAUSE",
    "REASONS",
    "Finding",
    "Lexicon",
    "Passage",
    "build",
    "check",
    "check_letter",
    "delivered",
    "explain",
    "written_terms",
]
