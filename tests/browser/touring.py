"""A walk through every page that can be reached by links, and what each page showed."""

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from tests.browser.visiting import Visitor

LOOK = """() => ({
  title: document.title,
  lang: document.documentElement.lang,
  headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((e) => [Number(e.tagName[1]), e.innerText]),
  links: [...document.querySelectorAll("a[href]")].map((e) => e.href),
  ids: [...document.querySelectorAll("[id]")].map((e) => e.id),
})"""
NARROW, WIDE = 320, 1280
SIGN_IN = "/compte/connexion/"


@dataclass
class Seen:
    """What one address showed; for a file, its status and type only."""

    path: str
    status: int
    kind: str
    title: str = ""
    lang: str = ""
    headings: list = field(default_factory=list)
    links: list = field(default_factory=list)
    ids: list = field(default_factory=list)
    source: str = ""
    axe: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    overflow: dict = field(default_factory=dict)
    covered: list = field(default_factory=list)

    @property
    def is_page(self):
        return self.kind.startswith("text/html")


def look_at(visitor: Visitor, path, *, axe=True, known=()):
    """Open an address and note all that can be wrong with what it shows; nothing when it leads to a known one."""
    if path.split("?")[0].endswith((".pdf", ".csv", ".xlsx", ".json")):
        answer = visitor.context.request.get(visitor.site.url + path)
        return Seen(path, answer.status, answer.headers.get("content-type", ""))
    answer = visitor.go(path)
    return None if urldefrag(visitor.path).url in known else look_here(visitor, answer, axe=axe)


def look_here(visitor: Visitor, answer, *, axe=True):
    """Note all that can be wrong with the page shown, which `answer` brought; its address is the one it ended at."""
    shown = visitor.page.evaluate(LOOK)
    seen = Seen(urldefrag(visitor.path).url, answer.status, answer.headers.get("content-type", ""), **shown)
    seen.source = answer.text()
    seen.overflow = {width: visitor.overflow(width) for width in (NARROW, WIDE)}
    seen.covered = visitor.covered()
    seen.faults = visitor.take_faults()
    seen.axe = visitor.axe() if axe else []
    return seen


def walk(visitor: Visitor, starts):
    """Every address reached from `starts`, each once, with the addresses that lead to it."""
    seen, leading, waiting = {}, {}, deque(starts)
    asked = set(starts)
    while waiting:
        path = waiting.popleft()
        page = look_at(visitor, path, known=seen)
        if page is None:
            continue
        seen[page.path] = page
        for target in inside(visitor.site.url, page.links):
            leading.setdefault(target, page.path)
            if target not in asked:
                asked.add(target)
                waiting.append(target)
    return seen, leading


def inside(url, links):
    """Paths of the links of the site, without their fragments; one sign-in stands for all."""
    for link in links:
        whole = urldefrag(link).url
        if whole.startswith(url + "/"):
            path = whole.removeprefix(url)
            yield SIGN_IN if path.startswith(SIGN_IN) else path
