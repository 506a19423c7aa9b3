"""A section's body as plain, frozen items: what a publication keeps, and what is rendered, compared and indexed."""

import hashlib
import html
import json
import re

from guidance import sanitise

_BREAKS = re.compile(r"</p>\s*<p>|</p>|<p>|<br\s*/?>")
_CALL = re.compile(r'<sup class="appel">(.*?)</sup>', re.DOTALL)


def section_items(body) -> list[dict]:
    """Return the items of a section's body (a `SectionBody` value) in order: headings, clauses, notices, schedules."""
    return [_ITEMS[child.block_type](child.value) for child in body]


def note_items(notes) -> list[dict]:
    """Return the footnotes of a section (a `NotesBody` value), each with its key and its blocks."""
    return [{"key": child.value["key"], "blocks": passage(child.value["body"])} for child in notes]


def passage(stream) -> list[dict]:
    """Return the blocks of a clause or of a note as dictionaries of JSON values."""
    return [{"type": child.block_type, **_BLOCKS[child.block_type](child.value)} for child in stream]


def plain_text(blocks: list[dict]) -> str:
    """Return the words of a clause, one paragraph a line, footnote calls as `[^1]`."""
    return "\n".join(line for block in blocks for line in _LINES[block["type"]](block) if line)


def notes_called(blocks: list[dict]) -> list[str]:
    """Return the keys of the footnotes that a clause calls, in order, each once."""
    keys = re.findall(r"\[\^([^\]]+)\]", plain_text(blocks))
    return list(dict.fromkeys(keys))


def digest(*values) -> str:
    """Return the SHA-256 of values as canonical JSON: the same content has the same hash on every machine."""
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _printed(words: str) -> str:
    """Return plain words with the line ends of the source: a browser sends others than it was given."""
    return words.replace("\r\n", "\n")


def _rich(value) -> str:
    return sanitise.inline(getattr(value, "source", value) or "")


def _heading(value) -> dict:
    return {"kind": "heading", "level": 3 if value["level"] == "3" else 2, "text": value["text"]}


def _clause(value) -> dict:
    return {
        "kind": "clause",
        "label": value["label"],
        "former_labels": [label for label in value["former_labels"] if label],
        "blocks": passage(value["body"]),
    }


def _notice(value) -> dict:
    return {"kind": "notice", "notice": value["kind"], "ref": value["ref"], "text": _printed(value["text"])}


def _schedule(value) -> dict:
    """Where the schedule of the day of reading stands; its amounts are never frozen in a text."""
    return {"kind": "schedule", "territory": value["territory"]}


def _list_item(item) -> dict:
    sub = [{"marker": child["marker"], "html": _rich(child["text"])} for child in item.get("sub") or []]
    return {"marker": item["marker"], "html": _rich(item["text"]), "sub": sub}


def _table(value) -> dict:
    table = value["table"]
    rows = [[str(cell.value) for cell in row] for row in table.rows] if table else []
    return {
        "caption": value["caption"],
        "header": [column["heading"] for column in table.columns] if table else [],
        "rows": rows,
        "row_headers": value["row_headers"],
    }


def _fiche(value) -> dict:
    fields = {field["name"]: {"label": field["label"], "size": field["size"]} for field in value["fields"]}
    return {
        "number": value["number"],
        "title": value["title"],
        "usage": _printed(value["usage"]),
        "lines": [_FICHE_LINES[line.block_type](line.value) for line in value["lines"]],
        "fields": fields,
    }


_ITEMS = {"heading": _heading, "clause": _clause, "notice": _notice, "schedule": _schedule}
_BLOCKS = {
    "paragraph": lambda value: {"html": _rich(value)},
    "list": lambda value: {"items": [_list_item(item) for item in value]},
    "quote": lambda value: {"paragraphs": _paragraphs(_rich(value["text"]))},
    "table": _table,
    "fiche": _fiche,
}
_FICHE_LINES = {
    "line": lambda value: {"text": _printed(value["text"]), "align": value["align"]},
    "boxes": lambda value: {
        "boxes": {"legend": _printed(value["legend"]), "options": [_printed(option) for option in value["options"]]}
    },
    "items": lambda value: {"items": {"marker": value["marker"], "count": value["count"], "field": value["field"]}},
}


def _paragraphs(markup: str) -> list[str]:
    return [
        f"<p>{words}</p>" for words in re.split(r"</p>\s*<p>", markup.removeprefix("<p>").removesuffix("</p>")) if words
    ]


def words_of(markup: str) -> str:
    """Return the words of inline markup: paragraphs on lines of their own, calls as `[^1]`."""
    text = _BREAKS.sub("\n", _CALL.sub(r"[^\1]", markup))
    return html.unescape(sanitise.plain(text)).strip()


def _markup_lines(markup: str) -> list[str]:
    return [line.strip() for line in words_of(markup).split("\n") if line.strip()]


def _list_lines(block: dict) -> list[str]:
    lines = []
    for item in block["items"]:
        for entry in (item, *item.get("sub", [])):
            lines.append(" ".join(filter(None, [entry["marker"], words_of(entry["html"]).replace("\n", " ")])))
    return lines


def _table_lines(block: dict) -> list[str]:
    return [block["caption"], " | ".join(block["header"]), *(" | ".join(row) for row in block["rows"])]


def _fiche_lines(block: dict) -> list[str]:
    lines = [block["title"], block["usage"]]
    for line in block["lines"]:
        if "boxes" in line:
            lines += [line["boxes"]["legend"], *line["boxes"]["options"]]
        elif "items" in line:
            lines += ["…"] * line["items"]["count"]
        else:
            lines.append(re.sub(r"\{[a-z0-9_]+\}", "…", line["text"]))
    return lines


_LINES = {
    "paragraph": lambda block: _markup_lines(block["html"]),
    "list": _list_lines,
    "quote": lambda block: [line for paragraph in block["paragraphs"] for line in _markup_lines(paragraph)],
    "table": _table_lines,
    "fiche": _fiche_lines,
}
