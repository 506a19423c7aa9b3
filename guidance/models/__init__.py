"""Rows, querysets and constraints of guidance."""

from guidance.models.amounts import AmountDeputy, AmountPeriod
from guidance.models.editions import EditionPage
from guidance.models.loading import LoadedItem
from guidance.models.local_notes import LocalNote, NotingAuthority
from guidance.models.publications import Clause, Publication, SiteVersion
from guidance.models.search import Entry, Posting, Shelf, Synonym, Word
from guidance.models.sections import SectionPage
from guidance.models.texts import TextPage, TextsIndexPage
from guidance.models.vocabulary import ArticleSuccession, ClauseCorrespondence, LinkedText, SourceLink, Term
from guidance.models.workflow import FourEyesTask, SubmittedEdition, authors_of

__all__ = [
    "AmountDeputy",
    "AmountPeriod",
    "ArticleSuccession",
    "Clause",
    "ClauseCorrespondence",
    "EditionPage",
    "Entry",
    "FourEyesTask",
    "LinkedText",
    "LoadedItem",
    "LocalNote",
    "NotingAuthority",
    "Posting",
    "Publication",
    "SectionPage",
    "Shelf",
    "SiteVersion",
    "SourceLink",
    "SubmittedEdition",
    "Synonym",
    "Term",
    "TextPage",
    "TextsIndexPage",
    "Word",
    "authors_of",
]
