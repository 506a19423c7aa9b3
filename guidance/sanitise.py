"""The only inline markup a body may hold, enforced with bleach on import, on save and on output."""

import re

import bleach

_WEB = re.compile(r"https?://[^/\s]|mailto:[^\s]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f<>\"]")
INLINE_TAGS = frozenset({"p", "sup", "span", "a"})
_RECORD = re.compile(r'<a linktype="reference" id="([1-9]\d{0,9})">')
_CLASSES = {"sup": "appel", "span": "nouveau"}


def _attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a":
        return name == "id" or (name == "linktype" and value == "reference")
    return name == "class" and _CLASSES.get(tag) == value


def inline(html: str) -> str:
    """Return rich text with nothing but paragraphs, footnote calls, marks of new elements and names of references.

    Tags and attributes that are not allowed are dropped, their words stay; scripts, styles, handlers and links have
    no form in which they survive. Draftail's block keys are stripped, so that they never reach a page or a hash.
    """
    return _LINK.sub(_named, _clean(html.replace("\x00", "")))


def record_named(tag: str) -> int:
    """Return the number of the reference that a link of a body names; 0 for any other tag."""
    found = _RECORD.fullmatch(tag)
    return int(found[1]) if found else 0


def _named(link: re.Match) -> str:
    """A link of a body names a record of the library and holds no address; of any other, the words stay."""
    number = re.search(r'\bid="([1-9]\d{0,9})"', link[1]) if 'linktype="reference"' in link[1] else None
    return f'<a linktype="reference" id="{number[1]}">{link[2]}</a>' if number and link[2] else link[2]


def plain(html: str) -> str:
    """Return the words of a piece of markup, with nothing else."""
    return bleach.clean(html, tags=set(), attributes={}, strip=True, strip_comments=True)


def web_address(url: str) -> str:
    """Return an address that a page may link to, or nothing: http, https and mailto only, whoever wrote it."""
    url = (url or "").strip()
    return url if _WEB.match(url) and not _CONTROL.search(url) else ""


def _clean(html: str) -> str:
    return bleach.clean(
        _DROPPED.sub("", html),
        tags=INLINE_TAGS,
        attributes=_attribute,
        protocols=set(),
        strip=True,
        strip_comments=True,
    )


_LINK = re.compile(r"<a(\s[^>]*|)>(.*?)</a>", re.DOTALL)
# bleach keeps the words inside a dropped tag; the words of a script or a style are no official wording
_DROPPED = re.compile(r"<(script|style|svg|math|iframe|template)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
