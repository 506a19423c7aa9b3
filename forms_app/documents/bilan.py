"""A bilan as an accessible, archival PDF: each table with its drawing, nothing that the tables do not hold (A-39, S1).

The bytes follow from the bilan alone: a frozen one is printed the same for ever by one version of the template.
"""

from datetime import date
from pathlib import Path

from forms_app.bilan.files import Cited, standing, title
from forms_app.bilan.shape import MASKED_TOLD, UNKNOWN_TOLD, Bilan, Table
from guidance.documents.compile import compile_pdf
from guidance.documents.runs import clean

_TEMPLATE = Path(__file__).resolve().parent / "bilan.typ"
_ROOT = _TEMPLATE.parent.parent.parent
#: More bars than this are a wall, not a drawing: the table says them.
MOST_BARS = 25
WIDE = 6  # columns from which the figures of a table are set smaller


def render_bilan(bilan: Bilan, digest: str = "", cited: Cited = str) -> bytes:
    """Return the PDF of a bilan, with its digest when it is frozen; `NotArchivalError` for a sign without a form."""
    return compile_pdf(_TEMPLATE, payload(bilan, digest, cited), root=_ROOT, strict=True)


def payload(bilan: Bilan, digest: str = "", cited: Cited = str) -> dict:
    """Return what the template is filled with."""
    made_on = date.fromisoformat(bilan.made_on)
    return {
        "title": clean(title(bilan)),
        "date": [made_on.year, made_on.month, made_on.day],
        "standing": clean(standing(bilan)),
        "foot": clean(f"{title(bilan)}. {standing(bilan)}."),
        "digest": digest,
        "frame": clean(bilan.frame),
        "words": [f"masqué : {MASKED_TOLD}.", f"{UNKNOWN_TOLD} : personne ne l’a écrit ; ce n’est pas zéro."],
        "remarks": [clean(remark) for remark in bilan.remarks],
        "tables": [_table(table, cited) for table in bilan.tables],
    }


def _table(table: Table, cited: Cited) -> dict:
    heads = [*(head.label for head in table.columns), "Total" if table.columns else table.unit.capitalize()]
    heads += [measure.label.capitalize() for measure in table.measures]
    rows = [[head.label, *told, *measured] for head, told, measured in table.lines()]
    return {
        "title": clean(table.title),
        "clause": clean(cited(table.clause)),
        "note": clean(table.note),
        "heads": [clean(head) for head in ("", *heads)],
        "rows": [[clean(cell) for cell in row] for row in rows],
        "small": len(heads) >= WIDE,
        "chart": _chart(table),
    }


def _chart(table: Table) -> dict | None:
    """Bars of the totals of the rows, when at least two numbers are shown; what is masked has a bar of no length."""
    shown = [value for value in table.row_totals if value is not None]
    if not table.recorded or len(shown) < 2 or not max(shown) or len(table.rows) > MOST_BARS:
        return None
    column = len(table.columns)
    told = [(head.label, table.row_totals[row], table.told(row, column)) for row, head in enumerate(table.rows)]
    bars = [{"label": clean(label), "share": (value or 0) / max(shown), "told": said} for label, value, said in told]
    said = ", ".join(f"{bar['label']} {bar['told']}" for bar in bars)
    return {"alt": clean(f"Barres, {table.title}, en {table.unit} : {said}."), "bars": bars}
