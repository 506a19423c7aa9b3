"""The models that letters fill: the six facsimiles as the reviewed files hold them, and our own."""

from functools import cache

from forms_app.letters.models import delivered
from guidance.content import shapes
from guidance.content.reader import read_text


@cache
def facsimiles() -> dict[str, dict]:
    """Return the official forms by label, in the frozen shape that a publication keeps."""
    clauses = read_text("instruction-2011").editions[0].clauses()
    return {c.label: _frozen(block) for c in clauses for block in c.body if isinstance(block, shapes.Fiche)}


@cache
def all_models() -> dict[str, dict]:
    return facsimiles() | delivered()


def _frozen(fiche: shapes.Fiche) -> dict:
    return {
        "number": fiche.number,
        "title": fiche.title,
        "usage": fiche.usage or "",
        "lines": [_line(line) for line in fiche.lines],
        "fields": {name: {"label": field.label, "size": field.size} for name, field in fiche.fields.items()},
    }


def _line(line) -> dict:
    if isinstance(line, shapes.Boxes):
        return {"boxes": {"legend": line.legend or "", "options": list(line.options)}}
    if isinstance(line, shapes.BlankItems):
        return {"items": {"marker": line.marker, "count": line.count, "field": line.field}}
    return {"text": line.text, "align": line.align}
