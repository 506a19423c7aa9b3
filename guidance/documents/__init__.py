"""Official texts as accessible, archival PDF files, from frozen content only (G11, D6)."""

from guidance.documents.compile import TEMPLATE_VERSION, compile_pdf
from guidance.documents.data import DoctrineDocument, Section, Source, Stamp, TextDocument
from guidance.documents.payload import content_digest, doctrine_payload, text_payload

__all__ = [
    "DoctrineDocument",
    "Section",
    "Source",
    "Stamp",
    "TextDocument",
    "render_doctrine_pdf",
    "render_text_pdf",
    "text_digest",
]


def render_text_pdf(document: TextDocument) -> bytes:
    """Return a whole edition as one PDF, its version on each page."""
    return compile_pdf("text.typ", text_payload(document))


def render_doctrine_pdf(document: DoctrineDocument) -> bytes:
    """Return « État de la doctrine au … »: every text in force and as published here on a day, both clocks said."""
    return compile_pdf("doctrine.typ", doctrine_payload(document))


def text_digest(document: TextDocument) -> str:
    """Return the hash that names the file of a document: what it says and the version of its template."""
    return content_digest(text_payload(document), TEMPLATE_VERSION)
