"""The shapes of the data files as the raw JSON of a section's StreamField, and back to nothing: one way only."""

import html
import re
from itertools import groupby
from uuid import uuid4

from guidance.content import shapes

_CALL = re.compile(r"\[\^([^\]]+)\]")
_NOTICES = {"lacune": "gap", "restauration": "restoration", "anomalie": "anomaly", "a-confirmer": "to-confirm"}


def rich(text: str) -> str:
    """Return a paragraph of a data file as the rich text of a block: words escaped, calls as superscripts."""
    return _CALL.sub(r'<sup class="appel">\1</sup>', html.escape(text, quote=False))


def section_body(section: shapes.Section) -> list[dict]:
    """Return the raw value of a section's `body`."""
    return [_BODY[type(block)](block) for block in section.body]


def section_notes(section: shapes.Section) -> list[dict]:
    """Return the raw value of a section's `notes`."""
    return [_block("note", {"key": note.key, "body": passage(note.body)}) for note in section.notes]


def passage(body) -> list[dict]:
    """Return the blocks of a clause; consecutive paragraphs make one rich text."""
    blocks = []
    for kind, group in groupby(body, key=type):
        if kind is shapes.Paragraph:
            blocks.append(_block("paragraph", "".join(f"<p>{rich(block.text)}</p>" for block in group)))
        else:
            blocks += [_PASSAGE[kind](block) for block in group]
    return blocks


def _block(kind: str, value) -> dict:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _items(values) -> list[dict]:
    return [_block("item", value) for value in values]


def _clause(clause: shapes.Clause) -> dict:
    return _block("clause", {"label": clause.label, "former_labels": [], "body": passage(clause.body)})


def _heading(heading: shapes.Heading) -> dict:
    return _block("heading", {"level": str(heading.level), "text": heading.text})


def _notice(notice: shapes.Notice) -> dict:
    return _block("notice", {"kind": _NOTICES[notice.kind], "ref": notice.ref, "text": notice.text})


def _list(block: shapes.ItemList) -> dict:
    return _block("list", _items(_list_item(item) for item in block.items))


def _list_item(item: shapes.ListItem) -> dict:
    sub = [{"marker": child.marker, "text": f"<p>{rich(child.text)}</p>"} for child in item.sub]
    return {"marker": item.marker, "text": f"<p>{rich(item.text)}</p>", "sub": _items(sub)}


def _quote(quote: shapes.Quote) -> dict:
    return _block("quote", {"text": "".join(f"<p>{rich(text)}</p>" for text in quote.paragraphs)})


def _table(table: shapes.Table) -> dict:
    value = {
        "caption": "",
        "columns": [{"type": "texte", "heading": heading} for heading in table.header],
        "rows": [{"values": list(row)} for row in table.rows],
    }
    return _block("table", {"caption": table.caption or "", "table": value, "row_headers": table.row_headers})


def _fiche(fiche: shapes.Fiche) -> dict:
    fields = [{"name": name, "label": field.label, "size": field.size} for name, field in fiche.fields.items()]
    return _block(
        "fiche",
        {
            "number": fiche.number,
            "title": fiche.title,
            "usage": fiche.usage or "",
            "lines": [_fiche_line(line) for line in fiche.lines],
            "fields": _items(fields),
        },
    )


def _fiche_line(line) -> dict:
    if isinstance(line, shapes.TextLine):
        return _block("line", {"text": line.text, "align": line.align})
    if isinstance(line, shapes.Boxes):
        return _block("boxes", {"legend": line.legend or "", "options": _items(line.options)})
    return _block("items", {"marker": line.marker, "count": line.count, "field": line.field})


_BODY = {shapes.Heading: _heading, shapes.Clause: _clause, shapes.Notice: _notice}
_PASSAGE = {shapes.ItemList: _list, shapes.Quote: _quote, shapes.Table: _table, shapes.Fiche: _fiche}
