"""Gathers once, for a page, what stands beside the official words: terms, articles, links, annexes, local notes."""

from django.urls import reverse
from django.utils.functional import cached_property

from guidance import sanitise
from guidance.citations import article_of, display, split_key
from guidance.dates import in_words
from guidance.enums import Mark, SectionKind
from guidance.models import (
    ArticleSuccession,
    LocalNote,
    OpenPromise,
    Reference,
    ReferenceCitation,
    SectionPage,
    Term,
)
from guidance.rendering.clauses import plain_paragraphs
from guidance.rendering.inline import Companions


def article_url(key: str) -> str:
    """Return the address of the page of an article: `ceseda:L313-11:11` -> /articles/ceseda/L313-11/11/."""
    code, number, alinea = split_key(key)
    return reverse("guidance:article", args=[code, number, *([alinea] if alinea else [])])


class Beside:
    """What stands beside the words of one edition on one day; each table is read once.

    `restricted` tells that the page shown is itself reserved to some readers; an open page announces no reserved one.
    """

    def __init__(self, text, edition, day, *, restricted=False):
        self.text, self.edition, self.day, self.restricted = text, edition, day, restricted

    @cached_property
    def sections(self) -> list[SectionPage]:
        """The published sections of the edition that may be announced, in order, without their bodies."""
        sections = self.edition.sections().defer("body", "notes")
        return list(sections if self.restricted else sections.public())

    @cached_property
    def _terms(self) -> list[Term]:
        return list(Term.objects.select_related("text"))

    @cached_property
    def _successions(self) -> dict[str, list[ArticleSuccession]]:
        rows: dict[str, list] = {}
        for row in ArticleSuccession.objects.all():
            rows.setdefault(row.old_key, []).append(row)
        return rows

    @cached_property
    def _local_notes(self) -> dict[str, list[LocalNote]]:
        notes: dict[str, list] = {}
        for note in LocalNote.objects.filter(text=self.text, written_on__lte=self.day).select_related("authority"):
            if note.ends_on is None or note.ends_on >= self.day:
                notes.setdefault(note.label, []).append(note)
        return notes

    @cached_property
    def _promises(self) -> dict[str, list[OpenPromise]]:
        rows: dict[str, list] = {}
        for row in OpenPromise.objects.filter(text=self.text):
            rows.setdefault(row.label, []).append(row)
        return rows

    def companions(self) -> Companions:
        """What the words of a clause are linked to."""
        return Companions(
            article_url=article_url,
            terms={form: term.slug for term in self._terms for form in term.forms},
            links=self._links(),
            reference_url=lambda key: self._references.get(key, ""),
            annexes=self._annexes(),
            fiches=self._fiches(),
        )

    def _links(self) -> dict[str, str]:
        """Printed addresses and those that open; one that is no web address is printed, and opens nothing."""
        rows = ReferenceCitation.objects.exclude(printed="").values_list("text", "printed", "reference__url")
        own_last = sorted(rows, key=lambda row: row[0] == self.text.pk)  # what this very text cites has the last word
        return {printed: sanitise.web_address(url) for _, printed, url in own_last if sanitise.web_address(url)}

    @cached_property
    def _references(self) -> dict[int, str]:
        """Addresses of today by the number of their record; read only when the words of a page name a record."""
        rows = Reference.objects.exclude(url="").values_list("pk", "url")
        return {pk: sanitise.web_address(url) for pk, url in rows}

    def _annexes(self) -> dict[str, str]:
        annexes = [section for section in self.sections if section.kind == SectionKind.ANNEX]
        return {section.number.split()[-1]: section.url for section in annexes if section.number}

    def _fiches(self) -> dict[str, str]:
        clauses = self.edition.clauses.filter(label__contains="-fiche-").select_related("section")
        return {clause.label.split("-fiche-")[1]: f"{clause.section.url}#{clause.label}" for clause in clauses}

    def terms(self, slugs: list[str]) -> list[dict]:
        """Return the definitions to show on a page, in the order met."""
        by_slug = {term.slug: term for term in self._terms}
        return [term_entry(by_slug[slug]) for slug in slugs if slug in by_slug]

    def articles(self, keys: list[str]) -> list[dict]:
        """Return the articles a clause cites, each with what it became, once per article."""
        rows = []
        for key in keys:
            found = self._became(key)
            if found:
                rows.append(
                    {
                        "printed": display(key, with_code=False),
                        "url": article_url(key),
                        "became_label": ", ".join(display(row.new_key, with_code=False) for row in found),
                        "became_url": article_url(found[0].new_key),
                        "verified": all(row.mark == Mark.VERIFIED for row in found),
                    }
                )
        return rows

    def _became(self, key: str) -> list[ArticleSuccession]:
        """What became of an article: of the point cited, else of the whole article, else of its points."""
        whole = self._successions.get(key) or self._successions.get(article_of(key))
        return whole or [row for old, rows in self._successions.items() if article_of(old) == key for row in rows]

    def local_notes(self, label: str) -> list[dict]:
        """Return the notes that authorities stand under a clause on this day."""
        return [
            {"authority": note.authority.name, "date": note.written_on, "html": plain_paragraphs(note.body)}
            for note in self._local_notes.get(label, [])
        ]

    def promises(self, label: str) -> list[dict]:
        """Return what a clause announces, and how far it is known to have come (A-10, G9)."""
        return [
            {"said": _promise_in_words(row), "kept": bool(row.kept_on), "source": row.source}
            for row in self._promises.get(label, [])
        ]


def _promise_in_words(row: OpenPromise) -> str:
    if row.kept_on:
        return f"« {row.words} » : {row.kept_by}, {in_words(row.kept_on)}."
    again = f", recherche à refaire le {in_words(row.next_check_on)}" if row.next_check_on else ""
    return f"« {row.words} » : aucun acte retrouvé au {in_words(row.noted_on)}{again}."


def term_entry(term: Term) -> dict:
    """Return a definition with the clause that gives it."""
    address = reverse("guidance:clause", args=[term.text.slug, term.label]) if term.text_id and term.label else ""
    return {
        "id": term.slug,
        "term": term.term,
        "definition": term.definition,
        "source_label": f"{term.label}, {term.text.title}" if address else "",
        "source_url": address,
        "verified": term.mark == Mark.VERIFIED,
    }
