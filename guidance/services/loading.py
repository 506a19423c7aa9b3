"""Brings the official texts and the tables beside them from their data files into rows: adds what is missing only."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from guidance import items, signals
from guidance.content import raw, reader
from guidance.content.amounts import read_amounts
from guidance.content.articles import read_articles
from guidance.dates import in_words
from guidance.enums import ChangeKind, LinkedTextRelation, Mark, SectionKind, TextStatus
from guidance.models import (
    ArticleSuccession,
    ClauseCorrespondence,
    EditionPage,
    LinkedText,
    LoadedItem,
    OpenPromise,
    SectionPage,
    Synonym,
    Term,
    TextPage,
)
from guidance.search import seed
from guidance.services import loading_amounts, loading_references

_SECTION_KINDS = {
    "preambule": SectionKind.PREAMBLE,
    "visas": SectionKind.RECITALS,
    "section": SectionKind.SECTION,
    "article": SectionKind.ARTICLE,
    "annexe": SectionKind.ANNEX,
    "signature": SectionKind.SIGNATURE,
}
_STATUSES = {
    "en-vigueur": TextStatus.IN_FORCE,
    "applicable-anterieures": TextStatus.EARLIER_REQUESTS,
    "a-verifier": TextStatus.TO_CHECK,
    "abroge": TextStatus.REPEALED,
}
_MARKS = {"verified": Mark.VERIFIED, "a-confirmer": Mark.TO_CONFIRM}
# The files say how the other act stands to ours; the rows, how ours stands to it.
_RELATIONS = {
    "abroge-par": LinkedTextRelation.REPEALS,
    "cite-par": LinkedTextRelation.CITES,
    "transition": LinkedTextRelation.TRANSITION,
    "posterieur": LinkedTextRelation.LATER,
    "entre-les-deux": LinkedTextRelation.BETWEEN,
}
_IDENTITY = {
    "official_title": "official_title",
    "date_application": "application",
    "derniere_mise_a_jour": "last_update",
    "nor": "nor",
    "classement": "classification",
    "validation": "validation",
    "jorf": "journal",
    "version_en_vigueur": "in_force_statement",
    "categorie": "category",
    "resume": "summary",
    "mots_cles": "keywords",
    "textes_reference": "reference_texts",
    "texte_abroge": "repealed_text",
    "annexes": "annexes",
    "diffusion": "addressees",
}


class Ledger:
    """Remembers what was loaded once, so that a second run adds nothing and undoes nothing."""

    def __init__(self):
        self.seen = set(LoadedItem.objects.values_list("kind", "key"))
        self.report = Counter()

    def take(self, kind: str, key: str, value) -> bool:
        """Return True when the item is new, and remember it; False leaves whatever an editor made of it."""
        if (kind, key) in self.seen:
            self.report[f"{kind}: déjà chargé"] += 1
            return False
        LoadedItem.objects.create(kind=kind, key=key, sha256=items.digest(repr(value)))
        self.seen.add((kind, key))
        self.report[f"{kind}: ajouté"] += 1
        return True


@transaction.atomic
def load_all(index) -> Counter:
    """Load both texts under the page `index`, then the tables; return how many of each kind were added or kept.

    Raises `reader.ContentError` when a data file is malformed; nothing is then loaded.
    """
    with signals.gathered():
        return _load(index, Ledger())


def _load(index, ledger: Ledger) -> Counter:
    for text in reader.read_texts():
        _load_text(index, text, ledger)
    texts = {page.slug: page for page in TextPage.objects.all()}
    _load_terms(reader.read_glossary(), texts, ledger)
    loading_references.load(reader.read_references(), texts, ledger)
    _load_promises(reader.read_promises(), texts, ledger)
    _load_linked_texts(reader.read_linked_texts(), texts, ledger)
    _load_correspondences(reader.read_correspondences(), texts, ledger)
    _load_articles(read_articles(), ledger)
    _load_synonyms(ledger)
    loading_amounts.load(read_amounts(), texts, ledger)
    return ledger.report


def _load_text(index, text, ledger: Ledger) -> None:
    if ledger.take("texte", text.slug, text.official_title):
        page = index.add_child(instance=_text_page(text))
        page.publish(page.save_revision())
    page = TextPage.objects.filter(slug=text.slug).first()
    for edition in text.editions:
        if page and ledger.take("édition", f"{text.slug}/{edition.slug}", edition.source.sha256):
            _load_edition(page, text, edition)


def _text_page(text) -> TextPage:
    return TextPage(
        title=text.short_title,
        slug=text.slug,
        official_title=text.official_title,
        kind=text.kind,
        number=text.number or "",
        nor=text.nor,
        signed_on=text.signed_on,
        published_on=text.published_on,
        regime=text.regime,
        applies_to=text.applies_to,
        applies_source=text.applies_to_source,
        status=_STATUSES[text.status],
        status_reason=text.status_reason,
        status_source=text.status_source,
        in_force_from=text.in_force_from.date,
        in_force_mark=_MARKS[text.in_force_from.mark],
        in_force_source=text.in_force_from.source,
        live=False,
    )


def _load_edition(page: TextPage, text, edition) -> None:
    """Add an edition with its sections as drafts, then publish it as a whole."""
    identity = {_IDENTITY[entry.key]: _printed(entry) for entry in edition.identity if entry.key in _IDENTITY}
    draft = page.add_child(
        instance=EditionPage(
            title=f"Édition du {in_words(date.fromisoformat(edition.slug[:10]))}",
            slug=edition.slug,
            live=False,
            effective_from=edition.effective_from,
            effective_note=edition.effective_note,
            seen_in_force_on=edition.seen_in_force_on,
            last_updated_on=edition.last_updated_on,
            source=edition.source.title,
            source_sha256=edition.source.sha256,
            **identity,
        )
    )
    for section in edition.sections:
        draft.add_child(instance=_section_page(section)).save_revision(clean=False)
    draft.publish(draft.save_revision(clean=False))


def _printed(entry) -> str:
    lines = [entry.value or "", *(f"{item.marker} {item.text}".strip() for item in entry.items)]
    return "\n".join(line for line in lines if line)


def _section_page(section) -> SectionPage:
    return SectionPage(
        title=(section.outline or section.title or section.heading).replace("\n", " ")[:255],
        slug=section.slug,
        live=False,
        kind=_SECTION_KINDS[section.kind],
        number=section.number or "",
        heading=section.heading,
        heading_restored=section.heading_restored,
        body=json.dumps(raw.section_body(section)),
        notes=json.dumps(raw.section_notes(section)),
        change_kind=ChangeKind.FIRST,
        change_note="Transcription du fichier source.",
    )


def _load_terms(terms, texts, ledger: Ledger) -> None:
    for term in terms:
        if ledger.take("terme", term.id, term):
            Term.objects.create(
                term=term.term,
                slug=slugify(term.id),
                forms=list(term.forms),
                definition=term.definition,
                text=texts.get(term.defined_by.text) if term.defined_by else None,
                label=term.defined_by.label if term.defined_by else "",
                mark=_MARKS[term.mark],
            )


def _load_promises(rows, texts, ledger: Ledger) -> None:
    for row in rows:
        if ledger.take("promesse", row.id, row):
            OpenPromise.objects.create(
                text=texts[row.text], label=row.label, words=row.words, noted_on=timezone.localdate()
            )


def _load_linked_texts(rows, texts, ledger: Ledger) -> None:
    for row in rows:
        for relation in row.relations:
            if ledger.take("texte lié", f"{row.id}/{relation.text}/{relation.kind}", row):
                LinkedText.objects.create(
                    text=texts[relation.text],
                    relation=_RELATIONS[relation.kind],
                    title=row.title,
                    number=row.nor or row.number or "",
                    signed_on=row.dated,
                    url=row.url or "",
                    source=row.source,
                    mark=_MARKS[row.mark],
                )


def _load_correspondences(rows, texts, ledger: Ledger) -> None:
    for position, row in enumerate(rows):
        if row.left and row.right and ledger.take("correspondance", row.id, row):
            ClauseCorrespondence.objects.create(
                left_text=texts[row.left.text],
                left_label=row.left.label,
                right_text=texts[row.right.text],
                right_label=row.right.label,
                subject=row.group,
                reason=row.reason,
                position=position,
            )


def _load_synonyms(ledger: Ledger) -> None:
    for forms in seed.delivered_synonyms():
        if ledger.take("synonyme", forms[0], forms):
            Synonym.objects.get_or_create(seed=forms[0], defaults={"forms": ", ".join(forms)})


def _load_articles(rows: Iterable, ledger: Ledger) -> None:
    for row in rows:
        for new in row.new:
            if ledger.take("article", f"{row.old}/{new}", row):
                ArticleSuccession.objects.create(
                    old_key=row.old,
                    new_key=new,
                    since=row.since,
                    source=row.source,
                    note=row.note or "",
                    mark=_MARKS[row.status],
                )
