"""Pieces of pages kept by the process: a template rendered once around holes, filled anew for each person.

A piece is rendered without request and without draft, from what a declaration says: it cannot hold an answer, a name
or a token, because it is never given one. What fills a hole is escaped, unless a template or a field made it safe.
"""

import html
import re
import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_MARK = "\x02"
#: Stands for the run of a draft in the addresses of a piece; the hole `run` takes its place.
RUN = uuid.UUID("00000000-0000-4000-8000-0002aced0f11")
_HOLE = re.compile(f"{_MARK}([a-z0-9_-]+){_MARK}|{RUN}")
_ESCAPED = re.compile("[&<>\"']")
_MOST = 2_000  # pieces: a fiche has about 60 of them
_kept: dict[tuple, "Piece"] = {}


class Html(bytes):
    """HTML of ours as it is sent: a page of accented words is not turned into bytes anew for each person.

    Made in this module alone, of what a template rendered and of pieces; a template prints it as it is.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return SafeString(self.decode())

    def __html__(self) -> str:
        """Return itself for what escapes words, `format_html` for one: it is not escaped a second time."""
        return str(self)


class Piece:
    """HTML around named holes; ValueError when a mark is left that is no hole."""

    __slots__ = ("_names", "_parts")

    def __init__(self, page: str):
        found = list(_HOLE.finditer(page))
        self._names = tuple(hole[1] or "run" for hole in found)
        ends = [0, *(hole.end() for hole in found)]
        starts = [*(hole.start() for hole in found), len(page)]
        self._parts = tuple(page[end:start].encode() for end, start in zip(ends, starts, strict=True))
        if any(_MARK.encode() in part for part in self._parts):
            raise ValueError("a hole whose name is not one")

    @property
    def holes(self) -> frozenset[str]:
        return frozenset(self._names)

    def fill(self, values: Mapping[str, object]) -> Html:
        """Return the HTML with each hole filled; KeyError when a value is missing: nothing is left out silently."""
        out = [self._parts[0]]
        for name, after in zip(self._names, self._parts[1:], strict=True):
            out += (_safe(values[name]), after)
        return Html(b"".join(out))  # parts come from templates, values are escaped just above


def _safe(value: object) -> bytes:
    """Escape a value, unless it is HTML of ours or a template made it safe; the usual kinds without Django's detour."""
    if type(value) is Html:
        return value
    if type(value) is str and _ESCAPED.search(value):
        return html.escape(value).encode()
    return (value if type(value) in (str, SafeString) else conditional_escape(value)).encode()


def rendered(template: str, context: dict) -> Html:
    """Return what a template says, as it is sent."""
    return Html(render_to_string(template, context).encode())


def joined(pieces: Iterable[Html]) -> Html:
    """Return pieces one after the other."""
    return Html(b"".join(pieces))


def hole(name: str) -> SafeString:
    """Return what a template prints where a value will stand; no typed sign can be one (`typed.readable`)."""
    return mark_safe(f"{_MARK}{name}{_MARK}")  # noqa: S308 - names of our own


def kept(key: tuple[Hashable, ...], template: str, context: Callable[[], dict]) -> Piece:
    """Return a piece, rendered at its first use; `key` is all that its context depends on."""
    whole = (template, *key)
    piece = _kept.get(whole)
    if piece is None:
        piece = Piece(render_to_string(template, context()))
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[whole] = piece
    return piece


def clear() -> None:
    """Forget every piece of this process (tests)."""
    _kept.clear()
