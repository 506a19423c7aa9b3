"""One Typst compiler a thread and a template, with the bundled typefaces only: the same input gives the same bytes.

A compiler cannot be shared by two threads, and making one costs more than a letter: each thread keeps its own.
Data goes in as JSON, never by writing the source of a template: nothing in a text can be taken for a command.
"""

import json
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

#: Raise it whenever a template, a typeface or the typesetter changes what a document looks like.
TEMPLATE_VERSION = "1"
STANDARDS = ["a-2a", "ua-1"]

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"

_log = logging.getLogger(__name__)
_mine = threading.local()


class NotArchivalError(ValueError):
    """Some sign cannot be drawn, so that the document would be neither archival nor whole; quotes nothing of it."""


def compile_plain(template: Path, payload: dict, *, root: Path) -> bytes:
    """Return the PDF of a template as it comes: a pile of papers to print, which nobody archives or reads on screen."""
    return _compiler(template, root).compile(format="pdf", sys_inputs={"data": json.dumps(payload)})


def compile_pdf(template: str | Path, payload: dict, *, root: Path = HERE, strict: bool = False) -> bytes:
    """Return the PDF of a template of this folder (or of `root`, given by its path) filled with JSON values.

    The document is PDF/A-2a and PDF/UA-1 at once. A text that holds a sign which no bundled typeface can draw cannot
    be either: it comes out as a plain tagged PDF, and the log says so without quoting it; with `strict` it does not
    come out at all (`NotArchivalError`). Raises `typst.TypstError` when the template itself fails.
    """
    import typst  # only a process that prints pays for its seven megabytes

    inputs = {"data": json.dumps(payload, ensure_ascii=False)}
    compiler = _compiler(HERE / template, root)
    try:
        return compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
    except typst.TypstError:
        pdf = compiler.compile(format="pdf", sys_inputs=inputs)
        if strict:
            raise NotArchivalError("some sign cannot be drawn") from None
        _log.warning("%s came out without its archival standards: some sign cannot be drawn", template)
        return pdf


def _compiler(path: Path, root: Path) -> "typst.Compiler":
    import typst

    kept = _mine.__dict__.setdefault("compilers", {})
    if path not in kept:
        kept[path] = typst.Compiler(path, root=root, font_paths=[FONTS], ignore_system_fonts=True)
    return kept[path]
