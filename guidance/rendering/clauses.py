"""Turns the frozen items of a publication into what a page shows: clauses with their words, notes and citations."""

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from guidance.rendering.inline import ClauseReading, Companions


def blocks_html(blocks: list[dict], reading: ClauseReading) -> SafeString:
    """Render the blocks of a clause or of a note through their templates."""
    rendered = [render_to_string("guidance/blocks/block.html", {"block": _read(block, reading)}) for block in blocks]
    return mark_safe("".join(rendered).strip())  # noqa: S308 - autoescaped templates over sanitised markup


def _read(block: dict, reading: ClauseReading) -> dict:
    if block["type"] == "paragraph":
        return {**block, "html": reading.markup(block["html"])}
    if block["type"] == "list":
        return {**block, "items": [_item(item, reading) for item in block["items"]]}
    if block["type"] == "quote":
        return {**block, "paragraphs": [reading.markup(words) for words in block["paragraphs"]]}
    return block


def _item(item: dict, reading: ClauseReading) -> dict:
    sub = [{**child, "html": reading.markup(child["html"])} for child in item.get("sub", [])]
    return {**item, "html": reading.markup(item["html"]), "sub": sub}


def rendered_items(items: list[dict], notes: list[dict], companions: Companions) -> tuple[list[dict], list[str]]:
    """Return the items as the section template shows them, and the ids of the terms to define on the page."""
    companions.notes = frozenset(note["key"] for note in notes)
    by_key = {note["key"]: note for note in notes}
    shown, terms, ids, explained, noted = [], [], set(), set(), set()
    for item in items:
        if item["kind"] == "clause":
            clause, reading = _clause(item, by_key, ClauseReading(companions, explained=explained), noted)
            shown.append(clause)
            terms += reading.terms_met
        elif item["kind"] == "heading":
            shown.append({**item, "id": _unique(slugify(item["text"])[:60] or "intertitre", ids)})
        else:
            shown.append(item)
    return shown, list(dict.fromkeys(terms))


def _clause(item: dict, by_key: dict, reading: ClauseReading, noted: set) -> tuple[dict, ClauseReading]:
    words = blocks_html(item["blocks"], reading)
    prefix = reading.companions.prefix
    called = [by_key[key] for key in dict.fromkeys(reading.calls) if key not in noted]
    noted.update(note["key"] for note in called)
    notes = [
        {
            "key": note["key"],
            "id": f"{prefix}note-{note['key']}",
            "call_id": f"{prefix}appel-{note['key']}",
            "html": blocks_html(note["blocks"], reading),
        }
        for note in called
    ]
    keys = list(dict.fromkeys(citation.key for citation in reading.citations))
    clause = {**item, "anchors": item["former_labels"], "html": words, "notes": notes, "keys": keys}
    return clause, reading


def _unique(base: str, taken: set) -> str:
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def plain_paragraphs(text: str) -> SafeString:
    """Return plain words of an editor as paragraphs; markup in them is shown as words."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in text.splitlines() if line.strip()))
