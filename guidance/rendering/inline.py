"""Makes links of what a paragraph cites, defines and calls, without adding or losing one of its words."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guidance import sanitise
from guidance.citations import Citation, find_citations

_TAGS = re.compile(r"(<[^>]+>)")
_CALL = re.compile(r'<sup class="appel">([^<]*)</sup>')
_ANNEX = re.compile(r"(?<!\w)annexe[ \u00a0]+(?P<number>[IVX]+)(?!\w)")
_FICHES = re.compile(
    r"(?<!\w)fiches?[ \u00a0]+n°[ \u00a0]*(?P<first>\d)[ \u00a0]+et[ \u00a0]+(?P<second>\d[ \u00a0]+bis)"
)
_SHORT = 18  # signs
_BEFORE_SIGN = re.compile(r" (?=[;:?!»])")
_AFTER_SIGN = re.compile(r"(?<=«) ")
_OWN = ' rel="noopener"'


@dataclass(frozen=True)
class Span:
    """A stretch of words that becomes a link; the first of two that overlap is kept."""

    start: int
    end: int
    wrap: Callable[[str], str]


@dataclass
class Companions:
    """What stands beside a section's words: addresses of articles, terms, printed links and annexes.

    `article_url` maps the key of a citation to its page; `terms` maps a form met in the text to the id of its term;
    `links` maps a printed address to the one that opens, `reference_url` the number of a record to its address;
    `annexes` and `fiches` map numbers to addresses. `new_tab` opens every address beside the page and says so;
    `prefix` keeps the anchors of a clause shown among others its own.
    """

    article_url: Callable[[str], str]
    terms: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    reference_url: Callable[[int], str] = lambda key: ""
    annexes: dict[str, str] = field(default_factory=dict)
    fiches: dict[str, str] = field(default_factory=dict)
    notes: frozenset = frozenset()
    new_tab: bool = False
    prefix: str = ""

    def __post_init__(self):
        forms = sorted(self.terms, key=len, reverse=True)
        words = "|".join(re.escape(form) for form in forms)
        self.term_pattern = re.compile(rf"(?<![\w’'-])({words})(?![\w-])") if forms else None


class ClauseReading:
    """Renders the paragraphs of one clause; remembers the terms explained and the articles cited in it."""

    def __init__(self, companions: Companions, *, explained: set | None = None):
        self.companions = companions
        self.terms_met: list[str] = []
        self.citations: list[Citation] = []
        self.calls: list[str] = []
        self._explained: set[str] = set()
        self._explained_on_page = explained if explained is not None else set()

    def markup(self, inline: str) -> SafeString:
        """Return sanitised inline markup with its links; words and their order are those given."""
        pieces = _TAGS.split(_CALL.sub(_protect, sanitise.inline(inline)))
        words = "".join(html.unescape(piece) for index, piece in enumerate(pieces) if index % 2 == 0)
        spans = self._spans(words)
        out, position, opened = [], 0, ""
        for index, piece in enumerate(pieces):
            if index % 2:
                opened = self._reference(piece) if piece.startswith("<a ") else opened
                out.append(self._tag(piece, opened))
                opened = "" if piece == "</a>" else opened
                continue
            text = html.unescape(piece)
            out.append(_linked(text, position, [] if opened else spans))
            position += len(text)
        return mark_safe("".join(out))  # noqa: S308 - every piece was sanitised or escaped above

    def _spans(self, words: str) -> list[Span]:
        spans = [*self._citations(words), *self._links(words), *self._inner(words), *self._terms(words)]
        kept, end = [], 0
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            if span.start >= end:
                kept.append(span)
                end = span.end
        return kept

    def _citations(self, words: str) -> Iterable[Span]:
        for citation in find_citations(words):
            self.citations.append(citation)
            yield Span(citation.start, citation.end, self._link("cite", self.companions.article_url(citation.key)))

    def _links(self, words: str) -> Iterable[Span]:
        for printed, url in self.companions.links.items():
            for match in re.finditer(re.escape(printed), words):
                yield Span(match.start(), match.end(), self._link("ext", url, external=True))

    def _inner(self, words: str) -> Iterable[Span]:
        for match in _ANNEX.finditer(words):
            if url := self.companions.annexes.get(match["number"]):
                yield Span(match.start(), match.end(), self._link("cite", url))
        for match in _FICHES.finditer(words):
            for name in ("first", "second"):
                number = re.sub(r"[ \u00a0]+", "-", match[name])
                if url := self.companions.fiches.get(number):
                    yield Span(match.start(name), match.end(name), self._link("cite", url))

    def _link(self, kind: str, url: str, *, external: bool = False) -> Callable[[str], str]:
        return _link(kind, url, external=external, new_tab=self.companions.new_tab)

    def _terms(self, words: str) -> Iterable[Span]:
        """The first time a page uses a term, or a clause an acronym, it opens its definition."""
        if not self.companions.term_pattern:
            return
        for match in self.companions.term_pattern.finditer(words):
            term = self.companions.terms[match[1]]
            if match.end() < len(words) and words[match.end()] == "/":
                continue  # « DGS » inside the number of an act is no term
            if term not in self._explained | self._explained_on_page:
                self._explained.add(term)
                if not match[1].isupper():
                    self._explained_on_page.add(term)
                self.terms_met.append(term)
                yield Span(match.start(), match.end(), _term(term))

    def _reference(self, tag: str) -> str:
        """The link that a named record opens: its address comes from the record, never from the words (L1)."""
        url = self.companions.reference_url(sanitise.record_named(tag))
        new_tab = mark_safe(' target="_blank"') if self.companions.new_tab else ""
        return format_html('<a class="ext" href="{}" rel="external noreferrer"{}>', url, new_tab) if url else ""

    def _tag(self, tag: str, opened: str = "") -> str:
        if tag.startswith("<a ") or tag == "</a>":
            return opened if tag != "</a>" else "</a>" if opened else ""
        if not tag.startswith("<appel:"):
            return tag
        key = tag.removeprefix("<appel:").removesuffix(">")
        if key not in self.companions.notes:
            return format_html('<sup class="appel">{}</sup>', key)
        self.calls.append(key)
        prefix = self.companions.prefix
        identity = format_html(' id="{}appel-{}"', prefix, key) if self.calls.count(key) == 1 else ""
        shown = format_html(
            '<span class="vh"> [note </span>{}<span class="vh">]</span>', key
        )  # copied, it stands apart
        target = f"{prefix}note-{key}"
        return format_html('<a class="fn" href="#{}"{} aria-label="Note {}">{}</a>', target, identity, key, shown)


def _protect(match: re.Match) -> str:
    """A call becomes a tag of its own, so that its key is never read as a part of the word before it (T2)."""
    return f"<appel:{match[1]}>" if re.fullmatch(r"\w{1,8}", match[1]) else match[1]


def _linked(text: str, position: int, spans: list[Span]) -> str:
    """Escape a stretch of words, wrapping those of the spans that lie whole inside it."""
    out, done, end = [], 0, position + len(text)
    for span in spans:
        if position <= span.start and span.end <= end:
            start, stop = span.start - position, span.end - position
            out += [_printed(text[done:start]), span.wrap(_printed(text[start:stop]))]
            done = stop
    out.append(_printed(text[done:]))
    return "".join(out)


def _printed(words: str) -> str:
    """Escape words; a plain space before « ; : ? ! » does not break the line."""
    return html.escape(_AFTER_SIGN.sub("\u00a0", _BEFORE_SIGN.sub("\u00a0", words)), quote=False)


def _link(kind: str, url: str, *, external: bool = False, new_tab: bool = False) -> Callable[[str], str]:
    relation = mark_safe(' rel="external noreferrer"' if external else "")  # noqa: S308 - our own words
    if new_tab:
        relation = mark_safe(f'{relation or _OWN} target="_blank"')  # noqa: S308 - our own words
    said = mark_safe('<span class="vh"> (nouvel onglet)</span>' if new_tab else "")  # noqa: S308 - our own words

    def wrap(words: str) -> str:
        whole = " nowrap" if kind == "cite" and len(words) <= _SHORT else ""  # « L. 311-7 » is not cut at its hyphen
        shown = mark_safe(words)  # noqa: S308 - escaped by `_printed`
        return format_html('<a class="{}{}" href="{}"{}>{}{}</a>', kind, whole, url, relation, shown, said)

    return wrap


def _term(slug: str) -> Callable[[str], str]:
    def wrap(words: str) -> str:
        shown = mark_safe(words)  # noqa: S308 - escaped by `_printed`
        return format_html('<a class="term" href="#terme-{}">{}</a>', slug, shown)

    return wrap
