"""Inline markup turned into neutral runs of words, so that no markup ever reaches the typesetter."""

import re
import unicodedata
from html.parser import HTMLParser

_BLANKS = re.compile("[ \t\r\n\f\v]+")
_MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}


def paragraphs(markup: str) -> list[list[dict]]:
    """Return the paragraphs of inline markup as lists of runs, empty ones left out.

    A run is `{"text": words, "bold"|"italic"|"new": true}`, `{"call": key of a footnote}` or `{"break": true}`.
    An unknown tag disappears and its words stay: what may stand in a body is decided by `guidance.sanitise`.
    """
    reader = _Reader()
    reader.feed(markup or "")
    reader.close()
    return [trimmed for paragraph in reader.paragraphs if (trimmed := _trimmed(paragraph))]


def runs(markup: str) -> list[dict]:
    """Return the runs of a piece of markup as one paragraph; its own paragraphs are parted by line breaks."""
    flat: list[dict] = []
    for paragraph in paragraphs(markup):
        flat += [{"break": True}, *paragraph] if flat else paragraph
    return flat


def clean(text: str) -> str:
    """Return words without control signs or broken halves of signs, which no typeface can draw; line breaks stay."""
    return "".join(_drawable(sign) for sign in text or "")


def _drawable(sign: str) -> str:
    if sign in "\n\t":
        return sign
    category = unicodedata.category(sign)
    return "\ufffd" if category == "Cs" else "" if category == "Cc" else sign


class _Reader(HTMLParser):
    """Gathers runs; everything it does not know counts as words."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[dict]] = [[]]
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "p":
            self.paragraphs.append([])
        elif tag == "br":
            self.paragraphs[-1].append({"break": True})
        else:
            self.open.append((tag, self._mark(tag, dict(attrs).get("class") or "")))

    def handle_endtag(self, tag):
        if tag == "p":
            self.paragraphs.append([])
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        marks = {mark for _, mark in self.open if mark}
        if "call" in marks:
            self.paragraphs[-1].append({"call": clean(data).strip()})
        else:
            self.paragraphs[-1].append({"text": _BLANKS.sub(" ", clean(data)), **dict.fromkeys(sorted(marks), True)})

    @staticmethod
    def _mark(tag: str, classes: str) -> str:
        if tag == "sup" and "appel" in classes.split():
            return "call"
        return "new" if tag == "span" and "nouveau" in classes.split() else _MARKS.get(tag, "")


def _trimmed(paragraph: list[dict]) -> list[dict]:
    """The paragraph without blanks at its ends or before a break; nothing at all if it holds no word."""
    kept = [dict(run) for run in paragraph]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and "text" in kept[end]:
            kept[end]["text"] = strip(kept[end]["text"], " ")
            if kept[end]["text"]:
                break
            kept.pop(end)
    return [run for run in kept if run.get("text") != ""]
