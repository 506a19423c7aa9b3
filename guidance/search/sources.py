"""What guidance itself offers to be found: clauses, fiches, the identity cards of the texts, the glossary.

Only what is published is yielded: live sections of live editions of live texts, as their last publication holds them.
A page under a password is never indexed; one reserved to groups is found by these groups only.
"""

from collections.abc import Iterable, Iterator

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from guidance.enums import Regime
from guidance.models.editions import EditionPage
from guidance.models.publications import Publication
from guidance.models.vocabulary import Term
from guidance.search.entries import CLAUSE, FICHE, Place, identity_entries, section_entries
from guidance.search.registry import EntryData, register

SIGNED_IN = 0  # stands among the groups of any reader with an account; no group has this id
BADGES = {Regime.ARS: "Avant le 1er janvier 2017", Regime.OFII: "Depuis le 1er janvier 2017"}


@register
class Clauses:
    """Clauses, footnotes and identity cards of every published edition."""

    kind = CLAUSE
    label = "Clauses et annexes"

    def entries(self) -> Iterator[EntryData]:
        """Yield the entries of every edition."""
        return (entry for edition in published_editions() for entry in edition_entries(edition, self.kind))


@register
class Fiches(Clauses):
    """The official forms, as printed in the annexes."""

    kind = FICHE
    label = "Fiches"


@register
class Glossary:
    """Terms and acronyms with their definitions."""

    kind = "term"
    label = "Glossaire"

    def entries(self) -> Iterator[EntryData]:
        """Yield one entry a term; none while the glossary has no page."""
        try:
            address = reverse("guidance:glossary")
        except NoReverseMatch:
            return
        for order, term in enumerate(Term.objects.order_by("term")):
            yield EntryData(
                key=f"terme/{term.slug}",
                kind=self.kind,
                title=term.term,
                url=f"{address}#{term.slug}",
                text=term.definition,
                section_title=", ".join(form for form in term.forms if form != term.term),
                order=order,
                weight=0.8,
            )


def published_editions() -> Iterable[EditionPage]:
    """Return the editions that readers may see, every page above them live."""
    editions = EditionPage.objects.published().order_by("path")
    return [edition for edition in editions if not edition.get_ancestors().filter(live=False).exists()]


def scope_of(edition_id: int) -> str:
    """Return what the entries of one edition are replaced by: it survives a change of address."""
    return f"edition:{edition_id}"


def edition_entries(edition: EditionPage, kind: str) -> Iterator[EntryData]:
    """Yield the entries of one kind of a published edition."""
    text = edition.text
    in_force = text.resolve(timezone.localdate()).edition
    sections = [(page, readers(page)) for page in (edition, *edition.sections())]
    latest = _latest_publications([page.pk for page, _ in sections])
    for order, (page, groups) in enumerate(sections):
        publication = latest.get(page.pk)
        if publication is None or groups is None:
            continue
        place = Place(
            text_slug=text.slug,
            text_title=text.title,
            edition=edition.slug,
            section_slug=page.slug,
            section_title=publication.heading if order else "Fiche d’identité",
            url=page.url or "",
            in_force=in_force is not None and in_force.pk == edition.pk,
            badge=BADGES.get(text.regime, ""),
            groups=groups,
            order=order,
            scope=scope_of(edition.pk),
        )
        found = section_entries(publication.items, publication.notes, place) if order else ()
        found = found or identity_entries(publication.items[0]["rows"], place)
        yield from (entry for entry in found if entry.kind == kind)


def readers(page: Page) -> frozenset[int] | None:
    """Return the groups that may read a page: empty for everybody, None when it must not be indexed.

    Where restrictions are nested, only the groups named by each of them are kept: too few rather than too many.
    """
    groups: frozenset[int] | None = None
    for restriction in page.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return None
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            named = frozenset(restriction.groups.values_list("pk", flat=True))
            groups = named if groups in (None, frozenset({SIGNED_IN})) else groups & named
        elif groups is None:
            groups = frozenset({SIGNED_IN})
    return frozenset() if groups is None else (groups or None)


def _latest_publications(pages: list[int]) -> dict[int, Publication]:
    latest: dict[int, Publication] = {}
    for publication in Publication.objects.filter(page_id__in=pages).order_by("page_id", "-published_at", "-pk"):
        latest.setdefault(publication.page_id, publication)
    return latest
