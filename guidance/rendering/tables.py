"""The contexts of the tables beside the texts: gaps with the source, glossary, concordance, one article."""

from functools import cache

from django.urls import reverse
from django.utils.text import slugify

from guidance import citations
from guidance.content import reader
from guidance.enums import Mark
from guidance.items import plain_text
from guidance.models import ArticleSuccession, Clause, EditionPage, Publication, SectionPage, Term, TextPage
from guidance.rendering.beside import article_url, term_entry

#: Addresses of the codes on Légifrance; the identifiers were seen for the first three, the others are to be confirmed.
_CODES = {
    "ceseda": ("LEGITEXT000006070158", True),
    "css": ("LEGITEXT000006073189", True),
    "casf": ("LEGITEXT000006074069", True),
    "csp": ("LEGITEXT000006072665", False),
    "penal": ("LEGITEXT000006070719", False),
}


@cache
def _restorations() -> tuple:
    return reader.read_restorations()


def restorations() -> list[dict]:
    """Return every gap between the source files and what is published, by text."""
    titles = dict(TextPage.objects.values_list("slug", "title"))
    return [
        {
            "id": row.id,
            "text": titles.get(row.text, row.text),
            "place": row.label or row.section or "",
            "url": reverse("guidance:clause", args=[row.text, row.label]) if row.label else "",
            "source_has": row.source_has,
            "published": row.published,
            "why": row.reason,
            "verified": row.mark == "verified",
        }
        for row in sorted(_restorations(), key=lambda row: list(titles).index(row.text) if row.text in titles else 99)
    ]


def glossary() -> list[dict]:
    """Return the terms, each with the clause that defines it."""
    entries = (term_entry(term) for term in Term.objects.select_related("text"))
    return [
        {
            **entry,
            "source": {"label": entry["source_label"], "url": entry["source_url"]} if entry["source_url"] else None,
        }
        for entry in entries
    ]


def concordance() -> list[dict]:
    """Return the articles that were replaced, each with its successors, one row an article and a date."""
    rows: dict[tuple, dict] = {}
    for succession in ArticleSuccession.objects.all():
        row = rows.setdefault((succession.old_key, succession.since), _row(succession))
        row["new"].append({"label": citations.display(succession.new_key), "url": article_url(succession.new_key)})
        row["verified"] = row["verified"] and succession.mark == Mark.VERIFIED
    return list(rows.values())


def _row(succession: ArticleSuccession) -> dict:
    return {
        "id": f"{slugify(succession.old_key.replace(':', '-'))}-{succession.since or 'sans-date'}",
        "old": citations.display(succession.old_key),
        "old_url": article_url(succession.old_key),
        "new": [],
        "from": succession.since,
        "source": succession.source,
        "note": succession.note,
        "verified": True,
    }


def article(key: str) -> dict | None:
    """Return what is known of an article, or None when no text cites it and no concordance names it."""
    became = list(ArticleSuccession.objects.filter(old_key__in=_asked(key)))
    replaced = list(ArticleSuccession.objects.filter(new_key__in=_asked(key)))
    citing = citing_clauses(key)
    if not (became or replaced or citing):
        return None
    return {
        "key": key,
        "name": citations.display(key),
        "became": [_succession(row, row.new_key) for row in became],
        "replaced": [_succession(row, row.old_key) for row in replaced],
        "citing": citing,
        "readings": _readings(key, citing),
    }


def _asked(key: str) -> list[str]:
    return list(dict.fromkeys([key, citations.article_of(key)]))


def _succession(row: ArticleSuccession, other: str) -> dict:
    return {
        "label": citations.display(other),
        "url": article_url(other),
        "since": row.since,
        "source": row.source,
        "note": row.note,
        "verified": row.mark == Mark.VERIFIED,
    }


def citing_clauses(key: str) -> list[dict]:
    """Return the published clauses that cite an article, or one of its points when the whole article is asked.

    The page is the same for everybody: clauses of sections reserved to some readers are left out.
    """
    clauses = Clause.objects.filter(section__in=SectionPage.objects.published().public())
    clauses = clauses.select_related("section", "edition")
    texts = {text.path: text for text in TextPage.objects.all()}
    found = []
    for clause in clauses.order_by("edition__path", "section__path", "position"):
        if any(_covers(key, citation.key) for citation in citations.find_citations(clause.text)):
            found.append(
                {
                    "label": clause.label,
                    "section": clause.section.title,
                    "url": f"{clause.section.url}#{clause.label}",
                    "edition": clause.edition,
                    "text": texts[clause.edition.path[: -clause.edition.steplen]],
                }
            )
    return found + _citing_notes(key)


def _citing_notes(key: str) -> list[dict]:
    """Return the footnotes that cite an article, each under its section."""
    found = []
    sections = SectionPage.objects.published().public().order_by("path").defer("body", "notes")
    editions = {edition.path: edition for edition in EditionPage.objects.published()}
    texts = {text.path: text for text in TextPage.objects.all()}
    notes = latest_notes()
    for section in sections:
        for note in notes.get(section.pk, []):
            if any(_covers(key, citation.key) for citation in citations.find_citations(plain_text(note["blocks"]))):
                edition = editions[section.path[: -section.steplen]]
                found.append(
                    {
                        "label": f"Note {note['key']}",
                        "section": section.title,
                        "url": f"{section.url}#note-{note['key']}",
                        "edition": edition,
                        "text": texts[edition.path[: -edition.steplen]],
                    }
                )
    return found


def latest_notes() -> dict[int, list[dict]]:
    """Return the footnotes of the last publication of each page that has some."""
    rows = Publication.objects.order_by("published_at", "pk").values_list("page_id", "notes")
    return dict(rows)


def _covers(asked: str, cited: str) -> bool:
    return cited == asked or citations.article_of(cited) == asked or cited == citations.article_of(asked)


def _readings(key: str, citing: list[dict]) -> list[dict]:
    """Return where to read the code as of the date of each text that cites the article."""
    code = citations.split_key(key)[0]
    if code not in _CODES:
        return []
    identifier, verified = _CODES[code]
    texts = {row["text"].pk: row["text"] for row in citing}
    return [
        {
            "text": text.title,
            "day": text.signed_on,
            "url": f"https://www.legifrance.gouv.fr/codes/texte_lc/{identifier}/{text.signed_on.isoformat()}/",
            "verified": verified,
        }
        for text in texts.values()
    ]
