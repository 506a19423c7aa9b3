"""The only inline markup a body may hold, enforced with bleach on import, on save and on output."""

import re

import bleach

_WEB = re.compile(r"https?://[^/\s]|mailto:[^\s]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f<>\"]")
INLINE_TAGS = frozenset({"p", "sup", "span"})
_CLASSES = {"sup": "appel", "span": "nouveau"}


def _attribute(tag: str, name: str, value: str) -> bool:
    return name == "class" and _CLASSES.get(tag) == value


def inline(html: str) -> str:
    """Return rich text with nothing but paragraphs, footnote calls and marks of new elements.

    Tags and attributes that are not allowed are dropped, their words stay; scripts, styles, handlers and links have
    no form in which they survive. Draftail's block keys are stripped, so that they never reach a page or a hash.
    """
    return _clean(html.replace("\x00", ""))


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


# bleach keeps the words inside a dropped tag; the words of a script or a style are no official wording
_DROPPED = re.compile(r"<(script|style|svg|math|iframe|template)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
