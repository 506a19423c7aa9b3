"""The clauses of a regime's text as published here, held by this process for one version of the site.

Building a shelf reads the database a fixed number of times; a held one is read without a query. Sections reserved to
some readers are never on it.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from guidance import dates, items, timeline
from guidance.enums import Regime
from guidance.models import EditionPage, Publication, SiteVersion, TextPage
from guidance.models.official import sites_read_once
from guidance.rendering.beside import Beside
from guidance.rendering.clauses import rendered_items
from guidance.search.entries import one_line

_MOST_SHELVES, _MOST_PANELS, _MOST_OTHERS = 16, 128, 64
_held: OrderedDict[tuple, "Library | Shelf"] = OrderedDict()
_panels: OrderedDict[tuple, bytes] = OrderedDict()
_others: OrderedDict[tuple, object] = OrderedDict()


@dataclass(frozen=True, slots=True)
class HeldClause:
    """One clause of an edition, with the publication it comes from and its dated address."""

    key: str
    label: str
    section: str
    url: str
    sha256: str
    publication: int
    published_on: date
    item: dict
    notes: tuple[dict, ...]

    @property
    def words(self) -> str:
        return items.plain_text(self.item["blocks"])


@dataclass(frozen=True, slots=True)
class Rendered:
    """A clause as the pages of the texts show it; its links open beside the form."""

    html: SafeString
    notes: tuple[dict, ...]
    articles: tuple[dict, ...]
    local_notes: tuple[dict, ...]
    terms: tuple[dict, ...]


@dataclass(frozen=True)
class Library:
    """The text of a regime and its published editions, oldest first."""

    version: int
    text: TextPage
    editions: tuple[EditionPage, ...]

    def read_on(self, day: date) -> tuple[EditionPage | None, timeline.Resolution]:
        """Return the edition to show for a day, the last one when none is known for it, and how it stands."""
        found = timeline.resolve(self.editions, day, text_in_force_from=self.text.in_force_from)
        return found.edition or (self.editions[-1] if self.editions else None), found


class Shelf:
    """The clauses of one edition, by label, rendered when first asked for."""

    def __init__(self, text: TextPage, edition: EditionPage, today: date):
        self.text, self.edition, self.today = text, edition, today
        self.beside = Beside(text, edition, today)
        with sites_read_once():
            self.url = edition.url
            self.clauses = {clause.label: clause for clause in self._read()}
            self._companions = self.beside.companions()
        self._rendered: dict[str, Rendered] = {}

    def find(self, label: str) -> list[HeldClause]:
        """Return the clause of that label, else those that took its place; empty when there is none."""
        if label in self.clauses:
            return [self.clauses[label]]
        return [clause for clause in self.clauses.values() if label in clause.item["former_labels"]]

    def render(self, clause: HeldClause) -> Rendered:
        """Return a clause as HTML with its notes, the articles it cites and the terms it uses."""
        if clause.label not in self._rendered:
            self._rendered[clause.label] = self._render(clause)
        return self._rendered[clause.label]

    def _read(self):
        sections = self.beside.sections  # those open to every reader: a panel is held for all alike
        last = Publication.objects.filter(page_id=OuterRef("page_id")).values("pk")[:1]
        rows = Publication.objects.filter(page_id__in=[section.pk for section in sections], pk=Subquery(last))
        by_page = {row.page_id: row for row in rows}
        for section in sections:
            if section.pk in by_page:
                yield from self._clauses(section, by_page[section.pk])

    def _clauses(self, section, publication: Publication):
        published_on = timezone.localtime(publication.published_at).date()
        for item in publication.clauses():
            yield HeldClause(
                key=f"{self.text.slug}#{item['label']}",
                label=item["label"],
                section=one_line(publication.heading),
                url=f"{section.url}#{item['label']}",
                sha256=items.digest(item["blocks"]),
                publication=publication.pk,
                published_on=published_on,
                item=item,
                notes=tuple(publication.notes),
            )

    def _render(self, clause: HeldClause) -> Rendered:
        companions = replace(self._companions, new_tab=True, prefix=f"{clause.label}-")
        shown, terms = rendered_items([clause.item], list(clause.notes), companions)
        return Rendered(
            html=shown[0]["html"],
            notes=tuple(shown[0]["notes"]),
            articles=tuple(self.beside.articles(shown[0]["keys"])),
            local_notes=tuple(self.beside.local_notes(clause.label)),
            terms=tuple(self.beside.terms(terms)),
        )


def library(regime: Regime, version: int | None = None) -> Library | None:
    """Return the text of a regime with its editions, or None while no text of it is published here.

    One query warm, none when the caller has just read the `version` of the site.
    """
    version = SiteVersion.current() if version is None else version
    return _keep(_held, (version, "library", str(regime)), lambda: _read_library(version, regime), _MOST_SHELVES)


def shelf(library: Library, edition: EditionPage, today: date | None = None) -> Shelf:
    """Return the clauses of an edition, as published here now. No query once held."""
    today = today or dates.today()
    key = (library.version, "shelf", edition.pk, today)
    return _keep(_held, key, lambda: Shelf(library.text, edition, today), _MOST_SHELVES)


def panel_html(key: tuple, render: Callable[[], bytes]) -> bytes:
    """Return a panel as HTML, rendered once for a key that holds all it depends on, among the last ones shown."""
    return _keep(_panels, key, render, _MOST_PANELS)


def of_version(version: int, what: tuple, make: Callable):
    """Return what was made for one version; it is made again for the next one."""
    return _keep(_others, (version, *what), make, _MOST_OTHERS)


def clear() -> None:
    """Forget everything held: tests give one version number to several states of the site."""
    _held.clear()
    _panels.clear()
    _others.clear()


def _read_library(version: int, regime: Regime) -> Library | None:
    text = TextPage.objects.live().public().filter(regime=regime).order_by("path").first()
    if text is None:
        return None
    editions = EditionPage.objects.child_of(text).published().public().order_by("slug")
    return Library(version, text, tuple(editions))


def _keep(held: OrderedDict, key: tuple, make: Callable, most: int):
    if key not in held:
        held[key] = make()
        while len(held) > most:
            held.popitem(last=False)
    return held[key]
