"""How official words reach a page: sanitised again, blanks as fields, notes placed where they do not collide."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from guidance import sanitise

register = template.Library()

_BLANK = re.compile(r"\{([a-z0-9_]+)\}")
_FIGURE = re.compile(r"[+]?\s*[\d\s\u00a0\u202f]+(?:[.,]\d+)?\s*(?:%|€|euros)?|nc", re.IGNORECASE)
_SIZES = {"short", "medium", "long", "line"}
# Marks without words: a screen reader that says « tiret » before each line adds nothing.
_FIRST_WORDS = {"annexe", "visas", "preambule", "art"}
_LABEL_SIGNS = 10
_MUTE = frozenset("-–—‐•·o▪*")

# One line of a margin note holds about 34 signs, one line of the text about 62: the ratio of the two columns.
_NOTE_SIGNS, _TEXT_SIGNS = 30, 68
# A line of the text is 28.8 px high and a paragraph ends with 20 px; a line of a note is 21 px high.
_NOTE_LINE, _TEXT_LINE, _TEXT_GAP, _NOTE_GAP = 21, 28, 16, 24


@register.filter
def official(value) -> SafeString:
    """Return inline official markup; what the renderer already marked safe stands, anything else is sanitised again."""
    if isinstance(value, SafeString):
        return value
    return mark_safe(sanitise.inline(str(value or "")))  # noqa: S308 - bleach has just cleaned it


@register.filter
def paragraph(value) -> SafeString:
    """Return official markup as one paragraph, whether it comes with its `<p>` or as words alone."""
    markup = official(value)
    return markup if markup.lstrip().startswith("<p>") else format_html("<p>{}</p>", markup)


@register.filter
def words_only(value) -> SafeString:
    """Return official markup without its paragraph, for a list item or a cell."""
    markup = official(value).strip()
    inner = markup.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(inner if "<p>" not in inner else markup)  # noqa: S308 - a part of sanitised markup


@register.filter
def is_mute(marker) -> bool:
    """Tell whether a printed marker is a dash or a bullet, which a screen reader need not say."""
    return str(marker or "").strip() in _MUTE


@register.filter
def is_figure(cell) -> bool:
    """Tell whether a cell holds a figure, an amount or « nc », to be set to the right."""
    return bool(_FIGURE.fullmatch(strip_tags(str(cell)).strip()))


@register.filter
def figures_in(table: dict, column: int) -> bool:
    """Tell whether a column of a table holds figures, so that its heading stands above them."""
    return bool(table["rows"]) and len(table["rows"][0]) > column and is_figure(table["rows"][0][column])


@register.filter
def entries(block: dict) -> list:
    """Return the items of a list block (in a template, `block.items` would be the dictionary's own method)."""
    return block["items"]


@register.simple_tag
def with_blanks(text: str, fields: dict) -> SafeString:
    """Return a line of a fiche, each `{name}` as a dotted blank with a spoken name (T5). The text is escaped."""
    return mark_safe(_BLANK.sub(lambda match: _blank(match[1], fields), conditional_escape(text)))  # noqa: S308 - escaped just before


@register.simple_tag
def blank(name: str, fields: dict) -> SafeString:
    """Return one dotted blank as wide as its line, for the items of fiche 2."""
    return _blank(name, fields, size="line")


@register.filter
def counted(items: dict) -> range:
    """Return as many turns as the fiche prints dotted items."""
    return range(int(items["count"]))


@register.filter
def label_parts(label: str) -> SafeString:
    """Return a label as the margin shows it: « annexe II-C-a-3 », which breaks after its first word."""
    first, dash, rest = str(label).partition("-")
    if not dash or first not in _FIRST_WORDS:
        return format_html("{}", label)
    return format_html('{} <span class="{}">{}</span>', first, "nowrap" if len(rest) < _LABEL_SIGNS else "", rest)


@register.filter
def notes_placed(items: Iterable[dict]) -> list[dict]:
    """Return the items with `notes_place`: "in-margin" when the notes end before the next ones begin, else "below".

    Heights are estimated from the number of signs, on the careful side: a note that might run into the next one goes
    under its clause instead. Below 78 rem every note goes under its clause, whatever is said here.
    """
    placed, items = [], list(items)
    for index, item in enumerate(items):
        if item.get("kind") == "clause" and _has_notes(item):
            fits = not _has_table(item) and _notes_height(item) <= _room(items, index)
            item = {**item, "notes_place": "in-margin" if fits else "below"}
        placed.append(item)
    return placed


def _blank(name: str, fields: dict, size: str = "") -> SafeString:
    field = (fields or {}).get(name) or {}
    size = size or (field.get("size") if field.get("size") in _SIZES else "medium")
    label = field.get("label") or name
    return format_html('<span class="blank {}"><span class="vh"> [à remplir : {}] </span></span>', size, label)


def _has_notes(item: dict) -> bool:
    return any(item.get(name) for name in ("notes", "local_notes", "articles", "amounts_url", "promises"))


def _has_table(item: dict) -> bool:
    """A table is too wide for the margin, and its height cannot be told from its signs."""
    return any("<table" in (note.get("html") or "") for note in item.get("notes") or [])


def _room(items: list[dict], index: int) -> int:
    """Height in px of a clause and of what follows it, up to the next clause that has notes of its own."""
    room = _text_height(items[index])
    for item in items[index + 1 :]:
        if item.get("kind") == "clause" and _has_notes(item):
            return room
        room += _text_height(item)
    return room


def _text_height(item: dict) -> int:
    words = strip_tags(item.get("html") or item.get("text") or "")
    return (len(words) // _TEXT_SIGNS + 1) * _TEXT_LINE + _TEXT_GAP


def _notes_height(item: dict) -> int:
    texts = [strip_tags(note.get("html") or "") for note in item.get("notes") or []]
    texts += [
        f"Note de {note.get('authority')}, {note.get('html')} Cette note n’est pas le texte national."
        for note in item.get("local_notes") or []
    ]
    texts += [
        f"{row.get('printed')} devenu {row.get('became_label')} à confirmer" for row in item.get("articles") or []
    ]
    texts += [f"Acte annoncé. {row['said']} {row['source']}" for row in item.get("promises") or []]
    texts += ["Montants et règles datés. Ce qui vaut aujourd’hui"] if item.get("amounts_url") else []
    return sum((len(text) // _NOTE_SIGNS + 2) * _NOTE_LINE + _NOTE_GAP for text in texts)
