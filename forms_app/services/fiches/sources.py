"""The pad of sources consulted: the physician's alone, in the sealed draft, forgotten with it (A-20, B-05).

What it proposes are the addresses printed in the texts, and the references of the library for a country, as their
records keep them today. Nothing of it is ever in a letter, and no number of sources is asked for.
"""

import re
import uuid
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

from forms_app.services.doctrine import clauses
from forms_app.services.fiches import drafts
from guidance import coverage
from guidance.enums import Regime
from guidance.models import Reference as Record
from guidance.models import ReferenceCitation
from guidance.rendering.library import look_of, standing
from guidance.services import proposals

SHOWN = 40  # references of one country; the library holds the others
MOST = 60  # sources of one pad
TITLE, DETAIL = 200, 120  # characters


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: what is found there, the first clause that prints it when one does, what the library says of it."""

    pk: int
    title: str
    url: str
    label: str = ""
    clause_url: str = ""
    note: str = ""


def library(regime: Regime) -> list[dict]:
    """Return the references of each text with its title, those of the regime first, in the order of the clauses."""
    links = list(ReferenceCitation.objects.exclude(printed="").order_by("pk").select_related("reference"))
    order = [regime, *(other for other in Regime if other != regime)]
    groups = [{"text": held.text.title, "rows": _printed_in(held, links)} for one in order if (held := _held(one))]
    return [group for group in groups if group["rows"]]


def of_country(code: str, user=None) -> list[dict]:
    """Return the references a person kept for a country, then those of the library: that name it first, then others.

    Empty for what is no country of the list. `rows` are `SHOWN` at most, `more` says how many the library still holds.
    """
    name = coverage.countries().get(code, "")
    if not name:
        return []
    records = Record.objects.for_country(code).order_by("scope", "publisher", "title", "pk")
    naming = records.filter(covered_countries__code=code)
    shown = [*naming[:SHOWN], *records.exclude(pk__in=naming.values("pk"))[:SHOWN]][:SHOWN]
    kept = [row.reference for row in proposals.used_for(user, code)] if user else []
    more = records.count() - len(shown)
    groups = [
        {"text": f"Vos dernières références pour ce pays : {name}", "rows": _of_library(kept), "more": 0},
        {"text": f"Références de la bibliothèque : {name}", "rows": _of_library(shown), "more": more},
    ]
    return [group for group in groups if group["rows"]]


def _of_library(records: list[Record]) -> list[Reference]:
    today = timezone.localdate()
    said = [(row, look_of(standing(row, today))["label"].lower()) for row in records]
    return [Reference(row.pk, row.title, row.address, note=f"{row.publisher}, {look}") for row, look in said]


def country_of(opened: drafts.Opened) -> str:
    """Return the code of the country that the pad shows references for, or nothing."""
    return opened.content.get("country", "")


def choose_country(opened: drafts.Opened, code: str) -> None:
    """Keep, sealed in the draft, the country that the pad shows references for; an unknown one is none."""
    known = code if code in coverage.countries() else ""
    drafts.change(opened, lambda content: content.update(country=known))


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


def consult(opened: drafts.Opened, regime: Regime, pk: str, user=None) -> bool:
    """Put a reference that the pad shows on it, with today's date; False when it shows none of that key."""
    groups = [*of_country(country_of(opened), user), *library(regime)]
    rows = chain.from_iterable(group["rows"] for group in groups)
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
