"""The pad of sources consulted: the physician's alone, in the sealed draft, forgotten with it (A-20, B-05).

What it proposes are the addresses printed in the texts, as their records keep them today. Nothing of it is ever in a
letter, and no number of sources is asked for.
"""

import re
import uuid
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

from forms_app.services import clauses, drafts
from guidance.enums import Regime
from guidance.models import ReferenceCitation

MOST = 60  # sources of one pad
TITLE, DETAIL = 200, 120  # characters


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a text prints: what is found there, and the first clause that prints it."""

    pk: int
    title: str
    url: str
    label: str
    clause_url: str


def library(regime: Regime) -> list[dict]:
    """Return the references of each text with its title, those of the regime first, in the order of the clauses."""
    links = list(ReferenceCitation.objects.exclude(printed="").order_by("pk").select_related("reference"))
    order = [regime, *(other for other in Regime if other != regime)]
    groups = [{"text": held.text.title, "rows": _printed_in(held, links)} for one in order if (held := _held(one))]
    return [group for group in groups if group["rows"]]


def _held(regime: Regime) -> clauses.Library | None:
    return clauses.library(regime)


def _printed_in(library: clauses.Library, links: list[ReferenceCitation]) -> list[Reference]:
    edition, _ = library.read_on(timezone.localdate())
    held = clauses.shelf(library, edition).clauses.values() if edition else ()
    found: dict[str, Reference] = {}
    for clause in held:
        words = clause.words
        for link in links:
            row = link.reference
            if row.url not in found and re.search(re.escape(link.printed) + r"(?![\w/])", words):
                found[row.url] = Reference(row.pk, row.title, row.address, clause.label, clause.url)
    return list(found.values())


def consult(opened: drafts.Opened, regime: Regime, pk: str) -> bool:
    """Put a reference of the library on the pad, with today's date; False when there is none of that key."""
    rows = chain.from_iterable(group["rows"] for group in library(regime))
    reference = next((row for row in rows if str(row.pk) == pk), None)
    return bool(reference) and add(opened, reference.title, url=reference.url)


def add(opened: drafts.Opened, title: str, detail: str = "", url: str = "") -> bool:
    """Put a source on the pad; the same one twice on a day stands once. False when the pad is full."""
    today = timezone.localdate().isoformat()
    row = {"title": title[:TITLE], "detail": detail[:DETAIL], "url": url, "on": today}

    def record(content: dict) -> None:
        known = [{name: each[name] for name in row} for each in content["sources"]]
        if row not in known and len(known) < MOST:
            content["sources"].append({"id": uuid.uuid4().hex[:12], **row})

    drafts.change(opened, record)
    return any(all(each[name] == value for name, value in row.items()) for each in opened.content["sources"])


def remove(opened: drafts.Opened, key: str) -> None:
    """Take a source off the pad."""

    def record(content: dict) -> None:
        content["sources"] = [each for each in content["sources"] if each["id"] != key]

    drafts.change(opened, record)
