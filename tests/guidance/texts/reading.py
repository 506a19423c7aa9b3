"""A page as a reader gets it: its official words in order, its links, its anchors, and anything that could run."""

import re
from functools import cached_property

import lxml.html

from guidance.models.editions import IDENTITY

# What the portal says beside the words, in its own voice: never words of the text.
BESIDE = (
    ".//*[contains(concat(' ', @class, ' '), ' vh ')]",
    ".//a[contains(@class, 'back')]",
    ".//a[contains(@class, 'clause-label')]",
    ".//div[contains(@class, 'notice')]",
    ".//div[contains(@class, 'local')]",
    ".//span[contains(@class, 'box')]",
    ".//a[contains(@class, 'fn')]",
    ".//ul[contains(@class, 'applied')]/..",
)
_LABELLED = {field.anchor for field in IDENTITY if field.label}
BLOCKS = {"p", "li", "ul", "td", "th", "tr", "div", "dt", "dd", "h1", "h2", "h3", "caption", "br", "blockquote", "b"}


class Read:
    """One page that was fetched."""

    def __init__(self, response):
        assert response.status_code == 200, response
        self.source = response.content.decode()
        self.tree = lxml.html.document_fromstring(self.source)

    @cached_property
    def ids(self) -> set[str]:
        return set(self.tree.xpath("//@id"))

    def links(self) -> list[str]:
        return [str(href) for href in self.tree.xpath("//main//a/@href")]

    def cells(self, caption_or_label: str) -> list[list[str]]:
        """Rows of the table inside the clause or the note with that anchor."""
        rows = self.tree.xpath(f"//*[@id='{caption_or_label}']//tbody/tr")
        return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]

    def section_words(self) -> list[str]:
        """Words of a section: printed title, then its body, then its footnotes, as the source prints them."""
        text = self._copy("//div[@class='text']")
        notes = [note for note in text.xpath(".//div[contains(@class, 'note')][@id]")]
        found = {note.get("id"): _words(note) for note in notes}
        for aside in text.xpath(".//div[contains(@class, 'sidenotes')]"):
            _drop(aside)
        heading = _words(self._copy("//h1"))
        return heading + _words(text) + [word for words in found.values() for word in words]

    def heading_words(self) -> list[str]:
        return _words(self._copy("//h1"))

    def identity_words(self) -> list[str]:
        return [word for row in self.tree.xpath("//dl[@class='identity']/div") for word in _identity(row)]

    def _copy(self, path):
        node = lxml.html.fromstring(lxml.html.tostring(self.tree.xpath(path)[0], encoding="unicode", with_tail=False))
        for pattern in BESIDE:
            for beside in node.xpath(pattern):
                _drop(beside)
        return node


def _drop(node) -> None:
    """Take a node out and leave the words that follow it."""
    if node.getparent() is not None:
        node.drop_tree()


def _identity(row) -> list[str]:
    named, said = row.xpath("./dt")[0], row.xpath("./dd")[0]
    printed = _words(named) if row.get("id") in _LABELLED else []  # else the portal names the line itself
    return printed + _words(said)


def _words(node) -> list[str]:
    for each in node.iter():
        if each.tag in BLOCKS:
            each.text = " " + (each.text or "")
            each.tail = " " + (each.tail or "")
    return re.sub(r"[\u00a0\u202f]", " ", node.text_content()).split()


ADDRESSES = ("href", "src", "action", "formaction", "data", "srcset", "poster", "background", "xlink:href", "ping")
ALLOWED = re.compile(r"(https?://|mailto:|/(?!/)|#|\?)", re.IGNORECASE)
FORBIDDEN = {"iframe", "object", "embed", "base", "template", "math", "noscript", "style", "foreignobject"}
OURS = re.compile(r"/static/[\w./-]+\.js")


def dangers(source: str) -> list[str]:
    """Everything of a page that could run or load from elsewhere and is not ours."""
    nodes = [node for node in lxml.html.document_fromstring(source).iter() if isinstance(node.tag, str)]
    return [danger for node in nodes for danger in (*_of_tag(node), *_of_attributes(node))]


def _of_tag(node):
    foreign = node.tag == "script" and (not OURS.fullmatch(node.get("src", "")) or (node.text or "").strip())
    refresh = node.tag == "meta" and (node.get("http-equiv") or "").lower() == "refresh"
    if node.tag in FORBIDDEN or foreign or refresh:
        yield lxml.html.tostring(node, encoding="unicode")[:80]


def _of_attributes(node):
    for name, value in node.attrib.items():
        address = name.lower() in ADDRESSES and value and not ALLOWED.match(value.strip())
        if address or name.lower().startswith("on") or name.lower() in ("style", "srcdoc"):
            yield f"{node.tag} {name}={value[:60]}"
