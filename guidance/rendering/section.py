"""The context of a section's page: its words, what stands beside them, and the two clocks."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from guidance import items as frozen
from guidance import sanitise
from guidance.enums import LinkedTextRelation, Territory
from guidance.models import Publication, SectionPage, TextPage
from guidance.rendering import amounts, frames
from guidance.rendering.beside import Beside
from guidance.rendering.clauses import rendered_items


def section_context(section: SectionPage, reading, *, publication: Publication | None = None, draft=False) -> dict:
    """Return the context of `guidance/section_page.html`.

    `publication` is the one to show when the reader asks for a day of display; without it the last one is shown.
    `draft` renders the section's own body, for the preview of an editor.
    """
    edition = section.edition
    text = edition.text
    resolution = text.resolve(reading.day)
    beside = Beside(text, edition, reading.today, restricted=section.get_view_restrictions().exists())
    shown = publication or (None if draft else last_publication(section))
    body, notes = (shown.items, shown.notes) if shown else _draft(section)
    shown_items, terms = rendered_items(body, notes, beside.companions())
    printing = amounts.printed_clauses(text)
    for item in shown_items:
        if item["kind"] == "clause":
            item["articles"] = beside.articles(item["keys"])
            item["local_notes"] = beside.local_notes(item["label"])
            item["promises"] = beside.promises(item["label"])
            item["url"] = "" if publication or draft else f"{section.url}#{item['label']}"
            item["amounts_url"] = amounts.address_of(Territory.METROPOLE) if item["label"] in printing else ""
        elif item["kind"] == "schedule":
            item["schedule"] = amounts.schedule(item["territory"], reading.day)
            item["url"] = amounts.address_of(item["territory"])
    return {
        "page": section,
        "heading": shown.heading if shown else section.heading,
        "crumb": section.number or section.title,
        "text": frames.text_summary(text),
        "edition": frames.edition_summary(edition, resolution),
        "standing": frames.standing_alert(text, edition, resolution, reading.day),
        "items": shown_items,
        "terms": beside.terms(terms),
        "clocks": _clocks(section, edition, text, shown, reading.today),
        "banner": frames.regime_banner(text, frames.other_text(text), reading),
        "canonical_url": frames.absolute(section.url),
        "printed_on": reading.today,
        "tells_difficulties": not publication and not draft,
        **_neighbours(section, beside.sections, shown_items),
        **_addresses(section, edition, text),
    }


def last_publication(section) -> Publication | None:
    """Return what readers see of a page now."""
    return Publication.objects.filter(page_id=section.pk).first()


def _draft(section: SectionPage) -> tuple[list, list]:
    return frozen.section_items(section.body), frozen.note_items(section.notes)


def _neighbours(section, sections: list[SectionPage], shown_items: list[dict]) -> dict:
    """Return the plan of the text and the sections before and after this one."""
    position = next((index for index, other in enumerate(sections) if other.pk == section.pk), None)
    before = sections[position - 1] if position else None
    after = sections[position + 1] if position is not None and position + 1 < len(sections) else None
    return {
        "outline": [_outline_entry(other, section, shown_items) for other in sections],
        "previous": _neighbour(before),
        "next": _neighbour(after),
    }


def _outline_entry(other, section, shown_items) -> dict:
    current = other.pk == section.pk
    headings = [{"text": item["text"], "id": item["id"]} for item in shown_items if item["kind"] == "heading"]
    return {
        "number": other.number,
        "title": other.title,
        "url": other.url,
        "current": current,
        "headings": headings if current else [],
    }


def _neighbour(section) -> dict | None:
    if section is None:
        return None
    title = f"{section.number}. {section.title}" if section.number else section.title
    return {"title": title, "url": section.url}


def _clocks(section, edition, text, shown: Publication | None, today: date) -> dict:
    published = timezone.localtime(shown.published_at).date() if shown else None
    return {
        "in_force_from": edition.effective_from,
        "effective_note": edition.effective_note,
        "seen_in_force_on": edition.seen_in_force_on,
        "published_on": published,
        "published_url": reverse("guidance:section_history", args=[text.slug, edition.slug, section.slug]),
        "verified_on": section.last_verified_on,
        "verified_by": section.last_verified_by,
        "owner": section.reviewer or "à désigner",
        "next_review": section.next_review_on,
        "review_due": bool(section.next_review_on and section.next_review_on < today),
        **linked(text),
    }


def linked(text: TextPage) -> dict:
    """Return what a text abrogates and what abrogates it, as an editor recorded them."""
    rows = list(text.linked_texts.filter(relation__in=[LinkedTextRelation.REPEALS, LinkedTextRelation.REPEALED_BY]))
    anchor = f"{text.url}#textes-lies"
    entry = [
        {"label": row.number or row.title, "url": sanitise.web_address(row.url) or anchor, "relation": row.relation}
        for row in rows
    ]
    return {
        "abrogates": [row for row in entry if row["relation"] == LinkedTextRelation.REPEALS],
        "abrogated_by": next((row for row in entry if row["relation"] == LinkedTextRelation.REPEALED_BY), None),
    }


def _addresses(section, edition, text) -> dict:
    path = [text.slug, edition.slug, section.slug]
    return {
        "history_url": reverse("guidance:section_history", args=path),
        "pdf_url": reverse("guidance:text_pdf", args=path[:2]),
        "print_stamp": frames.absolute(section.url),
    }
