"""The contexts of a text's identity card and of the list of the texts."""

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from guidance import sanitise
from guidance.enums import Mark
from guidance.models import EditionPage, Publication, TextPage
from guidance.rendering import frames, network
from guidance.rendering.beside import Beside
from guidance.rendering.inline import ClauseReading
from guidance.rendering.section import linked


def edition_context(edition: EditionPage, reading, *, draft=False) -> dict:
    """Return the context of `guidance/edition_page.html`; `draft` shows what an editor is writing."""
    text = edition.text
    resolution = text.resolve(reading.day)
    beside = Beside(text, edition, reading.today, restricted=edition.get_view_restrictions().exists())
    identity, terms = _identity(edition, beside, draft)
    published = edition.publications.aggregate(last=Max("published_at"))["last"]
    return {
        "page": edition,
        "text": {**frames.text_summary(text), "applies_to": text.applies_to},
        "edition": frames.edition_summary(edition, resolution),
        "standing": frames.standing_alert(text, edition, resolution, reading.day),
        "identity": identity,
        "terms": beside.terms(list(dict.fromkeys(terms))),
        "outline": [
            {"number": section.number, "title": section.title, "url": section.url} for section in beside.sections
        ],
        "editions": [_edition_entry(other, edition, resolution) for other in text.published_editions()],
        "change_note": edition.change_note,
        "linked_texts": [_linked(row) for row in text.linked_texts.all()],
        "clocks": {
            "in_force_from": edition.effective_from,
            "effective_note": edition.effective_note,
            "published_on": timezone.localtime(published).date() if published else None,
            **linked(text),
        },
        "canonical_url": frames.absolute(edition.url),
        "pdf_url": reverse("guidance:text_pdf", args=[text.slug, edition.slug]),
        "compare_url": reverse("guidance:compare"),
        "banner": frames.regime_banner(text, frames.other_text(text), reading),
    }


def index_context(page, reading) -> dict:
    """Return the context of the list of the texts."""
    texts = TextPage.objects.child_of(page).live().order_by("path")
    return {
        "page": page,
        "texts": [
            {
                **frames.text_summary(text),
                "editions": [{"title": edition.title, "url": edition.url} for edition in text.published_editions()],
            }
            for text in texts
        ],
        "network": network.standing(timezone.localdate()),
        "canonical_url": frames.absolute(page.url),
    }


def _identity(edition: EditionPage, beside: Beside, draft: bool) -> tuple[list[dict], list[str]]:
    publication = None if draft else Publication.objects.filter(page_id=edition.pk).first()
    rows = publication.items[0]["rows"] if publication else edition.identity_items()
    reading = ClauseReading(beside.companions())
    return [_identity_row(row, edition, reading) for row in rows], reading.terms_met


def _identity_row(row: dict, edition: EditionPage, reading: ClauseReading) -> dict:
    lines = [reading.markup(escape_words(line)) for line in row["value"].split("\n")]
    name = edition._meta.get_field(row["key"]).verbose_name
    return {
        "key": row["key"],
        "label": row["label"],
        "name": name[:1].upper() + name[1:],
        "anchor": row["anchor"],
        "html": format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)),
    }


def escape_words(words: str) -> str:
    """Return plain words as inline markup."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _edition_entry(other: EditionPage, shown: EditionPage, resolution) -> dict:
    return {
        **frames.edition_summary(other, resolution),
        "current": other.pk == shown.pk,
        "change_note": other.change_note,
    }


def _linked(row) -> dict:
    return {
        "title": row.title,
        "relation": row.get_relation_display(),
        "date": row.signed_on,
        "url": sanitise.web_address(row.url),
        "verified": row.mark == Mark.VERIFIED,
        "source": row.source,
    }
