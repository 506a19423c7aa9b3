"""The list that heads the documents of an appeal, as an archival PDF: nothing of it is medical (A-28, B-04)."""

from pathlib import Path

from guidance.documents.compile import compile_pdf

_TEMPLATE = Path(__file__).resolve().parent / "appeal.typ"
_ROOT = _TEMPLATE.parent.parent.parent


def render_appeal(payload: dict) -> bytes:
    """Return the list of an appeal; `NotArchivalError` when a sign cannot be drawn."""
    return compile_pdf(_TEMPLATE, payload, root=_ROOT, strict=True)
