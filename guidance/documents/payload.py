"""Documents turned into the JSON values that the templates lay out; decisions are taken here, none in a template."""

import hashlib
import json
import re
from datetime import date

from guidance.dates import in_words
from guidance.documents.data import DoctrineDocument, Section, Stamp, TextDocument
from guidance.documents.runs import clean, paragraphs, runs
from guidance.enums import NoticeKind

_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FIGURE = re.compile(r"[\d\s\u00a0\u202f.,+–%€-]*|nc")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def text_payload(document: TextDocument) -> dict:
    """Return one text as the values of `text.typ`."""
    return _text(document, depth=0) | {"lang": "fr", "description": _description(document.stamp)}


def doctrine_payload(document: DoctrineDocument) -> dict:
    """Return the state of the doctrine as the values of `doctrine.typ`; the texts come one level under it."""
    return {
        "lang": "fr",
        "title": f"État de la doctrine au {french_date(document.day)}",
        "day": french_date(document.day),
        "made_on": french_date(document.made_on),
        "date": _ymd(document.made_on),
        "installed_on": french_date(document.installed_on),
        "digest": clean(document.digest),
        "short": clean(document.digest)[:12],
        "texts": [_text(text, depth=1) for text in document.texts],
    }


def content_digest(payload: dict, template_version: str) -> str:
    """Return the SHA-256 of what a document says and of the version of its template, in hexadecimal."""
    canonical = json.dumps([template_version, payload], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def french_date(day: date) -> str:
    """Return a day as French prints it, held together by no-break spaces: 1er mars 2011."""
    return in_words(day).replace(" ", "\u00a0")


def _ymd(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _description(stamp: Stamp) -> str:
    return clean(f"{stamp.text}, {stamp.edition}, publié ici le {french_date(stamp.published_on)}")


def _text(document: TextDocument, depth: int) -> dict:
    return {
        "title": clean(document.title),
        "date": _ymd(document.stamp.shown_on),
        "stamp": _stamp(document.stamp),
        "identity": [[clean(label), clean(value)] for label, value in document.identity],
        "status": clean(document.status),
        "in_force": clean(document.in_force),
        "sources": [
            {"label": clean(s.label), "url": clean(s.url) if _WEB.match(s.url) else ""} for s in document.sources
        ],
        "address": clean(document.address),
        "sections": [_section(section, depth) for section in document.sections],
    }


def _stamp(stamp: Stamp) -> dict:
    return {
        "text": clean(stamp.text),
        "edition": clean(stamp.edition),
        "published_on": french_date(stamp.published_on),
        "shown_on": french_date(stamp.shown_on),
        "digest": clean(stamp.digest),
        "short": clean(stamp.digest)[:12],
    }


def _section(section: Section, depth: int) -> dict:
    """A section and its items, headings numbered from its own level without a gap, as PDF/UA asks."""
    level = depth + 1
    laid_out = []
    for item in section.items:
        if item["kind"] == "heading":
            level = min(item["level"] + depth, level + 1)
        laid_out.append(_ITEMS[item["kind"]](item, level))
    return {
        "title": clean(section.title),
        "level": depth + 1,
        "items": laid_out,
        "notes": {clean(note["key"]).strip(): _blocks(note["blocks"], 9) for note in section.notes},
        "published_on": french_date(section.published_on) if section.published_on else "",
        "starts_page": section.starts_page,
    }


def _heading(item: dict, level: int) -> dict:
    return {"kind": "heading", "level": max(level, 2), "text": clean(item["text"])}


def _clause(item: dict, level: int) -> dict:
    return {"kind": "clause", "label": clean(item["label"]), "blocks": _blocks(item["blocks"], level)}


def _notice(item: dict, level: int) -> dict:
    known = item["notice"] in NoticeKind.values
    voice = NoticeKind(item["notice"]).label if known else item["notice"]
    return {"kind": "notice", "voice": clean(voice), "ref": clean(item["ref"]), "text": clean(item["text"])}


def _schedule(item: dict, level: int) -> dict:
    """A printed text is read on any day: it says where the schedule of that day is."""
    words = "Le portail montre ici les plafonds en vigueur au jour de lecture : page « Barèmes »."
    return {"kind": "notice", "voice": "Barème en vigueur", "ref": "", "text": clean(words)}


def _blocks(blocks: list[dict], level: int) -> list[dict]:
    return [{"type": block["type"], **_BLOCKS[block["type"]](block, level)} for block in blocks]


def _list(block: dict, level: int) -> dict:
    return {
        "items": [_entry(item) | {"sub": [_entry(sub) for sub in item.get("sub") or []]} for item in block["items"]]
    }


def _entry(item: dict) -> dict:
    return {"marker": clean(item["marker"]), "runs": runs(item["html"])}


def _table(block: dict, level: int) -> dict:
    rows = [[clean(cell) for cell in row] for row in block["rows"]]
    width = max([len(block["header"]), *map(len, rows)], default=0)
    filled = [row + [""] * (width - len(row)) for row in rows]
    named = 1 if block.get("row_headers") else 0
    figures = [k >= named and all(_FIGURE.fullmatch(row[k]) for row in filled) for k in range(width)]
    return {
        "caption": clean(block.get("caption", "")),
        "header": [clean(cell) for cell in block["header"]] + [""] * (width - len(block["header"])) if width else [],
        "headed": any(block["header"]),
        "rows": filled,
        "columns": width,
        "figures": figures,
        "row_headers": bool(block.get("row_headers")),
    }


def _fiche(block: dict, level: int) -> dict:
    fields = block.get("fields") or {}
    return {
        "title": clean(block["title"]),
        "level": min(level + 1, 6),
        "usage": clean(block.get("usage", "")),
        "lines": [_fiche_line(line, fields) for line in block["lines"]],
    }


def _fiche_line(line: dict, fields: dict) -> dict:
    if "boxes" in line:
        boxes = line["boxes"]
        return {"kind": "boxes", "legend": _pieces(boxes.get("legend", ""), fields),
                "options": [_pieces(option, fields) for option in boxes["options"]]}  # fmt: skip
    if "items" in line:
        blank = _blank(line["items"]["field"], fields) | {"size": "long"}
        return {"kind": "items", "count": line["items"]["count"], "blank": blank}
    return {"kind": "line", "pieces": _pieces(line["text"], fields), "align": line.get("align", "start")}


def _pieces(text: str, fields: dict) -> list[dict]:
    """Words and blanks of a printed line, in order; a name between braces is a blank to fill (T5)."""
    parts = _BLANK.split(clean(text))
    pieces = [_blank(part, fields) if k % 2 else {"text": part} for k, part in enumerate(parts) if k % 2 or part]
    # a blank that takes the rest of its line has no room left when words follow it
    return [p | {"size": "medium"} if p.get("size") == "long" and p is not pieces[-1] else p for p in pieces]


def _blank(name: str, fields: dict) -> dict:
    field = fields.get(name) or {}
    return {"blank": clean(field.get("label") or name.replace("_", " ")), "size": field.get("size") or "medium"}


_ITEMS = {"heading": _heading, "clause": _clause, "notice": _notice, "schedule": _schedule}
_BLOCKS = {
    "paragraph": lambda block, level: {"paragraphs": paragraphs(block["html"])},
    "quote": lambda block, level: {"paragraphs": [p for html in block["paragraphs"] for p in paragraphs(html)]},
    "list": _list,
    "table": _table,
    "fiche": _fiche,
}
