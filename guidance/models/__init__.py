"""Rows, querysets and constraints of guidance."""

from guidance.models.amounts import AmountDeputy, AmountPeriod
from guidance.models.difficulties import Difficulty
from guidance.models.editions import EditionPage
from guidance.models.loading import LoadedItem
from guidance.models.local_notes import LocalContact, LocalNote, NotingAuthority
from guidance.models.network import NetworkNews
from guidance.models.promises import OpenPromise
from guidance.models.publications import Clause, Publication, SiteVersion
from guidance.models.reference_checks import CheckRun, ReferenceCheck
from guidance.models.reference_people import ReferenceImport, ReferenceProposal, UsedReference
from guidance.models.references import Contact, CoveredCountry, CoveredGroup, Reference, ReferenceCitation
from guidance.models.search import Entry, Posting, Shelf, Synonym, Word
from guidance.models.search_care import SearchChoice, SearchMiss
from guidance.models.sections import SectionPage
from guidance.models.texts import TextPage, TextsIndexPage
from guidance.models.vocabulary import ArticleSuccession, ClauseCorrespondence, LinkedText, Term
from guidance.models.workflow import FourEyesTask, SubmittedEdition, authors_of

__all__ = [
    "AmountDeputy",
    "AmountPeriod",
    "ArticleSuccession",
    "CheckRun",
    "Clause",
    "ClauseCorrespondence",
    "Contact",
    "CoveredCountry",
    "CoveredGroup",
    "Difficulty",
    "EditionPage",
    "Entry",
    "FourEyesTask",
    "LinkedText",
    "LoadedItem",
    "LocalContact",
    "LocalNote",
    "NetworkNews",
    "NotingAuthority",
    "OpenPromise",
    "Posting",
    "Publication",
    "Reference",
    "ReferenceCheck",
    "ReferenceCitation",
    "ReferenceImport",
    "ReferenceProposal",
    "SearchChoice",
    "SearchMiss",
    "SectionPage",
    "Shelf",
    "SiteVersion",
    "SubmittedEdition",
    "Synonym",
    "Term",
    "TextPage",
    "TextsIndexPage",
    "UsedReference",
    "Word",
    "authors_of",
]
